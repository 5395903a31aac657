"""What a refresh does to the catalogue: adds, drafts, retires, repeats without effect, and stops at nothing."""

import gzip
import json

import pytest

from portal.agencies import seed as agencies
from portal.agencies.models import Agency
from portal.national.client import Unavailable
from procedures import catalogue, seed
from procedures.catalogue import Outcome, refresh
from procedures.models import Edition, Field, Procedure
from tests.law import law_rewritten
from tests.procedures.nation import Nation, clean
from tests.procedures.test_catalogue_dirty import REAL

pytestmark = pytest.mark.django_db


def code(number: int) -> str:
    return f"1.{number:06}"


def changed() -> dict:
    return clean(TENTTHC="Đăng ký khai sinh cho trẻ em")


def only_edition() -> Edition:
    return Edition.objects.get()


def test_unknown_procedure_gets_a_published_first_edition():
    refresh(Nation(clean()))
    procedure = Procedure.objects.get(code="1.001193")
    assert procedure.current == only_edition()
    assert (only_edition().state, only_edition().number) == ("published", 1)


def test_record_becomes_rows():
    refresh(Nation(clean()))
    edition = only_edition()
    assert edition.components.get().is_required
    assert (edition.time_limits.get().value, edition.time_limits.get().unit) == (5, "working_days")
    assert edition.fees.get().amount == 8000


def test_cases_have_their_own_papers_limits_and_fees():
    papers = clean()["THANHPHANHOSO"][0]["GIAYTO"]
    times = [
        {"THOIGIANGIAIQUYET": days, "DONVITINH": "Ngày", "MOTA": f"Trường hợp {case}"}
        for days, case in (("20", "công trình"), ("15", "nhà ở riêng lẻ"))
    ]
    groups = [{"TRUONGHOP": name, "GIAYTO": papers} for name in ("Công trình", "Nhà ở riêng lẻ")]
    refresh(Nation(clean(THANHPHANHOSO=groups, CACHTHUCTHUCHIEN=[{"KENH": "1", "THOIGIAN": times}])))
    house = only_edition().cases.get(name="Nhà ở riêng lẻ")
    assert house.time_limit("1").value == 15
    assert house.components.count() == 1


def test_second_refresh_changes_nothing():
    nation = Nation(clean(), clean(MATTHC=code(2)))
    refresh(nation)
    assert refresh(nation).outcomes == {Outcome.UNCHANGED: 2}
    assert Edition.objects.count() == 2


def test_changed_record_becomes_a_draft_and_the_published_edition_stays():
    refresh(Nation(clean()))
    report = refresh(Nation(changed()))
    published, draft = Edition.objects.order_by("number")
    assert report.outcomes == {Outcome.DRAFTED: 1}
    assert (published.name, draft.name) == ("Đăng ký khai sinh", "Đăng ký khai sinh cho trẻ em")
    assert published.procedure.current == published


def test_draft_carries_the_provincial_part_over():
    refresh(Nation(clean()))
    with law_rewritten():
        Edition.objects.update(form={"owners": ["self"]}, online_level=4)
    refresh(Nation(changed()))
    draft = Edition.objects.get(state="draft")
    assert (draft.form, draft.online_level) == ({"owners": ["self"]}, 4)


def test_newer_change_replaces_the_draft():
    refresh(Nation(clean()))
    refresh(Nation(changed()))
    refresh(Nation(clean(TENTTHC="Khai sinh")))
    assert Edition.objects.get(state="draft").name == "Khai sinh"


def test_record_changed_back_leaves_no_draft():
    refresh(Nation(clean()))
    refresh(Nation(changed()))
    refresh(Nation(clean()))
    assert not Edition.objects.filter(state="draft").exists()


def test_unlisted_procedure_is_unused_and_not_deleted():
    refresh(Nation(clean(), clean(MATTHC=code(2))))
    report = refresh(Nation(clean()))
    assert report.faults_of(code(2)) == ["no longer listed, marked unused"]
    assert not Procedure.objects.get(code=code(2)).is_used


def test_procedure_listed_again_is_used_again():
    both = Nation(clean(), clean(MATTHC=code(2)))
    for nation in (both, Nation(clean()), both):
        refresh(nation)
    assert Procedure.objects.get(code=code(2)).is_used


