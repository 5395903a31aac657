"""``manage.py messages``.

Which texts of the code and templates lack a Vietnamese translation, and which translations nobody uses.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import allauth
import django
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import template as django_templates

ROOMS = ("portal", "procedures", "dossiers", "payments", "feedback", "reports")
LAZY = ("gettext_noop", "gettext_lazy", "ngettext_lazy", "pgettext_lazy", "npgettext_lazy")
KEYWORDS = {**DEFAULT_KEYWORDS, **dict.fromkeys(LAZY)}
LIBRARIES = ("django/conf", "django/contrib/admin", "django/contrib/auth", "allauth")
"""Their own Vietnamese serves the few of their texts that stand in templates we override."""


def messages_of(source: bytes) -> Iterator[str]:
    """The message ids in Python source; of plurals the singular."""
    for _line, function, found, _comments in extract_python(BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}):
        if found is None:  # a name instead of a text
            continue
        parts = [found] if isinstance(found, str) else list(found)
        identifier = parts[1] if str(function).startswith(("pgettext", "npgettext")) else parts[0]
        if identifier:
            yield identifier


def as_source(template: str, path: Path) -> str:
    """A template as Python source with its translations as calls, one statement a line."""
    lines = django_templates.templatize(template, origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines)


def used() -> dict[str, Path]:
    """Every message id of the portal with a file that says it."""
    places: dict[str, Path] = {}
    sources = [path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*.py")]
    for path in sources + list((settings.BASE_DIR / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        code = as_source(text, path) if path.suffix == ".html" else text
        for message in messages_of(code.encode()):
            places.setdefault(message, path.relative_to(settings.BASE_DIR))
    return places


def translated(paths: list[Path]) -> set[str]:
    """What the catalogues at ``paths`` translate. Fuzzy entries do not count."""
    known = set()
    for path in paths:
        with path.open("rb") as file:
            entries = [entry for entry in read_po(file) if entry.string and not entry.fuzzy]
        known |= {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in entries}
    return known


def own_catalogues() -> list[Path]:
    return [settings.BASE_DIR / room / "locale/vi/LC_MESSAGES/django.po" for room in ROOMS]


def library_catalogues() -> list[Path]:
    roots = {Path(str(module.__file__)).parents[1] for module in (django, allauth)}
    files = (root / library / "locale/vi/LC_MESSAGES/django.po" for root in roots for library in LIBRARIES)
    return [path for path in files if path.exists()]


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        places, ours = used(), translated([path for path in own_catalogues() if path.exists()])
        missing = sorted(set(places) - ours - translated(library_catalogues()))
        rooms_own = translated(
            [path for path in own_catalogues()[1:] if path.exists()]
        )  # portal's also corrects libraries
        unused = sorted(rooms_own - set(places) - {""})
        for message in missing:
            self.stderr.write(f"{places[message]}: no Vietnamese for {message!r}")
        for message in unused:
            self.stderr.write(f"translated but used nowhere: {message!r}")
        if missing or unused:
            raise CommandError(f"{len(missing)} missing, {len(unused)} unused")
        self.stdout.write(f"{len(places)} texts, all in Vietnamese")
