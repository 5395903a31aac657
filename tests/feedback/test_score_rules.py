"""The nine indicators by hand (TT 01/2018/TT-VPCP Đ.13; domain.md A10), rounding, and the borders of grades."""

from decimal import Decimal

import pytest

from feedback.scores import rules
from feedback.scores.rules import DossierFacts, Indicator, Pace, Scope, Score, UnitFacts

E, O, L = Pace.EARLY, Pace.ON_TIME, Pace.LATE  # noqa: E741


def only(number: int, *dossiers: DossierFacts) -> Decimal | None:
    found = rules.mean(number, dossiers)
    return found.value if found else None


@pytest.mark.parametrize(("pace", "points"), [(E, 2), (O, 1), (L, 0), (None, None)])
def test_1_time_in_all(pace, points):
    assert only(1, DossierFacts(pace)) == points


@pytest.mark.parametrize(
    ("pace", "others", "points"),
    [(E, (E, E), 2), (E, (O,), 1), (O, (E,), 1), (E, (L,), 0), (L, (E,), 0), (None, (E,), 2), (None, (), None)],
)
def test_2_time_of_each_agency(pace, others, points):
    assert only(2, DossierFacts(pace, others)) == points


@pytest.mark.parametrize(("times", "points"), [(0, 2), (1, 1), (2, 0), (7, 0), (None, None)])
def test_3_and_4_contacts_and_agencies(times, points):
    assert only(3, DossierFacts(E, contacts=times)) == points
    assert only(4, DossierFacts(E, agencies=times)) == points


@pytest.mark.parametrize(
    ("pace", "has_petition", "points"),
    [(E, False, 2), (O, False, 1), (L, False, 0), (E, True, 0), (O, True, 0), (None, False, None), (None, True, 0)],
)
def test_7_attitude(pace, has_petition, points):
    assert only(7, DossierFacts(pace, has_petition=has_petition)) == points


@pytest.mark.parametrize(
    ("scope", "whole", "there", "points"),
    [
        (Scope.PROVINCE, 20, 40, 2), (Scope.PROVINCE, 19, 40, 1), (Scope.PROVINCE, 20, 39, 0),
        (Scope.DISTRICT, 50, 40, 2), (Scope.DISTRICT, 49, 40, 1), (Scope.COMMUNE, 100, 40, 2),
        (Scope.COMMUNE, 99, 40, 1), (Scope.COMMUNE, 100, 39, 0),
    ],
)  # fmt: skip
def test_5_the_one_stop_unit(scope, whole, there, points):
    unit = UnitFacts(scope, procedures=100, whole_there=whole, received=40, received_there=there)
    assert rules.one_stop(unit).value == points


@pytest.mark.parametrize(("published", "posted", "points"), [(9, 9, 2), (9, None, 1), (9, 8, 1), (8, 9, 1), (8, 0, 0)])
def test_6_publication(published, posted, points):
    unit = UnitFacts(Scope.COMMUNE, procedures=9, published=published, posted=posted)
    assert rules.publication(unit).value == points


@pytest.mark.parametrize(
    ("petitions", "in_time", "extended", "points"),
    [(0, 0, 0, 2), (10, 10, 0, 2), (10, 9, 0, 1), (10, 8, 0, 0), (10, 10, 1, 0), (0, 0, 1, 0), (11, 10, 0, 1)],
)
def test_8_petitions(petitions, in_time, extended, points):
    unit = UnitFacts(Scope.COMMUNE, petitions=petitions, petitions_in_time=in_time, petitions_extended=extended)
    assert rules.petitions(unit).value == points


@pytest.mark.parametrize(
    ("procedures", "dossiers", "late", "points"),
    [
        (20, 30, 0, 2), (19, 30, 0, 1), (20, 29, 0, 1), (1, 15, 0, 1), (20, 14, 0, 0), (0, 30, 0, 0), (20, 30, 1, 0),
    ],
)  # fmt: skip
def test_9_online(procedures, dossiers, late, points):
    unit = UnitFacts(
        Scope.COMMUNE, procedures=100, received=100, online_procedures=procedures, online_dossiers=dossiers,
        online_late=late,
    )  # fmt: skip
    assert rules.online(unit).value == points