def test_empty_list_retires_nothing():
    refresh(Nation(clean()))
    with pytest.raises(catalogue.NothingListed):
        refresh(Nation())
    assert Procedure.objects.get().is_used


def test_one_unreadable_record_stops_nothing():
    report = refresh(Nation(clean(MATTHC=code(1), TENTTHC=""), clean(MATTHC=code(2))))
    assert report.faults_of(code(1)) == ["record without a name"]
    assert report.outcomes == {Outcome.FAILED: 1, Outcome.PUBLISHED: 1}


def test_refused_record_is_reported_by_code():
    report = refresh(Nation(clean()).refusing(code(3)))
    assert report.faults_of(code(3)) == ["refused: không có"]


def test_record_of_another_code_is_not_kept():
    nation = Nation(clean())
    nation.records = {code(9): clean()}
    assert refresh(nation).faults_of(code(9)) == ["answered under another code: 1.001193"]
    assert not Procedure.objects.exists()


def test_procedure_whose_record_is_not_to_be_had_stays_in_use():
    refresh(Nation(clean()))
    refresh(Nation(clean()).silent_for("1.001193"))
    assert Procedure.objects.get().is_used


def test_a_nation_gone_silent_is_not_asked_on():
    nation = Nation().silent_for(*(code(number) for number in range(9)))
    report = refresh(nation)
    assert len(nation.asked) == catalogue.GIVES_UP_AFTER
    assert report.faults_of(code(8)) == ["not asked: the nation does not answer"]


def test_without_a_list_nothing_changes():
    class Down(Nation):
        def procedure_codes(self):
            raise Unavailable("down")

    with pytest.raises(Unavailable):
        refresh(Down())


def test_two_publications_of_one_procedure_give_one():
    ours, theirs = "1.001193.000.00.00.H02", "1.001193.000.00.00.H49"
    nation = Nation(clean(MATTHC=theirs), clean(MATTHC=ours))
    report = refresh(nation)
    assert nation.asked == [ours]
    assert report.faults_of("1.001193") == [f"listed twice, {ours} is taken, not {theirs}"]


def test_revoked_record_is_unused():
    refresh(Nation(clean(TRANGTHAI="0")))
    assert not Procedure.objects.in_use().exists()


def test_field_is_found_by_name_however_it_is_spelt():
    Field.objects.create(code="LV-1", name="Hòa giải")
    refresh(Nation(clean(LINHVUCTHUCHIEN=[{"MALINHVUC": "G15-X", "TENLINHVUC": "hoà giải"}])))
    assert only_edition().field.code == "LV-1"


@pytest.fixture
def province():
    agencies.seed()
    seed.seed()


@pytest.mark.parametrize(
    ("level", "field", "receivers"),
    [("3", "Hộ tịch", 209), ("2", "Hộ tịch", 10), ("1", "Hộ tịch", 1), ("0", "Hộ tịch", 0), ("3", "Thuế", 0)],
)
def test_receivers_follow_from_the_level(province, level, field, receivers):
    refresh(Nation(clean(CAPTHUCHIEN=[{"CAPTHUCHIEN": level}], LINHVUCTHUCHIEN=[{"TENLINHVUC": field}])))
    assert only_edition().receivers().count() == receivers


def test_province_level_is_received_by_the_department_of_the_field(province):
    refresh(Nation(clean(CAPTHUCHIEN=[{"CAPTHUCHIEN": "1"}])))
    assert only_edition().receivers().get().key == "so-tu-phap"


@pytest.mark.parametrize(("channel", "filed"), [("1", False), ("2", True)])
def test_filed_online_only_by_an_online_channel(province, channel, filed):
    record = clean()
    record["CACHTHUCTHUCHIEN"][0]["KENH"] = channel
    refresh(Nation(record))
    assert only_edition().is_filed_online() is filed


def test_agencies_are_seeded_once(province):
    assert agencies.seed() == 0
    assert Agency.objects.filter(kind="commune").count() == 209


@pytest.mark.skipif(not REAL.exists(), reason="the real catalogue is not beside this checkout")
def test_all_real_records_are_kept():
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        report = refresh(Nation(*(json.loads(line) for line in lines)))
    assert report.outcomes == {Outcome.PUBLISHED: 1278}
    assert Procedure.objects.in_use().count() == 1278
