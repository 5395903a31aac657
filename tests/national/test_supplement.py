"""A supplement as the stand-in of the nation holds it: status 5 and back, the round and both due dates."""

from dataclasses import replace

import pytest

from dossiers import national as wire
from dossiers import sync, withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier, NationalMessage
from portal.national.client import NationalPortal, Rejected
from tests.chaos.world import Province
from tests.dossiers.supplements import ask, put_in, send
from tests.national_process import NationalProcess

pytestmark = pytest.mark.django_db
ADAPTER = "/XrdAdapter/RestService/forward/"


@pytest.fixture
def portal(national: NationalProcess, settings) -> NationalPortal:
    national.reset()
    settings.NATIONAL = replace(settings.NATIONAL, adapter=national.url + ADAPTER, password=national.password)
    return NationalPortal()


def in_process(province: Province) -> Dossier:
    dossier = province.submitted(0)
    province.change(dossier, 0)
    province.change(dossier, 1)
    return dossier


def held(national: NationalProcess, portal: NationalPortal, dossier: Dossier) -> dict:
    sync.drain(portal)
    assert not NationalMessage.objects.unsent().exists()
    return national.ledger(dossier.code)


def test_status_5_arrives_with_what_was_asked_and_the_date_until_then(national, portal, province):
    dossier = in_process(province)
    due = dossier.due_at
    ask(dossier, province.desks[0][3], "summary", reason="missing")
    record = held(national, portal, dossier)["dossier"]
    (one,) = record["DanhSachHoSoBoSung"]
    assert (record["TrangThaiHoSo"], record["NgayHenTra"]) == ("5", "")
    assert (one["HoSoBoSungId"], one["TrangThaiBoSung"]) == (f"{dossier.code}-BS01", "0")
    assert one["NoiDungBoSung"].endswith(": thiếu")
    assert (one["NgayHenTraTruoc"], one["NgayHenTraMoi"]) == (wire.wire_time(due), "")


def test_the_way_back_tells_the_new_date_beside_the_old(national, portal, province):
    dossier = in_process(province)
    due = dossier.due_at
    ask(dossier, province.desks[0][3], "summary")
    held(national, portal, dossier)
    put_in(dossier, province.citizen, summary="Xin khai sinh")
    send(dossier, province.citizen)
    ledger = held(national, portal, dossier)
    (one,) = ledger["dossier"]["DanhSachHoSoBoSung"]
    assert [line["TrangThai"] for line in ledger["progress"]] == ["1", "2", "4", "5", "4"]
    assert ledger["dossier"]["NgayHenTra"] == one["NgayHenTraMoi"] == wire.wire_time(dossier.due_at)
    assert (one["NgayHenTraTruoc"], one["TrangThaiBoSung"]) == (wire.wire_time(due), "1")


def test_what_the_official_and_the_citizen_wrote_stays_here(national, portal, province):
    dossier = in_process(province)
    ask(dossier, province.desks[0][3], "summary")
    put_in(dossier, province.citizen, summary="Lời riêng của người dân")
    send(dossier, province.citizen)
    said = str(held(national, portal, dossier)["dossier"]["DanhSachHoSoBoSung"])
    assert "Sửa summary" not in said
    assert "Hồ sơ chưa đúng" not in said
    assert "Lời riêng" not in said


def test_a_supplement_before_acceptance_goes_with_the_acceptance(national, portal, province):
    dossier = province.submitted(0)
    ask(dossier, province.desks[0][2], "summary")
    put_in(dossier, province.citizen, summary="Xin khai sinh")
    send(dossier, province.citizen)
    assert not NationalMessage.objects.exists()
    province.change(dossier, 0)
    ledger = held(national, portal, dossier)
    assert [line["TrangThai"] for line in ledger["progress"]] == ["1", "5", "1", "2"]
    assert [one["TrangThaiBoSung"] for one in ledger["dossier"]["DanhSachHoSoBoSung"]] == ["1"]


def test_a_dossier_withdrawn_while_it_waits_is_told_as_withdrawn(national, portal, province):
    dossier = in_process(province)
    ask(dossier, province.desks[0][3], "summary")
    workflow.perform(withdrawing.ASK_WITHDRAWAL, dossier, Act(province.citizen))
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, dossier, Act(province.desks[0][2]))
    assert held(national, portal, dossier)["dossier"]["TrangThaiHoSo"] == "7"


def test_the_stand_in_refuses_a_round_without_its_id(national, portal, province):
    dossier = in_process(province)
    record = wire.dossier_record(dossier) | {"DanhSachHoSoBoSung": [{"TrangThaiBoSung": "0"}]}
    with pytest.raises(Rejected, match="HoSoBoSungId"):
        portal.insert_dossiers([record])
