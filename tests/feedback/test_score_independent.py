"""The score against another calculation, written from the law's table without a look at ours, in fractions."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feedback.scores import rules
from feedback.scores.rules import DossierFacts, Pace, Scope, UnitFacts

PACES = st.sampled_from([*Pace, None])
SMALL = st.one_of(st.none(), st.integers(0, 4))
DOSSIERS = st.lists(
    st.builds(DossierFacts, PACES, st.lists(st.sampled_from(Pace), max_size=3).map(tuple), SMALL, SMALL, st.booleans()),
    max_size=60,
)


@st.composite
def units(draw: Any) -> UnitFacts:
    procedures, received, petitions = (draw(st.integers(0, 40)) for _ in range(3))
    up_to = lambda most: draw(st.integers(0, most))  # noqa: E731
    online = up_to(received)
    return UnitFacts(
        draw(st.sampled_from(Scope)), procedures, up_to(procedures), received, up_to(received), up_to(procedures),
        draw(st.one_of(st.none(), st.integers(0, procedures))), petitions, up_to(petitions), draw(st.integers(0, 2)),
        up_to(procedures), online, min(online, draw(st.integers(0, 1))),
    )  # fmt: skip


def speed(word: str) -> int:
    if word == "early":
        return 2
    if word == "on_time":
        return 1
    return 0


def naive_dossier(one: DossierFacts, number: int) -> int | None:
    if number == 1:
        return speed(one.pace.value) if one.pace else None
    if number == 2:
        all_of_them = [other.value for other in one.others] + ([one.pace.value] if one.pace else [])
        if not all_of_them:
            return None
        if "late" in all_of_them:
            return 0
        return 1 if "on_time" in all_of_them else 2
    if number in (3, 4):
        times = one.contacts if number == 3 else one.agencies
        return None if times is None else {0: 2, 1: 1}.get(times, 0)
    if one.has_petition:
        return 0
    return speed(one.pace.value) if one.pace else None


def naive_mean(dossiers: list[DossierFacts], number: int) -> Fraction | None:
    points = [p for p in (naive_dossier(one, number) for one in dossiers) if p is not None]
    if not points:
        return None
    tenths = Fraction(10 * sum(points), len(points))
    whole = tenths.numerator // tenths.denominator
    return Fraction(whole + (1 if tenths - whole >= Fraction(1, 2) else 0), 10)


def naive_unit(unit: UnitFacts) -> dict[int, int]:
    points = {}
    if unit.procedures > 0 and unit.received > 0:
        need = {"province": 0.20, "district": 0.50, "commune": 1.0}[unit.scope.value]
        if unit.received_there < unit.received:
            points[5] = 0
        else:
            points[5] = 2 if Fraction(unit.whole_there, unit.procedures) >= Fraction(str(need)) else 1
        some = Fraction(unit.online_dossiers, unit.received)
        if unit.online_procedures == 0 or some < Fraction(15, 100) or unit.online_late > 0:
            points[9] = 0
        elif Fraction(unit.online_procedures, unit.procedures) >= Fraction(1, 5) and some >= Fraction(3, 10):
            points[9] = 2
        else:
            points[9] = 1
    if unit.procedures > 0:
        points[6] = int(unit.published == unit.procedures) + int(unit.posted == unit.procedures)
    if unit.petitions_extended > 0:
        points[8] = 0
    elif unit.petitions == 0 or unit.petitions_in_time == unit.petitions:
        points[8] = 2
    else:
        points[8] = 1 if Fraction(unit.petitions_in_time, unit.petitions) >= Fraction(9, 10) else 0
    return points


def naive_grade(total: Fraction, count: int) -> str:
    out_of_18 = total * 9 / count
    for border, name in ((15, "excellent"), (12, "good"), (9, "fair"), (6, "average")):
        if out_of_18 >= border:
            return name
    return "weak"


@given(DOSSIERS, units())
def test_both_say_the_same_of_an_agency(dossiers, unit):
    expected = {n: naive_mean(dossiers, n) for n in (1, 2, 3, 4, 7)} | naive_unit(unit)
    expected = {number: value for number, value in sorted(expected.items()) if value is not None}
    score = rules.of_agency(dossiers, unit)
    assert {one.number: Fraction(one.value) for one in score.indicators} == expected
    assert rules.grade_of_agency(score) == naive_grade(sum(expected.values(), Fraction(0)), len(expected))


@given(DOSSIERS)
def test_both_say_the_same_of_an_officer(dossiers):
    values = [value for n in (1, 2, 3, 4, 7) if (value := naive_mean(dossiers, n)) is not None]
    score = rules.of_officer(dossiers)
    assert Fraction(score.total) == sum(values, Fraction(0))
    ten = Fraction(score.total) * 5 / len(values) if values else None
    grade = "" if ten is None else "full" if ten >= 5 else "most" if ten >= Fraction(7, 2) else "little"
    assert rules.grade_of_officer(score) == grade
