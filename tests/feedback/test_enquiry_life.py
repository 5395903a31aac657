"""A question from the asker to the answer: who may do what, by when, and what history keeps (NĐ 43/2011 Đ.17)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dossiers.act import NotYours, WrongStatus
from feedback.actions import OwnProposal
from feedback.enquiries import table
from feedback.enquiries.acting import available
from feedback.enquiries.asking import send
from feedback.enquiries.effects import NobodyToAsk, StillAwaited
from feedback.enquiries.publishing import NothingCorrected
from feedback.models import Enquiry, Petition
from feedback.spam import Sender
from tests.feedback.enquired import ASKED, REPLIED, asked, done

pytestmark = pytest.mark.django_db
S = Enquiry.Status
MONDAY = datetime(2020, 11, 30, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def test_it_is_due_within_fifteen_working_days_whoever_has_it(enquiry, reception, commune):
    assert enquiry.due_at == MONDAY + timedelta(days=21)
    assert done(table.ASSIGN, enquiry, reception, agency=commune.pk).due_at == MONDAY + timedelta(days=21)


def test_the_answer_ends_the_clock_and_its_wording_is_kept(proposed, leader):
    done(table.APPROVE, proposed, leader)
    assert (proposed.status, proposed.answer, proposed.due_at) == (S.ANSWERED, REPLIED, None)
    assert list(proposed.wordings.values_list("number", "text")) == [(1, REPLIED)]


def test_history_says_who_did_what(published):
    assert list(published.events.values_list("number", "action", "role")) == [
        (1, "send", "asker"), (2, "assign", "officer"), (3, "propose", "officer"), (4, "approve_public", "leader"),
    ]  # fmt: skip


def test_nobody_approves_what_they_proposed(assigned, leader):
    done(table.PROPOSE, assigned, leader, answer=REPLIED)
    with pytest.raises(OwnProposal):
        done(table.APPROVE, assigned, leader)


def test_only_a_leader_approves(proposed, officer):
    with pytest.raises(NotYours):
        done(table.APPROVE, proposed, officer)


def test_an_agency_elsewhere_may_nothing_and_sees_nothing(published, outsider):
    assert available(published, outsider) == []
    assert not Enquiry.objects.visible_to(outsider).exists()


def test_the_agency_and_reception_see_it(published, officer, reception):
    for official in (officer, reception):
        assert Enquiry.objects.visible_to(official).get() == published


def test_of_two_who_give_it_out_the_second_is_told(assigned, reception, commune):
    with pytest.raises(WrongStatus):
        done(table.ASSIGN, assigned, reception, agency=commune.pk)


def test_a_reply_leads_back_to_where_it_was_asked_with_a_new_term(assigned, officer, citizen, time_machine):
    done(table.ASK, assigned, officer)
    assert (assigned.status, assigned.due_at) == (S.ASKED, MONDAY + timedelta(days=14))
    time_machine.move_to(MONDAY + timedelta(days=7), tick=False)
    done(table.REPLY, assigned, citizen)
    assert (assigned.status, assigned.due_at) == (S.ASSIGNED, MONDAY + timedelta(days=28))


def test_without_a_reply_it_is_closed_only_when_its_term_is_over(enquiry, reception, time_machine):
    done(table.ASK, enquiry, reception)
    with pytest.raises(StillAwaited):
        done(table.UNREPLIED, enquiry, reception)
    time_machine.move_to(MONDAY + timedelta(days=15))
    assert done(table.UNREPLIED, enquiry, reception).status == S.REFUSED


def test_who_cannot_be_reached_is_not_asked_back(calendar, reception):
    enquiry = send(asked(email="", phone=""), Sender(None, "203.0.113.7"))
    with pytest.raises(NobodyToAsk):
        done(table.ASK, enquiry, reception)


def test_the_wrong_agency_sends_it_back_and_the_term_runs_on(assigned, officer):
    done(table.SEND_BACK, assigned, officer)
    assert (assigned.status, assigned.handler, assigned.due_at) == (S.SENT, None, MONDAY + timedelta(days=21))


def test_a_petition_among_questions_becomes_one_with_its_words_and_its_sender(enquiry, reception, citizen):
    done(table.MOVE, enquiry, reception, kind="report")
    petition = Petition.objects.get()
    assert (enquiry.status, enquiry.petition, enquiry.due_at) == (S.MOVED, petition, None)
    assert (petition.content, petition.submitter, petition.name) == (ASKED, citizen, "Trần Thị Hà")


def test_a_correction_keeps_what_it_replaces(published, leader):
    with pytest.raises(NothingCorrected):
        done(table.CORRECT, published, leader, answer=REPLIED)
    done(table.CORRECT, published, leader, answer="Theo Điều 13.")
    assert list(published.wordings.values_list("text", flat=True)) == [REPLIED, "Theo Điều 13."]
    assert (published.public.answer, published.public.corrected_at) == ("Theo Điều 13.", MONDAY)


def test_nobody_answers_their_own(enquiry, citizen, office):
    citizen.posts.create(agency=office, role="officer", since=MONDAY.date())
    assert available(enquiry, citizen) == []
