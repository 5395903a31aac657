"""Of a dossier that was born at the national portal every change of status is told there, in order (protocols §4.4)."""

import pytest
from django.utils import timezone

from dossiers import sync, workflow
from dossiers.act import Act
from dossiers.models import Dossier, NationalMessage
from tests.dossiers.supplements import ask, put_in, send
from tests.national.wire import GOOD, Wire

pytestmark = pytest.mark.django_db
CODE = "000.00.00.G22-201126-000123"
STATES, RECORDS = "DongBoTrangThaiHoSo", "DongBoHoSoMC"
FIELDS = {"MaHoSo", "MaHoSoDonVi", "MaDoiTuong", "NoiDung", "NgayXuLy", "TrangThai", "TaiLieuXuLy"}


@pytest.fixture
def born(province) -> Dossier:
    """As it came in: its first event is its submission there."""
    agency, unit, *_ = province.desks[0]
    dossier = Dossier.objects.create(
        edition=province.edition, case=province.case, agency=agency, received_by=unit, submitter=province.citizen,
        national_code=CODE, owner={"kind": "citizen", "name": "Người Nộp", "phone": "0900000000", "email": ""},
    )  # fmt: skip
    workflow.perform(workflow.SUBMIT, dossier, Act(province.citizen))
    return dossier


def told(wire: Wire) -> list[str]:
    return [call["data"]["TrangThai"] for call in wire.sent(STATES)]


def drain(wire: Wire) -> None:
    NationalMessage.objects.unsent().filter(next_attempt_at__isnull=False).update(next_attempt_at=timezone.now())
    sync.drain(wire.portal())


def test_it_is_told_one_object_with_both_codes(born, wire):
    drain(wire)
    (call,) = wire.sent(STATES)
    state = call["data"]
    assert call["type"] == "2"
    assert state.keys() == FIELDS
    assert (state["MaHoSo"], state["MaHoSoDonVi"], state["TrangThai"]) == (CODE, born.provisional_number, "1")
    assert len(state["NgayXuLy"]) == 14


def test_before_its_acceptance_no_record_of_ours_is_sent(born, wire, province):
    ask(born, province.desks[0][2], "summary")
    drain(wire)
    assert set(wire.services()) == {STATES}
    assert told(wire) == ["1", "5"]
    assert not NationalMessage.objects.unsent().exists()


def test_from_acceptance_on_it_is_told_both_ways_with_its_whole_trail(born, wire, province):
    ask(born, province.desks[0][2], "summary")
    drain(wire)
    put_in(born, province.citizen, summary="Xin khai sinh")
    send(born, province.citizen)
    province.change(born, 0)
    drain(wire)
    assert told(wire) == ["1", "5", "1", "2"]
    assert [one["TrangThai"] for one in wire.sent("CapNhatTienDoHoSoMC")[0]["data"]] == ["1", "5", "1", "2"]
    assert wire.sent(RECORDS)[0]["data"][0]["MaHoSo"] == wire.sent(STATES)[-1]["data"]["MaHoSoDonVi"] == born.code


def test_to_the_end_in_order_even_out_of_a_backlog(born, wire, province):
    for step in range(3):
        province.change(born, step)
    drain(wire)
    assert told(wire) == ["1", "2", "4", "9"]


def test_the_result_goes_along_once_it_is_handed_over(born, wire, province):
    for step in range(3):
        province.change(born, step)
    workflow.perform(workflow.HAND_OVER, born, Act(province.desks[0][2]))
    drain(wire)
    (file,) = wire.sent(STATES)[-1]["data"]["TaiLieuXuLy"]
    assert file.keys() == {"TenTepDinhKem", "MaThanhPhanHoSo", "TepDinhKemId", "DuongDanTaiTepTin", "IsDeleted"}
    assert wire.sent(STATES)[0]["data"]["TaiLieuXuLy"] == []


def test_a_refusal_at_the_counter_is_told(born, wire, province):
    workflow.perform(workflow.REFUSE, born, Act(province.desks[0][2], values={"note": "Không thuộc thẩm quyền"}))
    drain(wire)
    assert told(wire) == ["1", "3"]


def test_an_unanswered_status_holds_back_the_ones_behind_it(born, wire, province):
    wire.answer = lambda service, body: {"error_code": "-99", "message": ""} if service == STATES else GOOD
    province.change(born, 0)
    drain(wire)
    assert told(wire) == ["1"]
    wire.answer = lambda service, body: GOOD
    drain(wire)
    assert told(wire) == ["1", "1", "2"]
    assert not NationalMessage.objects.unsent().exists()


def test_a_refused_status_waits_for_a_person_and_leaves_the_others_alone(born, wire, province):
    other = province.submitted(1)
    province.change(other, 0)
    wire.answer = lambda service, body: (
        {"error_code": "-3", "message": f"Hồ sơ {CODE} không tồn tại"} if service == STATES else GOOD
    )
    drain(wire)
    assert set(NationalMessage.objects.parked().values_list("subject", flat=True)) == {born.pk}
    assert not other.owed.unsent().exists()


def test_of_a_dossier_born_here_no_such_call_is_made(province, wire):
    province.change(province.submitted(0), 0)
    drain(wire)
    assert STATES not in wire.services()
