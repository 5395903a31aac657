"""Nine indicators of 0, 1 or 2 points (TT 01/2018/TT-VPCP Đ.13), pure.

An indicator measured on dossiers is the mean of their points, rounded to one decimal (Đ.15.2); what there is no data
for is left out. Grades compare the total with what could be reached by the indicators that are there (assumed: the law
grades a full set, and an agency must not fall for what nobody measured).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

ONE_DECIMAL = Decimal("0.1")
MOST = 2
OF_OFFICER = (1, 2, 3, 4, 7)
OF_AGENCY = (1, 2, 3, 4, 5, 6, 7, 8, 9)


class Pace(StrEnum):
    """Against the time that the law allows."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


PACE_POINTS = {Pace.EARLY: 2, Pace.ON_TIME: 1, Pace.LATE: 0}


class Scope(StrEnum):
    """At which level an agency works: how much of its work must be done wholly at the one-stop unit."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


WHOLE_THERE = {Scope.PROVINCE: 20, Scope.DISTRICT: 50, Scope.COMMUNE: 100}
"""Per cent of the procedures (Đ.13, indicator 5)."""

ANSWERED_ENOUGH = 90
ONLINE_PROCEDURES, ONLINE_DOSSIERS, ONLINE_SOME = 20, 30, 15


# --- Facts --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DossierFacts:
    """Of a dossier that was decided in the period. ``others``: how the agencies that were asked kept their time."""

    pace: Pace | None
    others: tuple[Pace, ...] = ()
    contacts: int | None = None
    agencies: int | None = None
    has_petition: bool = False


@dataclass(frozen=True)
class UnitFacts:
    """Of an agency in the period; nothing where it is not known."""

    scope: Scope
    procedures: int = 0
    whole_there: int = 0
    received: int = 0
    received_there: int = 0
    published: int = 0
    posted: int | None = None
    petitions: int = 0
    petitions_in_time: int = 0
    petitions_extended: int = 0
    online_procedures: int = 0
    online_dossiers: int = 0
    online_late: int = 0


@dataclass(frozen=True)
class Indicator:
    """``value`` from 0 to 2, and the numbers that made it."""

    number: int
    value: Decimal
    made_of: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    indicators: tuple[Indicator, ...]

    @property
    def total(self) -> Decimal:
        return sum((one.value for one in self.indicators), Decimal(0))

    @property
    def reachable(self) -> int:
        return MOST * len(self.indicators)


# --- Points of a dossier ------------------------------------------------------------------------
def points_of_time(facts: DossierFacts) -> int | None:
    return None if facts.pace is None else PACE_POINTS[facts.pace]


def points_of_each_agency(facts: DossierFacts) -> int | None:
    """The one that decides and those it asked: one that was late is enough."""
    paces = [*([] if facts.pace is None else [facts.pace]), *facts.others]
    return min((PACE_POINTS[pace] for pace in paces), default=None)


def points_of_number(number: int | None) -> int | None:
    """None 2, one 1, more 0."""
    return None if number is None else max(MOST - number, 0)


def points_of_attitude(facts: DossierFacts) -> int | None:
    """Early or on time without a petition; a late one has neither (assumed: the law names no case for it)."""
    return 0 if facts.has_petition else points_of_time(facts)


BY_DOSSIER = {
    1: points_of_time,
    2: points_of_each_agency,
    3: lambda facts: points_of_number(facts.contacts),
    4: lambda facts: points_of_number(facts.agencies),
    7: points_of_attitude,
}


def mean(number: int, dossiers: Iterable[DossierFacts]) -> Indicator | None:
    """Over the dossiers that say something of it; half up, as one is taught to round."""
    points = [found for found in map(BY_DOSSIER[number], dossiers) if found is not None]
    if not points:
        return None
    value = (Decimal(sum(points)) / len(points)).quantize(ONE_DECIMAL, ROUND_HALF_UP)
    counted = {f"got_{level}": points.count(level) for level in (2, 1, 0)}
    return Indicator(number, value, {"points": sum(points), "dossiers": len(points), **counted})


# --- Points of an agency ------------------------------------------------------------------------
def one_stop(unit: UnitFacts) -> Indicator | None:
    if not unit.procedures or not unit.received:
        return None
    is_enough = unit.whole_there * 100 >= WHOLE_THERE[unit.scope] * unit.procedures
    is_all_there = unit.received_there == unit.received
    value = 2 if is_enough and is_all_there else 1 if is_all_there else 0
    said = ("procedures", "whole_there", "received", "received_there")
    return _whole(5, value, unit, said, wanted=WHOLE_THERE[unit.scope])


def publication(unit: UnitFacts) -> Indicator | None:
    """Two forms: on the portal, and posted at the office; of posting nothing may be known."""
    if not unit.procedures:
        return None
    forms = [unit.published == unit.procedures, unit.posted is not None and unit.posted == unit.procedures]
    said = ("procedures", "published", *(["posted"] if unit.posted is not None else []))
    return _whole(6, sum(forms), unit, said)


def petitions(unit: UnitFacts) -> Indicator:
    is_all = unit.petitions_in_time == unit.petitions and not unit.petitions_extended
    is_most = unit.petitions_in_time * 100 >= ANSWERED_ENOUGH * unit.petitions and not unit.petitions_extended
    said = ("petitions", "petitions_in_time", "petitions_extended")
    return _whole(8, 2 if is_all else 1 if is_most else 0, unit, said)


def online(unit: UnitFacts) -> Indicator | None:
    if not unit.procedures or not unit.received:
        return None
    has_many = unit.online_procedures * 100 >= ONLINE_PROCEDURES * unit.procedures
    share = unit.online_dossiers * 100
    value = 0
    if unit.online_procedures and not unit.online_late and share >= ONLINE_SOME * unit.received:
        value = 2 if has_many and share >= ONLINE_DOSSIERS * unit.received else 1
    said = ("procedures", "online_procedures", "received", "online_dossiers", "online_late")
    return _whole(9, value, unit, said)


def _whole(number: int, value: int, unit: UnitFacts, said: Iterable[str], **more: int) -> Indicator:
    return Indicator(number, Decimal(value), {name: getattr(unit, name) for name in said} | more)


# --- Totals and grades --------------------------------------------------------------------------
def of_officer(dossiers: Sequence[DossierFacts]) -> Score:
    return _score(mean(number, dossiers) for number in OF_OFFICER)


def of_agency(dossiers: Sequence[DossierFacts], unit: UnitFacts) -> Score:
    measured = [mean(number, dossiers) for number in OF_OFFICER]
    return _score([*measured, one_stop(unit), publication(unit), petitions(unit), online(unit)])


def _score(found: Iterable[Indicator | None]) -> Score:
    return Score(tuple(sorted((one for one in found if one is not None), key=lambda one: one.number)))


AGENCY_GRADES = ((15, "excellent"), (12, "good"), (9, "fair"), (6, "average"), (0, "weak"))
OFFICER_GRADES = ((Decimal(5), "full"), (Decimal("3.5"), "most"), (Decimal(0), "little"))
"""From how many points of 18, and of 10: done in full, 70 to under 100 per cent, under 70 per cent."""


def grade_of_agency(score: Score) -> str:
    return _grade(score, AGENCY_GRADES, MOST * len(OF_AGENCY))


def grade_of_officer(score: Score) -> str:
    return _grade(score, OFFICER_GRADES, MOST * len(OF_OFFICER))


def _grade(score: Score, grades: Iterable[tuple[Decimal | int, str]], full: int) -> str:
    """Nothing where nothing was measured."""
    if not score.reachable:
        return ""
    return next(name for border, name in grades if score.total * full >= border * score.reachable)
