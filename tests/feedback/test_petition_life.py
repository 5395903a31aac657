"""A petition from the sender to the answer: who may do what, by when, and what history keeps (A13)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dossiers.act import NotYours, WrongStatus
from feedback.actions import OwnProposal
from feedback.models import Petition
from feedback.petitions import table
from feedback.petitions.acting import available
from feedback.petitions.effects import ExtendedAlready, StillAwaited, TooLateToReopen
from tests.feedback.conftest import ANSWER, done

pytestmark = pytest.mark.django_db
S = Petition.Status
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2020, 11, 30, 9, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def test_the_book_numbers_in_order_and_reception_has_five_days(received):
    assert received.number == "PA20-00001"
    assert received.due_at == MONDAY + timedelta(days=7)


def test_the_agency_in_charge_has_fifteen_working_days(handled):
    assert (handled.status, handled.due_at) == (S.HANDLING, MONDAY + timedelta(days=21))


def test_the_answer_reaches_the_petitioner_and_ends_the_clock(answered):
    assert (answered.status, answered.answer, answered.due_at) == (S.ANSWERED, ANSWER, None)


def test_history_says_who_did_what(answered):
    assert list(answered.events.values_list("number", "action", "role")) == [
        (1, "send", "petitioner"), (2, "receive", "officer"), (3, "transfer", "officer"), (4, "take", "officer"),
        (5, "propose", "officer"), (6, "approve", "leader"),
    ]  # fmt: skip


def test_nobody_approves_what_they_proposed(handled, leader):
    done(table.PROPOSE, handled, leader, answer=ANSWER)
    with pytest.raises(OwnProposal):
        done(table.APPROVE, handled, leader)


def test_an_agency_elsewhere_may_nothing(handled, outsider):
    assert available(handled, outsider) == []
    with pytest.raises(NotYours):
        done(table.PROPOSE, handled, outsider, answer=ANSWER)


def test_of_two_who_receive_the_second_is_told(received, reception):
    with pytest.raises(WrongStatus):
        done(table.RECEIVE, received, reception)


def test_a_clarification_leads_back_to_where_it_was_asked(handled, officer, citizen):
    done(table.HANDLER_ASKS, handled, officer)
    assert handled.status == S.CLARIFYING
    done(table.CLARIFY, handled, citizen)
    assert (handled.status, handled.due_at) == (S.HANDLING, MONDAY + timedelta(days=21))


def test_what_is_not_clarified_is_closed_only_when_its_term_is_over(received, reception, time_machine):
    done(table.ASK, received, reception)
    with pytest.raises(StillAwaited):
        done(table.NOT_CLARIFIED, received, reception)
    time_machine.move_to(MONDAY + timedelta(days=15))
    assert done(table.NOT_CLARIFIED, received, reception).status == S.REFUSED


def test_the_wrong_agency_sends_it_back_and_the_number_stays(received, reception, officer, commune):
    done(table.TRANSFER, received, reception, agency=commune.pk, nature="rule")
    done(table.SEND_BACK, received, officer)
    assert (received.status, received.handler, received.number) == (S.RECEIVED, None, "PA20-00001")


def test_the_term_is_extended_once_and_by_a_leader(handled, officer, leader):
    with pytest.raises(NotYours):
        done(table.EXTEND, handled, officer)
    before = handled.due_at
    assert done(table.EXTEND, handled, leader).due_at == before + timedelta(days=15)  # New Year's Day does not count
    with pytest.raises(ExtendedAlready):
        done(table.EXTEND, handled, leader)


def test_the_petitioner_reopens_and_it_is_counted(answered, citizen):
    done(table.REOPEN, answered, citizen)
    assert (answered.status, answered.reopened, answered.answered_at) == (S.HANDLING, 1, None)


def test_after_thirty_days_it_rests(answered, citizen, time_machine):
    time_machine.move_to(MONDAY + timedelta(days=31))
    with pytest.raises(TooLateToReopen):
        done(table.REOPEN, answered, citizen)


def test_nobody_handles_their_own(petition, citizen, office):
    citizen.posts.create(agency=office, role="officer", since=MONDAY.date())
    assert [action.name for action in available(petition, citizen)] == []
