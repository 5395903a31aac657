"""The bank of a questionnaire as ``paper`` wants it. A published one never changes, so each process keeps it."""

from functools import lru_cache

from feedback.models import BankQuestion, Entry, Questionnaire
from feedback.questionnaires import paper
from feedback.questionnaires.paper import Answers, Asked, Bank, Drawn, draw

PREVIEWED = 1
"""The seed of the paper that the desk shows before publishing."""


def read(questionnaire: int) -> Bank:
    return Bank(
        tuple(
            Asked(one.pk, one.topic, one.difficulty, one.kind, one.text, tuple(one.choices), frozenset(one.right))
            for one in BankQuestion.objects.filter(questionnaire=questionnaire).order_by("number")
        )
    )


published = lru_cache(maxsize=16)(read)
"""The same, kept; of published ones alone."""


def of(questionnaire: Questionnaire) -> Bank:
    return read(questionnaire.pk) if questionnaire.is_draft else published(questionnaire.pk)


def mark(entry: Entry, answers: Answers) -> int | None:
    """How many of them are right; a survey has nothing right or wrong."""
    one = entry.round.questionnaire
    return paper.mark(published(one.pk), answers) if one.is_contest else None


def paper_of(entry: Entry) -> list[Drawn]:
    """The entry's questions; its round must be at hand."""
    return draw(published(entry.round.questionnaire_id), entry.round.per_topic, entry.seed)
