"""Time held never counts: the due date moves on by exactly the working minutes held, never back (A6)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dossiers import clock, withdrawing, workflow
from dossiers.act import Act, WrongStatus
from dossiers.models import Dossier, Status
from dossiers.supplement.asking import WithdrawalPending
from dossiers.terms import steps
from portal.notices.models import Notice
from procedures import deadlines
from tests.dossiers.terms import do, hold
from tests.portal.calendar.week import CALENDAR, UNEVEN, at

pytestmark = pytest.mark.django_db


def worked(calendar, begun: datetime, ended: datetime) -> int:
    """Working minutes counted one by one: an independent calculator, slow and plain."""
    minutes, instant = 0, begun
    while instant < ended:
        spans = calendar.working_time(instant.date())
        minutes += any(opens <= instant.time() < closes for opens, closes in spans)
        instant += timedelta(minutes=1)
    return minutes


MINUTES = some.integers(0, 60 * 24 * 12)


@settings(max_examples=60, deadline=None)
@given(start=MINUTES, length=some.integers(0, 60 * 24 * 6), due=MINUTES, calendar=some.sampled_from([CALENDAR, UNEVEN]))
def test_a_hold_moves_the_date_by_exactly_the_minutes_held(start, length, due, calendar):
    first = at("20/01/2020 00:00")
    begun, ended = first + timedelta(minutes=start), first + timedelta(minutes=start + length)
    before = deadlines.arithmetic.start(calendar, first + timedelta(minutes=due))
    after = deadlines.held_on(before, begun, ended, calendar)
    assert after >= before
    assert worked(calendar, before, after) == worked(calendar, begun, ended)


def test_held_over_a_weekend_only_office_hours_move_it(at_work, officer):
    hold(at_work, officer, at("31/01/2020 16:00"), at("03/02/2020 08:30"))  # Friday to Monday: 1 hour and 1 hour
    assert at_work.due_at == at("03/02/2020 11:00")
    assert at_work.holds.get().minutes == 120


def test_held_outside_office_hours_nothing_moves(at_work, officer):
    before = at_work.due_at
    hold(at_work, officer, at("31/01/2020 19:00"), at("01/02/2020 10:00"))
    assert at_work.due_at == before


def test_while_it_waits_it_has_no_date_and_is_late_for_nobody(at_work, officer):
    do(steps.ASK_DUTY, at_work, officer, at("31/01/2020 10:00"), note="Nộp thuế")
    assert (at_work.status, at_work.due_at) == (Status.FINANCIAL_DUTY, None)
    assert at_work.holds.open().get().due_before == at("03/02/2020 09:00")
    assert clock.clock(at_work, at("20/03/2020 10:00")).use.days_late == 0


def test_the_clerk_may_say_that_it_was_paid(at_work, officer, clerk):
    do(steps.ASK_DUTY, at_work, officer, at("31/01/2020 10:00"), note="Nộp thuế")
    do(steps.DUTY_DONE, at_work, clerk, at("31/01/2020 11:00"))
    assert at_work.status == Status.IN_PROCESS
    assert at_work.due_at == at("03/02/2020 10:00")


def test_a_stopped_dossier_goes_on_where_it_stood(at_work, officer):
    hold(at_work, officer, at("31/01/2020 10:00"), at("31/01/2020 14:00"), steps.STOP)  # 2 working hours
    assert (at_work.status, at_work.due_at) == (Status.IN_PROCESS, at("03/02/2020 11:00"))


def test_stopping_ends_the_wait_for_a_payment(at_work, officer):
    do(steps.ASK_DUTY, at_work, officer, at("31/01/2020 09:00"), note="Nộp thuế")
    do(steps.STOP, at_work, officer, at("31/01/2020 10:00"), note="Không nộp", ground="Điều 5")
    do(steps.GO_ON, at_work, officer, at("31/01/2020 11:00"))
    assert [hold.minutes for hold in at_work.holds.all()] == [60, 60]
    assert at_work.due_at == at("03/02/2020 11:00")


def test_the_first_due_date_stays(at_work, officer):
    hold(at_work, officer, at("30/01/2020 10:00"), at("31/01/2020 10:00"))
    assert at_work.first_due_at == at("03/02/2020 09:00") != at_work.due_at


def test_history_says_from_when_to_when(at_work, officer):
    hold(at_work, officer, at("30/01/2020 10:00"), at("31/01/2020 10:00"))
    said = at_work.events.latest("number").values
    assert datetime.fromisoformat(said["due_after"]) == at_work.due_at


def test_the_citizen_is_told_what_to_pay_and_the_new_date(at_work, officer, citizen):
    do(steps.ASK_DUTY, at_work, officer, note="Nộp lệ phí trước bạ", amount=1_250_000)
    notice = Notice.objects.filter(person=citizen).latest("pk")
    assert (notice.template.key, notice.values["amount"]) == ("duty_asked", "1.250.000 đ")
    do(steps.DUTY_DONE, at_work, officer)
    assert Notice.objects.filter(person=citizen).latest("pk").template.key == "duty_fulfilled"


def test_an_asked_withdrawal_is_answered_first(at_work, officer, citizen):
    workflow.perform(withdrawing.ASK_WITHDRAWAL, at_work, Act(citizen))
    with pytest.raises(WithdrawalPending):
        do(steps.ASK_DUTY, at_work, officer, note="Nộp thuế")


def test_who_waits_for_a_payment_may_still_withdraw(at_work, officer, citizen, clerk):
    do(steps.ASK_DUTY, at_work, officer, note="Nộp thuế")
    workflow.perform(withdrawing.ASK_WITHDRAWAL, at_work, Act(citizen))
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, at_work, Act(clerk))
    assert at_work.status == Status.WITHDRAWN


def test_no_result_while_it_is_held(at_work, officer):
    do(steps.ASK_DUTY, at_work, officer, note="Nộp thuế")
    with pytest.raises(WrongStatus):
        workflow.perform(workflow.FINISH, Dossier.objects.get(pk=at_work.pk), Act(officer))


def test_day_by_day_shows_hours_and_the_days_that_do_not_count(at_work, officer):
    hold(at_work, officer, at("30/01/2020 07:30"), at("30/01/2020 17:00"))
    found = clock.clock(at_work, at("03/02/2020 10:00"))
    lines = {line.day.day: line.count for line in found.days_of(found.present)}
    assert lines[30] is None
    assert (found.use.total, max(count for count in lines.values() if count)) == (found.use.total,) * 2
    assert not found.is_outdated(found.present)
