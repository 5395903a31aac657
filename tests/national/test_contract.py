"""Every service as the tables of the protocol document name it (§3-§5), and as the stand-in, written from the same
tables by itself, takes it."""

from dataclasses import replace
from datetime import date

import httpx
import pytest

from dossiers import national as wire_form
from dossiers import sync
from dossiers.models import NationalMessage
from dossiers.national import Satisfaction, satisfaction_record
from portal.national.client import NationalPortal, NotKnown, Rejected
from tests.chaos.world import Province
from tests.national.wire import Wire

pytestmark = pytest.mark.django_db
ADAPTER = "/XrdAdapter/RestService/forward/"
ENVELOPE = {"session", "madonvi", "service"}
CALLS = {
    "LayDanhSachTTHC": (lambda portal: portal.procedure_codes(), set()),
    "LayThuTuc": (lambda portal: portal.procedure("1.001193"), {"maTTHC"}),
    "LayDVC": (lambda portal: portal.online_services(), set()),
    "LayQDCB": (lambda portal: portal.decision("7"), {"idQDCB"}),
    "LayDanhMucCoQuan": (lambda portal: portal.catalogue("CoQuan"), set()),
    "LayDanhMucDanToc": (lambda portal: portal.catalogue("DanToc"), set()),
    "TraCuuTechID": (lambda portal: portal.technical_id("024190999001"), {"provider", "mstorcmnd"}),
    "TraCuuHoSo": (lambda portal: portal.dossier("x"), {"mahoso"}),
    "DongBoHoSoMC": (lambda portal: portal.insert_dossiers([]), {"isUpdating", "data"}),
    "CapNhatTienDoHoSoMC": (lambda portal: portal.add_progress([]), {"data"}),
    "DongBoTrangThaiHoSo": (lambda portal: portal.tell_status({}), {"type", "data"}),
    "DongBoDanhGia": (lambda portal: portal.send_satisfaction([]), {"data"}),
    "LayDanhSachHoiDapGuiTuDVCQG": (lambda portal: portal.waiting_questions(), set()),
    "LayDanhSachHoiDapBoCoQuan": (lambda portal: portal.unit_questions(), set()),
    "LayNoiDungTraLoiTheoCauHoi": (lambda portal: portal.answers_of_question("x"), {"cauhoiid"}),
    "DongBoHoiDap": (lambda portal: portal.send_questions([]), {"data"}),
    "DongBoKetQuaHoiDapGuiTuDVCQG": (lambda portal: portal.send_question_answers([]), {"data"}),
}
PROGRESS = {
    "MaHoSo", "NguoiXuLy", "ChucDanh", "ThoiDiemXuLy", "PhongBanXuLy", "NoiDungXuLy", "TrangThai", "NgayBatDau",
    "NgayKetThucTheoQuyDinh",
}  # fmt: skip


@pytest.fixture
def portal(national, settings) -> NationalPortal:
    national.reset()
    settings.NATIONAL = replace(settings.NATIONAL, adapter=national.url + ADAPTER, password=national.password)
    yield NationalPortal()
    national.reset()


@pytest.mark.parametrize("service", CALLS)
def test_a_call_has_the_parameters_of_its_table_flat_beside_the_envelope(service):
    wire, (call, parameters) = Wire(), CALLS[service]
    wire.answer = lambda name, body: {"error_code": 0, "message": "thành công", "result": [{"MATTHC": "x"}]}
    call(wire.portal())
    assert wire.services() == [service]
    assert wire.calls[0][1].keys() == ENVELOPE | parameters


def test_the_log_in_has_two_fields_and_the_destination_in_the_query(settings):
    seen = []
    wire = Wire()
    respond = wire._respond

    def remember(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return respond(request)

    wire._respond = remember  # type: ignore[method-assign]
    wire.portal().add_progress([])
    assert seen[0].url.path == "/XrdAdapter/RestService/forward/mapi/login"
    assert seen[1].url.path == "/XrdAdapter/RestService/forward/mapi/g"
    assert {request.url.params["dstcode"] for request in seen} == {settings.NATIONAL.destination}


def test_a_trail_line_has_the_fields_of_its_table():
    province = Province()
    dossier = province.submitted(0)
    province.change(dossier, 0)
    (first, second) = wire_form.progress_lines(dossier.events.all(), dossier.code)
    assert first.keys() == PROGRESS
    assert (first["TrangThai"], second["TrangThai"]) == ("1", "2")
    assert all(len(line["ThoiDiemXuLy"]) == 14 for line in (first, second))


@pytest.mark.parametrize("form", ["text", "number", "double"])
def test_the_stand_in_is_understood_in_every_form_of_success(national, portal, form):
    national.switch(good_code=form)
    assert "1.001193" in dict(portal.procedure_codes())


@pytest.mark.parametrize("upsert", ["refuse", "upsert"])
def test_a_dossier_reaches_its_end_whatever_the_server_does_with_known_ones(national, portal, upsert):
    national.switch(unknown=upsert)
    province = Province()
    dossier = province.submitted(0)
    for step in range(3):
        province.change(dossier, step)
        sync.drain(portal)
    assert national.ledger(dossier.code)["dossier"]["TrangThaiHoSo"] == "9"
    assert not NationalMessage.objects.unsent().exists()


def test_what_is_read_of_the_catalogue_is_there(national, portal):
    assert portal.procedure("1.001193")["MATTHC"] == "1.001193"
    assert {"MADONVI", "TENDONVI", "CAPDONVI"} <= portal.catalogue("CoQuan")[0].keys()
    assert {"MALINHVUC", "TENLINHVUC", "MANGANH"} <= portal.catalogue("LinhVuc")[0].keys()
    assert {"MADVC", "MATTHC", "APDUNGDVC"} <= portal.online_services()[0].keys()
    with pytest.raises(Rejected):
        portal.procedure("9.999999")


def test_somebody_without_an_account_has_no_technical_id(national, portal):
    assert portal.technical_id("000000000000") == ""


def test_a_state_and_a_month_of_satisfaction_are_taken(national, portal):
    province = Province()
    dossier = province.submitted(0)
    dossier.national_code = "G22-7"
    state = wire_form.state_record(dossier, dossier.events.get(), wire_form.good_until())
    portal.tell_status(state)
    figures = Satisfaction(date(2020, 6, 1), "000.00.00.H02", "UBND tỉnh", "Hướng dẫn", 3, (60, 30, 10), (50, 40, 10))
    portal.send_satisfaction([satisfaction_record(figures)])
    assert [call["code"] for call in national.calls() if call["service"].startswith("DongBo")] == ["0", "0"]


def test_an_update_of_what_is_not_there_has_its_own_name(national, portal):
    province = Province()
    dossier = province.submitted(0)
    province.change(dossier, 0)
    with pytest.raises(NotKnown):
        portal.update_dossiers([wire_form.dossier_record(sync.as_sent().get(pk=dossier.pk))])
