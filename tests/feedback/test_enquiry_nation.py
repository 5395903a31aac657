"""Questions between the province and the nation (protocols §9.2): fetched once, answered back, own ones told."""

from typing import Any

import pytest

from feedback.enquiries import fetching, sync, table
from feedback.models import Enquiry, EnquiryMessage
from tests.feedback.enquired import PUBLIC, REPLIED, done
from tests.national.wire import GOOD, Wire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
WAITING = {
    "HOIDAPID": "HD201130000001", "MALINHVUC": "", "MADONVI": "000.00.03.H02", "TENDONVI": "", "NOIDUNG":
    "Xin hỏi nơi chứng thực chữ ký?", "HOVATEN": "Phạm Văn Hùng", "DIACHI": "Thôn Núi, xã Tân Mỹ", "MATTHCDP": "",
    "THUDIENTU": "hung@example.vn", "SODIENTHOAI": "0987654321", "TRANGTHAI": "0",
}  # fmt: skip
QUESTIONS, ANSWERS = "DongBoHoiDap", "DongBoKetQuaHoiDapGuiTuDVCQG"


@pytest.fixture
def wire() -> Wire:
    return Wire()


def offering(wire: Wire, *items: dict[str, Any]) -> Wire:
    wire.answer = lambda service, body: GOOD | {"result": list(items)}
    return wire


@pytest.fixture
def theirs(wire, procedure) -> Enquiry:
    fetching.fetch(offering(wire, WAITING | {"MATTHCDP": procedure.code}).portal())
    return Enquiry.objects.get(channel=Enquiry.Channel.NATION)


@pytest.fixture
def theirs_proposed(theirs, reception, officer, commune) -> Enquiry:
    done(table.ASSIGN, theirs, reception, agency=commune.pk)
    return done(table.PROPOSE, theirs, officer, answer=REPLIED)


def refuse(service: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"error_code": "-4", "message": "thiếu dữ liệu"}


def test_one_that_is_offered_again_and_again_is_one(wire, theirs, procedure):
    for _again in range(3):
        assert fetching.fetch(wire.portal()) == 0
    assert (Enquiry.objects.get().national_id, theirs.procedure) == (WAITING["HOIDAPID"], procedure)
    assert (theirs.name, theirs.email, theirs.is_of_nation) == ("Phạm Văn Hùng", "hung@example.vn", True)


def test_what_is_no_question_keeps_none_of_the_others_away(wire):
    bad = [{}, WAITING | {"HOIDAPID": ""}, WAITING | {"HOIDAPID": "HD2", "NOIDUNG": None}]
    odd = WAITING | {"HOIDAPID": "HD3", "THUDIENTU": "không có", "MALINHVUC": "lạ", "MATTHCDP": 7}
    assert fetching.fetch(offering(wire, *bad, odd).portal()) == 1
    assert Enquiry.objects.get().email == ""


def test_no_answer_from_the_nation_is_no_error(wire):
    wire.answer = wire.too_late
    assert fetching.fetch(wire.portal()) == 0


def test_its_answer_goes_back_signed_by_who_approved_and_nothing_else(wire, theirs_proposed, leader, commune):
    done(table.APPROVE, theirs_proposed, leader)
    sync.drain(wire.portal())
    (call,) = wire.sent(ANSWERS)
    (record,) = call["data"]
    assert (record["HOIDAPID"], record["NOIDUNGTRALOI"]) == (WAITING["HOIDAPID"], REPLIED)
    assert (record["NGUOITRALOI"], record["MADONVI"]) == (str(leader), commune.code_2016)
    assert wire.sent(QUESTIONS) == []
    assert not EnquiryMessage.objects.unsent().exists()


def test_a_refusal_goes_back_with_its_advice(wire, theirs, reception):
    done(table.REFUSE, theirs, reception, ground="elsewhere", note="Hãy hỏi Bộ Công an.")
    sync.drain(wire.portal())
    assert wire.sent(ANSWERS)[0]["data"][0]["NOIDUNGTRALOI"] == "Hãy hỏi Bộ Công an."


def test_of_our_own_only_what_is_public_is_told(wire, proposed, leader):
    done(table.APPROVE, proposed, leader)
    assert not EnquiryMessage.objects.exists()
    done(table.PUBLISH, proposed, leader, **PUBLIC)
    sync.drain(wire.portal())
    said = str(wire.calls)
    assert PUBLIC["content"] in said
    assert not [name for name in ("Trần Thị Hà", "0912345678", "ha@example.vn") if name in said]
    assert wire.services()[-2:] == [QUESTIONS, ANSWERS]


def test_what_was_hidden_is_overwritten_there(wire, published, reception):
    sync.drain(wire.portal())
    done(table.HIDE, published, reception)
    sync.drain(wire.portal())
    (last,) = wire.sent(QUESTIONS)[-1]["data"]
    assert "gỡ khỏi" in last["NOIDUNG"]
    assert "gỡ khỏi" in wire.sent(ANSWERS)[-1]["data"][0]["NOIDUNGTRALOI"]


def test_a_correction_of_what_is_not_there_is_not_told(proposed, leader):
    done(table.APPROVE, proposed, leader)
    done(table.CORRECT, proposed, leader, answer="Theo Điều 13.")
    assert not EnquiryMessage.objects.exists()


def test_without_an_answer_it_waits_and_goes_later(wire, published):
    wire.answer = wire.too_late
    assert sync.drain(wire.portal()) == 0
    message = EnquiryMessage.objects.get()
    assert (message.attempts, message.sent_at) == (1, None)
    EnquiryMessage.objects.update(next_attempt_at=message.created_at)
    wire.answer = lambda service, body: GOOD
    assert sync.drain(wire.portal()) == 1


def test_a_refused_one_waits_for_a_person_who_sends_it_again(wire, published, leader):
    wire.answer = refuse
    sync.drain(wire.portal())
    assert EnquiryMessage.objects.parked().count() == 1
    wire.answer = lambda service, body: GOOD
    done(table.TELL_AGAIN, published, leader)
    assert sync.drain(wire.portal()) == 1


def test_a_refused_one_keeps_no_other_waiting(wire, published, theirs_proposed, leader):
    wire.answer = lambda service, body: refuse(service, body) if service == QUESTIONS else GOOD
    done(table.APPROVE, theirs_proposed, leader)
    sync.drain(wire.portal())
    assert EnquiryMessage.objects.parked().get().subject == published
    assert EnquiryMessage.objects.exclude(sent_at=None).get().subject == theirs_proposed
