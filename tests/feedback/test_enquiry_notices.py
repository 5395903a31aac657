"""What the asker is told, once each, in the wording of the desk; and that nothing of them is logged."""

import logging

import pytest

from feedback.enquiries import fetching, sync, table
from feedback.enquiries.asking import send
from feedback.enquiries.telling import KINDS
from feedback.models import Enquiry
from feedback.spam import Sender
from portal.notices.models import Notice
from tests.feedback.enquired import asked, done
from tests.national.wire import Wire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]


def told() -> list[str]:
    return list(
        Notice.objects.filter(once__startswith="enquiry:").order_by("pk").values_list("template__key", flat=True)
    )


def test_each_step_that_concerns_the_asker_is_told(enquiry, reception, citizen, commune, officer, leader):
    done(table.ASK, enquiry, reception)
    done(table.REPLY, enquiry, citizen)
    done(table.ASSIGN, enquiry, reception, agency=commune.pk)
    done(table.PROPOSE, enquiry, officer, answer="Được.")
    done(table.APPROVE, enquiry, leader)
    done(table.CORRECT, enquiry, leader, answer="Không được.")
    assert told() == ["enquiry_sent", "enquiry_asked", "enquiry_answered", "enquiry_corrected"]
    assert {notice.person for notice in Notice.objects.all()} == {citizen}


def test_a_refusal_is_told_with_its_advice(enquiry, reception):
    done(table.REFUSE, enquiry, reception, ground="elsewhere", note="Hãy hỏi Bộ Công an.")
    assert Notice.objects.latest("pk").values["reason"] == "Hãy hỏi Bộ Công an."


def test_without_an_account_it_goes_to_the_address_given(calendar):
    send(asked(), Sender(None, "203.0.113.7"))
    notice = Notice.objects.get()
    assert (notice.person, notice.email, notice.values["secret"]) == (
        None,
        "ha@example.vn",
        Enquiry.objects.get().secret,
    )


def test_every_wording_fills_in_with_its_examples():
    for kind in KINDS.values():
        assert kind.body.format_map(kind.examples)


def test_nothing_of_the_asker_is_logged(published, caplog):
    caplog.set_level(logging.DEBUG)
    wire = Wire()
    wire.answer = lambda service, body: {"error_code": "-4", "message": "thiếu"}
    sync.drain(wire.portal())
    fetching.take({"HOIDAPID": "HD1", "HOVATEN": "Trần Thị Hà", "THUDIENTU": "ha@example.vn"})
    assert caplog.records
    assert not [word for word in ("Trần Thị Hà", "ha@example.vn", published.content) if word in caplog.text]
