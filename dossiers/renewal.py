"""A draft whose procedure is no longer what it was: what changed, and going over to the new edition.

Only the citizen's own act moves a draft. What the new form asks in the same way goes along; every other answer is set
aside in words, to be read beside the new form until the dossier is handed in. No answer and no file is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dossiers import drafts, papers
from dossiers.act import Refusal
from dossiers.answers import OWNER_IS
from dossiers.drafts import Place
from dossiers.locking import keep, lock
from dossiers.models import Attachment, Dossier
from portal.vietnamese import plain
from procedures import questions
from procedures.models import Case, Component, Edition
from procedures.questions import Question


class NothingNewer(Refusal):
    """The draft stands under the edition in force already, or there is none it could go over to."""

    message = _("There is nothing to move to: the rules are the same, or the procedure is no longer filed here.")


@dataclass(frozen=True)
class Carried:
    """What becomes of the answers under another edition: entries that go along, entries set aside with their question,
    and the questions nobody has been asked yet."""

    kept: dict[str, Any] = field(default_factory=dict)
    aside: list[tuple[Question, Any]] = field(default_factory=list)
    asked_anew: list[Question] = field(default_factory=list)


def newer(draft: Dossier) -> Edition | None:
    """The edition a draft could go over to, read anew; nothing where it stands under it or filing has ended."""
    in_force = Edition.objects.filter(procedure=draft.edition.procedure_id, procedure__current=F("pk"))
    edition = in_force.filter(procedure__is_used=True).exclude(pk=draft.edition_id).select_related("procedure").first()
    return edition if edition and edition.is_filed_online() and edition.cases.exists() else None


def carried(draft: Dossier, edition: Edition) -> Carried:
    old, new = questions.form_for(draft.edition), questions.form_for(edition)
    found = Carried()
    for name, entry in draft.answers.items():
        before, now = old.question(name), new.question(name)
        asked = before or now
        if asked is None or (now is not None and _fits(asked, now, entry["value"])):
            found.kept[name] = entry
        elif entry["value"] not in (None, "", []):
            found.aside.append((asked, entry["value"]))
    known = {question.name for question in old.questions()}
    anew = {one.name: one for one in new.questions() if one.is_asked and one.name not in known}
    return replace(found, asked_anew=list(anew.values()))


def _fits(before: Question, now: Question, value: Any) -> bool:
    """Whether the answer to one question answers the other as it stands."""
    return before.kind == now.kind and questions.answers(now, value)


def same_case(draft: Dossier, edition: Edition) -> Case | None:
    """The case of that name, or the only one."""
    cases = list(edition.cases.all())
    named = [case for case in cases if plain(case.name) == plain(draft.case.name)]
    return named[0] if len(named) == 1 else cases[0] if len(cases) == 1 else None


def same_papers(draft: Dossier, edition: Edition) -> Iterator[tuple[Attachment, Component | None]]:
    """Each file with the paper it is for under ``edition``, by code, then by name; none where it is not asked for."""
    there = list(edition.components.all())
    for file in papers.given(draft).select_related("component"):
        before = file.component
        named = [one for one in there if before and plain(one.name) == plain(before.name)]
        coded = [one for one in there if before and before.code and one.code == before.code]
        yield file, next(iter(coded + named), None)


@transaction.atomic
def renew(draft: Dossier, place: Place, version: int) -> None:
    """Put the draft under the edition of ``place``. Raises ``NothingNewer``, ``EditedElsewhere`` or ``WrongStatus``."""
    lock(draft, version)
    edition = newer(draft)
    if edition is None or place.case.edition_id != edition.pk:
        raise NothingNewer
    files = list(same_papers(draft, edition))
    going = carried(draft, edition)
    draft.set_aside = [*draft.set_aside, *(_in_words(question, value) for question, value in going.aside)]
    draft.answers = going.kept
    if draft.answer(OWNER_IS) != place.owner_is:
        _set_owner_aside(draft)
    _set_typed_aside(draft, edition)
    draft.edition = edition
    drafts.put(draft, place)
    keep(draft)
    for file, component in files:
        if component is not None:
            file.component = component
            file.save(update_fields=["component"])


def _set_typed_aside(draft: Dossier, edition: Edition) -> None:
    """What was typed and not checked goes along where the new form asks it in the same kind of control."""
    old, new = questions.form_for(draft.edition), questions.form_for(edition)
    for name in list(draft.typed):
        before, now = old.question(name), new.question(name)
        if before is not None and now is not None and before.kind == now.kind:
            continue
        controls = draft.typed.pop(name)
        text = "; ".join(one for values in controls.values() for one in values)
        if before is not None and text:
            draft.set_aside.append({"vi": before.label.vi, "en": before.label.en, "text": text})


def _set_owner_aside(draft: Dossier) -> None:
    """Somebody else's dossier: what was said of the former owner is no answer about the new one."""
    form = questions.form_for(draft.edition)
    for name in [name for name in draft.answers if name.startswith("owner_") and name != OWNER_IS]:
        question, entry = form.question(name), draft.answers.pop(name)
        if question is not None and entry["value"]:
            draft.set_aside.append(_in_words(question, entry["value"]))


def _in_words(question: Question, value: Any) -> dict[str, str]:
    return {"vi": question.label.vi, "en": question.label.en, "text": questions.display(question, value)}
