"""Answers of an earlier dossier, given anew in another draft of the same person (NĐ 61/2018 Đ.4: what is known is not
asked twice).

Only what is asked in the same words and way is taken over. Each answer keeps where it comes from and when it was given,
until its writer changes it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dossiers.answers import COMPUTED, OWNER_IS, counted
from dossiers.models import Dossier, Status
from portal.accounts.models import User
from procedures import questions
from procedures.questions import Question

FROM_DOSSIER = "dossier "
"""How the source of such an answer begins; the code of the dossier follows."""

OFFERED = 10
OF_THE_MATTER = frozenset({"summary", "request_note"})
"""What is asked for: the same only within one procedure."""


@dataclass(frozen=True)
class Reused:
    """Where an answer comes from: the code of the dossier."""

    code: str


def source_of(entry: Mapping[str, Any]) -> Reused | None:
    source = str(entry.get("source", ""))
    return Reused(source.removeprefix(FROM_DOSSIER)) if source.startswith(FROM_DOSSIER) else None


def earlier(user: User) -> QuerySet[Dossier]:
    """What the person handed in themselves, the newest first."""
    mine = Dossier.objects.filter(submitter=user, submitted_at__isnull=False).exclude(status=Status.DRAFT)
    return mine.select_related("edition", "case").order_by("-submitted_at")[:OFFERED]


def answers_from(old: Dossier, draft: Dossier, known: Collection[str]) -> dict[str, dict[str, Any]]:
    """Entries for the questions of ``draft`` that ``old`` answers, by their names; but for those of ``known`` facts:
    what the nation says today goes before what was said then."""
    return {
        question.name: {**old.answers[question.name], "source": _source(old, old.answers[question.name])}
        for question in _askable(old, draft)
        if question.prefill not in known
    }


def _source(old: Dossier, entry: Mapping[str, Any]) -> str:
    """An answer reused before keeps its first source."""
    return str(entry["source"]) if source_of(entry) else f"{FROM_DOSSIER}{old.public_code}"


def _askable(old: Dossier, draft: Dossier) -> Iterator[Question]:
    before = {question.name: question for question in counted(old).questions()}
    same_owner = old.answer(OWNER_IS) == draft.answer(OWNER_IS)
    same_procedure = old.edition.procedure_id == draft.edition.procedure_id
    owner = str(draft.answer(OWNER_IS))
    for step in questions.form_for(draft.edition).plan(owner):
        for question in step.questions:
            told = before.get(question.name)
            about_owner, about_matter = question.name.startswith("owner_"), question.name in OF_THE_MATTER
            if told is None or (about_owner and not same_owner) or (about_matter and not same_procedure):
                continue
            if _is_same(told, question) and _is_worth(question, old.answers.get(question.name)):
                yield question


def _is_same(before: Question, now: Question) -> bool:
    return before.label.vi == now.label.vi and (before.kind, before.format) == (now.kind, now.format)


def _is_worth(question: Question, entry: Mapping[str, Any] | None) -> bool:
    """Given, and still an answer today."""
    if entry is None or entry["source"] == COMPUTED or entry["value"] in (None, "", []):
        return False
    return questions.answers(question, entry["value"])
