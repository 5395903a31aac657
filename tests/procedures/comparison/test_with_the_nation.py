"""A comparison with the real stand-in: missing here, missing there, different, and a nation that falls silent."""

import pytest

from procedures import drafting, publishing
from procedures.models import Comparison, Edition, Procedure
from tests.procedures.comparison import nations
from tests.procedures.comparison.nations import DEATH, compared, found, only, rows
from tests.procedures.nation import clean

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("nation")]


def published(code, **values):
    """Ours, changed by hand and put in force."""
    draft = drafting.draft_from(Procedure.objects.get(code=code).current)
    Edition.objects.filter(pk=draft.pk).update(**values)
    publishing.publish_first(Edition.objects.get(pk=draft.pk), ground="test")


def test_after_a_refresh_nothing_differs(nation, catalogue):
    run = compared(nation)
    assert (run.state, run.compared, run.unanswered, found(run)) == (Comparison.State.DONE, 3, 0, {})


def test_what_only_the_nation_has_is_missing_here(nation, catalogue, national):
    national.change_procedures({"2.000815": clean(MATTHC="2.000815", TENTTHC="Chứng thực bản sao")})
    missing = only(compared(nation))
    assert (missing.kind, missing.code, missing.name) == ("missing_here", "2.000815", "Chứng thực bản sao")


def test_what_only_the_province_has_is_missing_there(nation, catalogue, national):
    national.change_procedures({"1.000656": None})
    missing = only(compared(nation))
    assert (missing.kind, missing.code, missing.name, missing.item) == (
        "missing_there",
        "1.000656",
        DEATH["TENTTHC"],
        {},
    )


def test_what_the_nation_ended_is_missing_there(nation, catalogue, national):
    national.change_procedures({"1.000656": {"TRANGTHAI": "0"}})
    assert found(compared(nation)) == {"1.000656": "missing_there"}


def test_what_the_province_ended_and_the_nation_lists_is_missing_here(nation, catalogue):
    Procedure.objects.filter(code="1.000656").update(is_used=False)
    assert found(compared(nation)) == {"1.000656": "missing_here"}


def test_a_change_of_the_nation_is_told_field_by_field(nation, catalogue, national):
    laws = [{"SOVANBAN": "60/2014/QH13", "TENVANBAN": "Luật Hộ tịch"}, {"SOVANBAN": "123/2015/NĐ-CP", "TENVANBAN": ""}]
    national.change_procedures({"1.001193": {"TENTTHC": "Đăng ký khai sinh mới", "CANCUPHAPLY": laws}})
    different = only(compared(nation))
    assert different.kind == "different"
    assert rows(different) == {
        "Tên thủ tục": ("Đăng ký khai sinh", "Đăng ký khai sinh mới"),
        "Căn cứ pháp lý": ("", "123/2015/NĐ-CP"),
    }


def test_a_change_of_ours_is_told_just_the_same(nation, catalogue):
    published("1.001193", requirements="Chưa đăng ký khai sinh")
    assert rows(only(compared(nation))) == {"Yêu cầu, điều kiện": ("Chưa đăng ký khai sinh", "")}


def test_the_provincial_part_is_nobodys_difference(nation, catalogue):
    published("1.001193", online_level=4, sets=2, pays_online=True)
    assert found(compared(nation)) == {}


def test_a_nation_that_falls_silent_in_the_middle_leaves_the_last_result(nation, catalogue, national):
    national.change_procedures({f"2.00000{number}": clean(MATTHC=f"2.00000{number}") for number in range(6)})
    before = compared(nation)
    silent = compared(nations.silenced(national, after=4))
    assert (silent.state, silent.compared, silent.said) == (Comparison.State.UNREACHABLE, 4, "HTTP 503 at mapi/g")
    assert (nations.comparison.last(), len(found(before))) == (before, 6)


def test_a_nation_that_hands_out_nothing_leaves_the_last_result(nation, catalogue, national):
    before = compared(nation)
    national.change_procedures({"1.000656": None, "1.000894": None})
    national.faults(service="LayThuTuc", kind="down", share=1, seconds=60)
    assert (compared(nation).state, nations.comparison.last()) == (Comparison.State.UNREACHABLE, before)


def test_one_record_without_an_answer_stops_nothing_and_is_counted(nation, catalogue, national):
    national.change_procedures({"1.000894": {"TENTTHC": "Kết hôn"}})
    run = compared(nations.silenced(national, after=0, calls=1))
    assert (run.state, run.compared, run.unanswered) == (Comparison.State.DONE, 2, 1)
    assert found(run) == {"1.000894": "different"}


def test_without_a_list_nothing_is_compared(nation, catalogue, national):
    national.faults(service="LayDanhSachTTHC", kind="down", share=1, seconds=60)
    run = compared(nation)
    assert (run.state, run.compared, found(run)) == (Comparison.State.UNREACHABLE, 0, {})


def test_a_record_that_cannot_be_read_is_a_difference_with_its_fault(nation, catalogue, national):
    national.change_procedures({"1.001193": {"TENTTHC": ""}})
    different = only(compared(nation))
    assert (different.fault, different.may_be_taken) == ("record without a name", False)
