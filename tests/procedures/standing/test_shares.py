"""What the single scores add up to, by level and by the department in charge."""

import pytest

from procedures import standard
from tests.factories import AgencyFactory, FieldFactory, ProcedureFactory


def row(score=100, levels=(3,), key="", department="", gaps=()):
    return standard.Standing(1, "1.000001", "Tên", list(levels), "Lĩnh vực", key, department, score, list(gaps))


def test_a_share_counts_the_complete_and_the_average():
    found = standard.share([row(100), row(88), row(77)])
    assert (found.number, found.complete, found.percent, found.score) == (3, 1, 33, 88)


def test_of_nothing_there_is_no_share():
    found = standard.share([])
    assert (found.number, found.complete, found.percent, found.score) == (0, 0, 0, 0)


def test_a_procedure_of_two_levels_counts_in_both_and_the_ministry_in_none():
    found = standard.by_level([row(levels=[1, 3]), row(50, levels=[0])])
    assert {level: share.number for level, share in found.items()} == {1: 1, 2: 0, 3: 1}


def test_departments_are_told_apart_by_their_key_and_sorted_by_name():
    rows = [
        row(key="b", department="Sở Y tế"),
        row(key="a", department="Sở Tư pháp"),
        row(key="c", department="Sở Y tế"),
    ]
    found = standard.by_department([*rows, row()])
    assert list(found) == [("", ""), ("a", "Sở Tư pháp"), ("b", "Sở Y tế"), ("c", "Sở Y tế")]


def test_gaps_are_counted_over_all():
    found = standard.gap_counts([row(gaps=["law"]), row(gaps=["law", "form"]), row()])
    assert found == {"law": 2, "form": 1}


@pytest.mark.django_db
def test_lists_are_narrowed_by_gap_level_and_department():
    department = AgencyFactory(key="so-tu-phap", kind="department", level=1)
    field = FieldFactory(code="L1", name="Luật sư", department=department)
    wanted = ProcedureFactory(current__field=field, current__levels=[1])
    ProcedureFactory(current__levels=[1]), ProcedureFactory(current__field=field, current__levels=[3])
    found = standard.editions(gap="law", level=1, department="so-tu-phap")
    assert [one.code for one in standard.standings(found)] == [wanted.code]
    assert standard.editions(department=standard.NOBODY).count() == 1
