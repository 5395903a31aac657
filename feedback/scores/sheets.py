"""Scores of a period as rows: facts gathered, rules applied. Nothing is written here."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from feedback.models import ScoreSheet
from feedback.scores import gathering, rules
from feedback.scores.quarters import Period
from feedback.scores.rules import Indicator, Score

FEWEST_DOSSIERS = 5
"""An agency or officer with fewer is not scored: it would be the score of one or two people's dossiers."""


def reckoned(period: Period) -> Iterator[ScoreSheet]:
    """Agencies, then their officers; not saved."""
    gathered = gathering.Gathered(period)
    units = gathered.units()
    for agency, dossiers in sorted(gathered.by_agency().items()):
        if len(dossiers) >= FEWEST_DOSSIERS:
            score = rules.of_agency(dossiers, units[agency])
            yield _sheet(score, rules.grade_of_agency(score), len(dossiers), agency_id=agency)
    for (agency, officer), dossiers in sorted(gathered.by_officer().items()):
        if len(dossiers) >= FEWEST_DOSSIERS:
            score = rules.of_officer(dossiers)
            yield _sheet(score, rules.grade_of_officer(score), len(dossiers), agency_id=agency, officer_id=officer)


def _sheet(score: Score, grade: str, dossiers: int, **whose: int) -> ScoreSheet:
    return ScoreSheet(
        indicators=[_written(one) for one in score.indicators], total=score.total, reachable=score.reachable,
        grade=grade, dossiers=dossiers, **whose,
    )  # fmt: skip


def _written(one: Indicator) -> dict[str, Any]:
    return {"number": one.number, "value": str(one.value), "made_of": dict(one.made_of)}


def indicators_of(sheet: ScoreSheet) -> list[Indicator]:
    """As they were written."""
    return [Indicator(one["number"], Decimal(one["value"]), one["made_of"]) for one in sheet.indicators]