def test_without_procedures_three_are_left_out():
    unit = UnitFacts(Scope.COMMUNE)
    assert [rules.one_stop(unit), rules.publication(unit), rules.online(unit)] == [None] * 3
    assert [one.number for one in rules.of_agency([], unit).indicators] == [8]


@pytest.mark.parametrize(
    ("early", "on_time", "late", "value"),
    [(1, 1, 0, "1.5"), (3, 13, 4, "1.0"), (25, 75, 0, "1.3"), (24, 76, 0, "1.2"), (1, 3, 0, "1.3"), (0, 13, 7, "0.7"),
     (0, 1, 19, "0.1"), (0, 1, 20, "0.0"), (39, 1, 0, "2.0"), (19, 1, 0, "2.0"), (18, 2, 0, "1.9")],
)  # fmt: skip
def test_half_is_rounded_up(early, on_time, late, value):
    """3·2 + 13 = 19 of 20 is 0.95; 25·2 + 75 = 125 of 100 is 1.25; 13 of 20 is 0.65; 1 of 20 is 0.05."""
    dossiers = [DossierFacts(E)] * early + [DossierFacts(O)] * on_time + [DossierFacts(L)] * late
    assert only(1, *dossiers) == Decimal(value)


def test_a_line_says_which_numbers_made_it():
    found = rules.mean(1, [DossierFacts(E), DossierFacts(E), DossierFacts(L), DossierFacts(None)])
    assert found.made_of == {"points": 4, "dossiers": 3, "got_2": 2, "got_1": 0, "got_0": 1}


def whole(total: str, numbers: int) -> Score:
    return Score((Indicator(1, Decimal(total)), *(Indicator(n, Decimal(0)) for n in range(2, numbers + 1))))


@pytest.mark.parametrize(
    ("total", "grade"),
    [("18", "excellent"), ("15", "excellent"), ("14.9", "good"), ("12", "good"), ("11.9", "fair"), ("9", "fair"),
     ("8.9", "average"), ("6", "average"), ("5.9", "weak"), ("0", "weak")],
)  # fmt: skip
def test_borders_of_agencies(total, grade):
    assert rules.grade_of_agency(whole(total, 9)) == grade


@pytest.mark.parametrize(
    ("total", "grade"), [("10", "full"), ("5", "full"), ("4.9", "most"), ("3.5", "most"), ("3.4", "little")]
)
def test_borders_of_officers(total, grade):
    assert rules.grade_of_officer(whole(total, 5)) == grade


def test_what_is_left_out_lowers_the_borders_alike():
    assert rules.grade_of_agency(whole("10", 6)) == "excellent"
    assert rules.grade_of_agency(whole("9.9", 6)) == "good"
    assert rules.grade_of_agency(Score(())) == ""


def test_a_whole_agency_by_hand():
    """Four dossiers: times 2, 2, 1, 0 (1.25 → 1.3); agencies 2, 1, 1, 0 (1.0); contacts 2, 2, 1, 0 (1.3); agencies 2,
    2, 1, 1 (1.5); attitude 0, 2, 1, 0 (0.8); 2 + 1 + 2 + 1 for the unit: 11.9 of 18, fair."""
    dossiers = [
        DossierFacts(E, (E,), 0, 0, True), DossierFacts(E, (O,), 0, 0), DossierFacts(O, (), 1, 1),
        DossierFacts(L, (), 2, 1),
    ]  # fmt: skip
    unit = UnitFacts(
        Scope.DISTRICT, procedures=4, whole_there=2, received=6, received_there=6, published=4, petitions=3,
        petitions_in_time=3, online_procedures=2, online_dossiers=1,
    )  # fmt: skip
    score = rules.of_agency(dossiers, unit)
    values = [str(one.value) for one in score.indicators]
    assert values == ["1.3", "1.0", "1.3", "1.5", "2", "1", "0.8", "2", "1"]
    assert (score.total, score.reachable, rules.grade_of_agency(score)) == (Decimal("11.9"), 18, "fair")


def test_an_officer_has_five_of_them():
    score = rules.of_officer([DossierFacts(O, (), 1, 1)])
    assert [one.number for one in score.indicators] == [1, 2, 3, 4, 7]
    assert (score.total, rules.grade_of_officer(score)) == (Decimal(5), "full")
