"""What a condition may ask about: the questions of the form, and what every dossier knows without asking."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.builder.changes import title
from procedures.builder.document import Document, Place, questions
from procedures.builder.kinds import NOT_ANSWERED, OWNERS
from procedures.models import Channel, Edition
from procedures.questions.definition import general


@dataclass(frozen=True)
class Subject:
    name: str
    label: str
    """In Vietnamese, as the form's own words are; ``is_ours`` ones in the language of the screen."""
    group: str = ""
    values: tuple[tuple[str, str], ...] = ()
    """The only values it can have, with their words; empty where it can be anything."""
    is_ours: bool = False


def form_of(edition: Edition) -> Document:
    """The form its dossiers are asked: the general one where it has none of its own."""
    return edition.form or general()


def subjects(edition: Edition, document: Document, place: Place = ()) -> list[Subject]:
    """For the condition of the section or question at ``place`` (which never asks about itself)."""
    return [*_known(edition, document), *_asked(document, place)]


def _known(edition: Edition, document: Document) -> Iterable[Subject]:
    ours = _("Known of every dossier")
    cases = tuple((str(case.number), str(case)) for case in edition.cases.all())
    owners = tuple((owner, str(OWNERS[owner])) for owner in document.get("owners", []) if owner in OWNERS)
    yield Subject("case", _("Case"), ours, cases, is_ours=True)
    yield Subject("channel", _("How it is handed in"), ours, tuple((v, str(w)) for v, w in Channel.choices), True)
    yield Subject("owner_is", _("Whose dossier"), ours, owners, is_ours=True)


def _asked(document: Document, place: Place) -> Iterable[Subject]:
    seen: set[str] = set()
    for there, question in questions(document):
        name = str(question.get("name", ""))
        in_other_block = len(there) > 2 and there[:2] != place[:2]
        if there == place or in_other_block or name in seen or question.get("kind") in NOT_ANSWERED - {"computed"}:
            continue
        seen.add(name)
        section = title(document["steps"][there[0]])
        yield Subject(name, title(question), section, _values(question))


def _values(question: Document) -> tuple[tuple[str, str], ...]:
    if question.get("kind") == "yes_no":
        return (("yes", _("Yes")), ("no", _("No")))
    return tuple((option["value"], option["label"].get("vi", "")) for option in question.get("options", []))
