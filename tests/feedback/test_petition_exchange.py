"""Petitions between the province and the nation: fetched once, told in order, answered (protocols §9.1)."""

import hashlib
from datetime import timedelta

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from feedback.models import Petition, PetitionAwaited, PetitionMessage
from feedback.petitions import exchange, renewing, table
from feedback.petitions.filing import send
from feedback.petitions.wire import record
from feedback.spam import Sender
from portal.files.models import StoredFile
from portal.national.addresses import good_until
from portal.national.client import Unavailable
from tests.feedback.conftest import ANSWER, done, written
from tests.national.wire import GOOD, Wire
from tests.portal.desk import enter
from tests.sheets import written_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
ITEM = {
    "PAKNID": "PAKN.1", "TIEUDE": "Chờ lâu", "NOIDUNG": "Tôi chờ rất lâu ở quầy", "LOAIPAKN": "2",
    "HOVATEN": "Vũ Thị Na",
    "LOAIDOITUONG": "1", "SOGIAYTO": "024190000001", "DIACHI": "Xóm 1", "THUDIENTU": "na@example.vn",
    "SODIENTHOAI": "0912345678", "NGAYGUI": "20201127093000", "TRANGTHAI": "1",
    "TEPDINHKEM": [{"TENTEP": "anh.pdf", "DUONGDAN": "http://127.0.0.1:8100/phan-anh/tep.pdf"}],
}  # fmt: skip
PAPER = written_pdf()
NUMBERED = [{"MAPAKNDONVI": "PA20-00001", "PAKNID": "PAKN.9"}]


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to("2020-11-30T09:00:00+07:00", tick=False)


@pytest.fixture
def wire() -> Wire:
    return Wire()


def waiting(wire: Wire, *items: dict) -> None:
    wire.answer = lambda service, body: {**GOOD, "result": list(items)} if "DanhSach" in service else GOOD


def numbered(wire: Wire) -> None:
    wire.answer = lambda service, body: {**GOOD, "result": NUMBERED} if service == "DongBoPAKN" else GOOD


def test_what_waits_is_taken_over_once(wire):
    waiting(wire, ITEM)
    assert [exchange.fetch(wire.portal()), exchange.fetch(wire.portal())] == [1, 0]
    petition = Petition.objects.get()
    assert (petition.national_id, petition.channel, petition.kind) == ("PAKN.1", "nation", "proposal")
    assert petition.sent_at.isoformat() == "2020-11-27T02:30:00+00:00"
    assert PetitionAwaited.objects.get().petition == petition


def test_the_number_of_the_identity_card_is_not_kept(wire):
    waiting(wire, ITEM)
    exchange.fetch(wire.portal())
    assert "024190000001" not in str(Petition.objects.values().get())


@pytest.mark.parametrize("broken", [{"PAKNID": ""}, {"NOIDUNG": " "}, {"PAKNID": "x" * 61}])
def test_what_cannot_be_read_keeps_no_other_back(wire, broken):
    waiting(wire, {**ITEM, **broken}, {**ITEM, "PAKNID": "PAKN.2"})
    assert exchange.fetch(wire.portal()) == 1


def test_every_step_is_told_in_order_and_the_answer_with_it(wire, reception, officer, leader, commune):
    waiting(wire, ITEM)
    exchange.fetch(wire.portal())
    petition = Petition.objects.get()
    through(petition, reception, officer, leader, commune)
    assert exchange.drain(wire.portal()) == 4
    states = [body["data"][0]["TRANGTHAI"] for body in wire.sent("CapNhatTrangThaiPAKN")]
    assert (states, wire.sent("DongBoPAKN")) == (["2", "4", "5", "7"], [])
    (answer,) = [body["data"][0] for body in wire.sent("TraLoiPAKN")]
    assert (answer["PAKNID"], answer["NOIDUNGTRALOI"], answer["CONGKHAI"]) == ("PAKN.1", ANSWER, "0")


def through(petition, reception, officer, leader, commune):
    done(table.RECEIVE, petition, reception)
    done(table.TRANSFER, petition, reception, agency=commune.pk, nature="conduct")
    done(table.TAKE, petition, officer)
    done(table.PROPOSE, petition, officer, answer=ANSWER)
    done(table.APPROVE, petition, leader)


def test_one_received_here_is_reported_first_and_keeps_its_number(wire, received):
    numbered(wire)
    exchange.drain(wire.portal())
    received.refresh_from_db()
    assert (received.national_id, wire.services()) == ("PAKN.9", ["DongBoPAKN", "CapNhatTrangThaiPAKN"])
    assert wire.sent("CapNhatTrangThaiPAKN")[0]["data"][0]["PAKNID"] == "PAKN.9"


def test_one_refused_before_it_was_received_is_no_affair_of_the_nation(wire, petition, reception):
    done(table.REFUSE, petition, reception)
    assert not PetitionMessage.objects.exists()


def test_published_and_hidden_are_told_with_the_same_answer(wire, answered, reception):
    done(table.PUBLISH, answered, reception, title="Chờ lâu", content="Chờ lâu", answer=ANSWER)
    done(table.HIDE, answered, reception)
    numbered(wire)
    exchange.drain(wire.portal())
    assert [body["data"][0]["CONGKHAI"] for body in wire.sent("TraLoiPAKN")] == ["0", "1", "0"]
    assert [body["data"][0]["TRANGTHAI"] for body in wire.sent("CapNhatTrangThaiPAKN")][-3:] == ["7", "8", "7"]


