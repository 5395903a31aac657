"""No template carries script, style or handlers of its own: the Content-Security-Policy allows none.

JSON-LD is data, which no browser runs and the policy does not concern.
"""

import re
import sys
from pathlib import Path

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))|javascript:", re.IGNORECASE
)
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)


def main() -> int:
    found = []
    for folder in ("templates", "mock_national/templates"):
        for path in Path(folder).rglob("*.html"):
            lines = COMMENT.sub("", path.read_text(encoding="utf-8")).splitlines()
            found += [
                f"{path}:{number}: {line.strip()}" for number, line in enumerate(lines, start=1) if INLINE.search(line)
            ]
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
