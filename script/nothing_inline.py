"""No template carries script, style or handlers of its own: the Content-Security-Policy allows none.

The one rule for it; ``tests/portal/test_look_rules.py`` tries it out. JSON-LD is data, which no browser runs and the
policy does not concern.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

DATA = r"\stype=\"application/ld\+json\"\s*>"
"""A data block: of this type only, and nothing else said of it."""

INLINE = re.compile(
    rf"<style|\sstyle\s*=|\son[a-z]+\s*=|<script(?!{DATA})(?![^>]*\ssrc=)|javascript:",
    re.IGNORECASE,
)
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)


def inline(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a template, with their numbers, that break the rule."""
    for number, line in enumerate(COMMENT.sub("", text).splitlines(), start=1):
        if INLINE.search(line):
            yield number, line.strip()


def main() -> int:
    paths = [path for folder in ("templates", "mock_national/templates") for path in Path(folder).rglob("*.html")]
    found = [f"{path}:{number}: {line}" for path in paths for number, line in inline(path.read_text(encoding="utf-8"))]
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