def test_an_answer_that_is_being_reworked_does_not_leave_with_an_older_act(wire, answered, citizen, officer):
    done(table.REOPEN, answered, citizen)
    done(table.PROPOSE, answered, officer, answer="Bản thảo chưa duyệt")
    numbered(wire)
    exchange.drain(wire.portal())
    assert [body["data"][0]["NOIDUNGTRALOI"] for body in wire.sent("TraLoiPAKN")] == [ANSWER]


def test_without_an_answer_everything_stays_owed_in_order(wire, received):
    wire.answer = lambda service, body: httpx.Response(503)
    assert exchange.drain(wire.portal()) == 0
    message = PetitionMessage.objects.get()
    assert (message.sent_at, message.attempts) == (None, 1)
    assert message.next_attempt_at is not None


def test_what_is_refused_waits_for_a_person_and_what_follows_waits_behind_it(wire, handled):
    wire.answer = lambda service, body: {"error_code": "-4", "message": "thiếu"}
    exchange.drain(wire.portal())
    assert PetitionMessage.objects.parked().count() == 1
    assert exchange.drain(wire.portal()) == 0
    assert wire.services() == ["DongBoPAKN"]


def test_a_person_sees_why_and_has_it_tried_again(wire, received, reception):
    wire.answer = lambda service, body: {"error_code": "-4", "message": "PAKN thiếu TIEUDE"}
    exchange.drain(wire.portal())
    page, window = reverse("admin:feedback_petition_page", args=[received.uuid]), enter(reception)
    assert "PAKN thiếu TIEUDE" in window.get(page).content.decode()
    window.post(page, {"action": "tell_again"})
    numbered(wire)
    assert exchange.drain(wire.portal()) == 1
    assert "PAKN thiếu TIEUDE" not in window.get(page).content.decode()


# --- Files received here ----------------------------------------------------------------------
@pytest.fixture
def enclosed(calendar, citizen, reception) -> Petition:
    """Received here with a file."""
    petition = send(written(), Sender(citizen), [SimpleUploadedFile("ảnh quầy.pdf", PAPER, "application/pdf")])
    return done(table.RECEIVE, petition, reception)


@pytest.fixture
def nation(settings) -> Client:
    return Client(headers={"X-Nation-Key": settings.DOOR.key})


def named(wire: Wire) -> list[dict]:
    return wire.sent("DongBoPAKN")[-1]["data"][0]["TEPDINHKEM"]


def way(file: dict) -> str:
    return file["DUONGDAN"][file["DUONGDAN"].index("/XrdAdapter") :]


def test_the_nation_fetches_the_bytes_of_what_was_enclosed_here(wire, enclosed, nation, citizen):
    numbered(wire)
    exchange.drain(wire.portal())
    (file,) = named(wire)
    answer = nation.get(way(file))
    assert (file["TENTEP"], b"".join(answer)) == ("ảnh quầy.pdf", PAPER)
    assert answer["ETag"] == f'"{hashlib.sha256(PAPER).hexdigest()}"'
    assert [Client().get(way(file)).status_code, enter(citizen).get(way(file)).status_code] == [404, 404]


def test_its_address_opens_nothing_else_and_ends(wire, enclosed, nation, time_machine):
    numbered(wire)
    exchange.drain(wire.portal())
    address = way(named(wire)[0])
    assert nation.get(address.replace("tep/phan-anh/", "tep/")).status_code == 410
    time_machine.shift(timedelta(days=31))
    assert nation.get(address).status_code == 410


def test_what_the_scanner_blocks_goes_nowhere(wire, enclosed, nation):
    numbered(wire)
    exchange.drain(wire.portal())
    StoredFile.objects.filter(petition_file__petition=enclosed).update(scan=StoredFile.Scan.INFECTED)
    enclosed.refresh_from_db()
    assert nation.get(way(named(wire)[0])).status_code == 423
    assert record(enclosed, good_until())["TEPDINHKEM"] == []


def test_a_week_before_the_end_it_is_reported_again_where_it_stands_now(
    wire, enclosed, nation, time_machine, reception, commune
):
    numbered(wire)
    exchange.drain(wire.portal())
    done(table.TRANSFER, enclosed, reception, agency=commune.pk, nature="conduct")
    exchange.drain(wire.portal())
    assert renewing.renew(wire.portal()) == 0
    time_machine.shift(timedelta(days=24))
    assert [renewing.renew(wire.portal()), renewing.renew(wire.portal())] == [1, 0]
    assert wire.sent("DongBoPAKN")[-1]["data"][0]["TRANGTHAI"] == "4"
    time_machine.shift(timedelta(days=20))
    assert nation.get(way(named(wire)[0])).status_code == 200


def test_a_renewal_that_is_refused_is_not_repeated_and_one_without_an_answer_is(wire, enclosed, time_machine):
    numbered(wire)
    exchange.drain(wire.portal())
    time_machine.shift(timedelta(days=24))
    wire.answer = lambda service, body: httpx.Response(503)
    with pytest.raises(Unavailable):
        renewing.renew(wire.portal())
    assert renewing.ending().get() == enclosed
    wire.answer = lambda service, body: {"error_code": "-4", "message": "PAKN thiếu TIEUDE"}
    assert renewing.renew(wire.portal()) == 0
    assert not renewing.ending().exists()


def test_files_that_came_from_the_nation_do_not_go_back(wire, enclosed):
    Petition.objects.update(channel="nation")
    enclosed.refresh_from_db()
    assert record(enclosed, good_until())["TEPDINHKEM"] == []
