"""A duty by a notice stops the clock, and its payment lets the dossier go on, once."""

import pytest

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Status
from dossiers.terms.steps import ASK_DUTY, DUTY_DONE
from payments import asking, shown
from payments.assessment import Due
from payments.models import PaymentRequest, WorkItem
from payments.settlement import settle
from tests.payments import money

pytestmark = pytest.mark.django_db
TAX = [Due("Lệ phí trước bạ", 1_200_000), Due("Thuế thu nhập cá nhân", 50_000)]


@pytest.fixture
def waiting(dossier, clerk):
    """Forwarded to the deciding agency."""
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    return dossier


@pytest.fixture
def duty(waiting, officer) -> PaymentRequest:
    return asking.ask_duty(waiting, Act(officer, values={"note": "Nộp theo thông báo số 12"}), TAX)


def test_asking_stops_the_clock(duty, waiting):
    waiting.refresh_from_db()
    assert (waiting.status, waiting.due_at, duty.hold.amount) == (Status.FINANCIAL_DUTY, None, 1_250_000)


def test_paying_lets_the_dossier_go_on_once(duty, waiting):
    attempt = money.attempt(duty)
    assert [settle(money.paid(attempt)) for _ in range(2)] == ["settled", "repeated"]
    waiting.refresh_from_db()
    assert waiting.status == Status.IN_PROCESS
    assert waiting.events.filter(action=DUTY_DONE.name).count() == 1


def test_a_part_does_not_let_it_go_on(duty, waiting, officer):
    attempt = money.attempt(duty)
    asking.correct(duty, [*TAX, Due("Tiền sử dụng đất", 1)], Act(officer, values={"note": "Bổ sung"}))
    settle(money.paid(attempt))
    waiting.refresh_from_db()
    assert waiting.status == Status.FINANCIAL_DUTY


def test_what_an_official_let_go_on_already_is_only_booked(duty, waiting, officer):
    attempt = money.attempt(duty)
    workflow.perform(DUTY_DONE, waiting, Act(officer))
    assert settle(money.paid(attempt)) == "settled"
    assert waiting.events.filter(action=DUTY_DONE.name).count() == 1


def test_what_an_official_let_go_on_is_asked_for_no_more(duty, waiting, officer):
    workflow.perform(DUTY_DONE, waiting, Act(officer))
    assert asking.standing_requests(waiting) == []
    assert [one.missing for one in shown.of_dossier(waiting)] == [0]


def test_a_correction_down_to_what_was_paid_lets_it_go_on(duty, waiting, officer):
    attempt = money.attempt(duty)
    asking.correct(duty, [*TAX, Due("Tiền sử dụng đất", 1)], Act(officer, values={"note": "Bổ sung"}))
    settle(money.paid(attempt))
    asking.correct(duty, TAX, Act(officer, values={"note": "Ghi nhầm"}))
    waiting.refresh_from_db()
    assert waiting.status == Status.IN_PROCESS


def test_a_duty_asked_on_the_page_of_deadlines_can_be_paid_too(waiting, officer):
    workflow.perform(ASK_DUTY, waiting, Act(officer, values={"note": "Thuế", "amount": 70_000}))
    assert [one.missing for one in shown.of_dossier(waiting)] == [70_000]
    (request,) = asking.standing_requests(waiting)
    settle(money.paid(money.attempt(request)))
    waiting.refresh_from_db()
    assert waiting.status == Status.IN_PROCESS


def test_money_for_a_withdrawn_dossier_is_proposed_back(attempt, clerk, citizen):
    dossier = attempt.request.dossier
    workflow.perform(withdrawing.ASK_WITHDRAWAL, dossier, Act(citizen, values={"note": "Không cần nữa"}))
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, dossier, Act(clerk))
    assert settle(money.paid(attempt)) == "not_due"
    assert WorkItem.objects.get().proposed == WorkItem.Step.REFUND
