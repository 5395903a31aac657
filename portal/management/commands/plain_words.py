"""``manage.py plain_words``.

Words that citizens' pages may not use, wherever their Vietnamese is written: the texts of their templates, the
translations of what they and their code say, the forms of the demonstration, life events and guides. The list with the
plain word for each is ``portal/management/plain_words.json``. Names of procedures and texts of law come from records
and are not looked at.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.management.commands.messages import as_source, messages_of, own_catalogues

WORDS = Path(__file__).parents[1] / "plain_words.json"
TEMPLATES = (
    "*.html", "account/**/*.html", "components/*.html", "dossiers/**/*.html", "forms/*.html", "notices/*.html",
    "own_data/*.html", "procedures/**/*.html", "reports/*.html",
)  # fmt: skip
CODE = (
    "procedures/*.py", "procedures/questions/asking.py", "procedures/questions/kinds.py", "procedures/search/*.py",
    "procedures/views/*.py", "procedures/models/parts.py", "dossiers/*.py", "dossiers/views/*.py", "portal/*.py",
    "dossiers/models/*.py", "dossiers/opened/*.py", "dossiers/own_data/*.py", "dossiers/results/*.py",
    "dossiers/supplement/*.py", "dossiers/thread/*.py", "dossiers/tracking/*.py",
    "portal/accounts/*.py", "portal/files/*.py", "portal/templatetags/*.py", "reports/figures/*.py",
)  # fmt: skip
INSIDE = {
    "components/desk_header.html", "portal/accounts/roleplay.py", "portal/admin.py", "portal/audit.py",
    "portal/desk.py", "procedures/comparison.py", "procedures/desk_work.py", "procedures/differences.py",
    "procedures/drafting.py",
    "procedures/editions.py", "procedures/examples.py", "procedures/faults.py", "procedures/fee_checks.py",
    "procedures/fee_reading.py", "procedures/fee_rules.py", "procedures/levels.py", "procedures/plan.py",
    "procedures/processes.py",
    "procedures/publishing.py", "procedures/standard.py", "procedures/tasks.py", "procedures/work.py",
}  # fmt: skip
"""Officials read these, not citizens."""

DATA = ("demo/forms/*.json", "procedures/life_events.json", "procedures/guides.json")
MARKUP = re.compile(
    r"{% blocktranslate.*?{% endblocktranslate %}|{#.*?#}|{%.*?%}|{{.*?}}|<script.*?</script>|<[^>]*>", re.DOTALL
)
DESK_ONLY = {"edition"}
"""Names of columns in models that citizens' pages share with the desk, shown at the desk alone."""

ENGLISH = {"en", "name_en", "intro_en"}


@dataclass(frozen=True)
class Word:
    """``instead``: what to write; ``names``: proper names that may have it. Abbreviations are told by capitals."""

    word: str
    instead: str
    names: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        return rf"(?<![\w-]){re.escape(self.word)}(?![\w-])"

    def is_in(self, text: str) -> bool:
        for name in self.names:
            text = text.replace(name, "")
        return bool(re.search(self.pattern, text, 0 if self.word.isupper() else re.IGNORECASE))


def words() -> list[Word]:
    return [Word(**entry) for entry in json.loads(WORDS.read_text(encoding="utf-8"))]


def faults(places: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is to be written otherwise in texts with the places they stand at; the longest word of several."""
    longest_first = sorted(words(), key=lambda entry: -len(entry.word))
    for place, text in places:
        found = next((entry for entry in longest_first if entry.is_in(text)), None)
        if found:
            yield f"{place}: “{found.word}” in “{' '.join(text.split())[:90]}”: {found.instead}"


def texts() -> Iterator[tuple[str, str]]:
    """Everything citizens read in Vietnamese that is not a record, with where it stands."""
    said = set()
    for path in _public(settings.BASE_DIR / "templates", TEMPLATES):
        source = path.read_text(encoding="utf-8")
        said |= set(messages_of(as_source(source, path).encode()))
        yield _named(path), MARKUP.sub(" ", source)
    for path in _public(settings.BASE_DIR, CODE):
        said |= set(messages_of(path.read_bytes()))
    yield from _translated(said)
    for path in _public(settings.BASE_DIR, DATA):
        yield from ((_named(path), text) for text in strings(json.loads(path.read_text(encoding="utf-8"))))


def _public(folder: Path, patterns: Iterable[str]) -> Iterator[Path]:
    found = {path for pattern in patterns for path in folder.glob(pattern)}
    yield from sorted(path for path in found if str(path.relative_to(folder)) not in INSIDE)


def _named(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def _translated(said: set[str]) -> Iterator[tuple[str, str]]:
    for path in own_catalogues():
        with path.open("rb") as file:
            for entry in read_po(file):
                identifier = entry.id if isinstance(entry.id, str) else entry.id[0]
                if identifier and identifier in said - DESK_ONLY:
                    parts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
                    yield from ((_named(path), str(text)) for text in parts)


def strings(node: Any) -> Iterator[str]:
    """The Vietnamese texts of a document."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for part in node:
            yield from strings(part)
    elif isinstance(node, dict):
        for name, part in node.items():
            if name not in ENGLISH:
                yield from strings(part)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults(texts()))
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} texts for citizens are not in plain words")
        self.stdout.write("all in plain words")
