"""What everybody may read of a closed round; a name whole only with consent."""

from dataclasses import dataclass

from django.db.models import Sum

from feedback.models import AnswerCount, Entry, Round, Standing, UnitResult
from feedback.questionnaires import bank
from feedback.questionnaires.paper import Asked

MOST_UNITS = 20


def public_name(entry: Entry) -> str:
    """Nguyễn Văn An, or N. V. A. where nothing else was allowed."""
    if entry.may_publish:
        return entry.name
    return " ".join(f"{word[0].upper()}." for word in entry.name.split())


@dataclass(frozen=True)
class District:
    name: str
    entries: int
    mean: float
    all_right: int


@dataclass(frozen=True)
class Answered:
    """A question with how often each choice was taken."""

    asked: Asked
    rows: list[tuple[str, int, int]]
    """Choice, how often, in hundredths of the entries."""


def winners(round: Round) -> list[Standing]:
    found = round.standings.select_related("entry__district").filter(rank__lte=round.questionnaire.winners)
    return list(found.order_by("rank"))


def districts(round: Round) -> list[District]:
    rows = UnitResult.objects.filter(round=round).values_list("district__short_name", "district__sort_key")
    sums = rows.annotate(n=Sum("entries"), s=Sum("score_sum"), r=Sum("all_right")).order_by("district__sort_key")
    return [District(name or "", n, s / n if n else 0, r) for name, _key, n, s, r in sums]


def units(round: Round) -> list[UnitResult]:
    """Those with the most entries."""
    named = round.units.exclude(unit="").select_related("district")
    return list(named.order_by("-entries", "unit")[:MOST_UNITS])


def answers(round: Round) -> list[Answered]:
    counts = {(row.question_id, row.choice): row.number for row in AnswerCount.objects.filter(round=round)}
    entries = sum(one.entries for one in UnitResult.objects.filter(round=round)) or 1
    return [
        Answered(asked, [
            (words, counts.get((asked.key, place), 0), counts.get((asked.key, place), 0) * 100 // entries)
            for place, words in enumerate(asked.choices)
        ])
        for asked in bank.published(round.questionnaire_id).asked
        if asked.choices
    ]  # fmt: skip
