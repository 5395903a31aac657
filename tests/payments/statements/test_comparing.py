"""A statement beside the ledger: every way of differing is found, once, and what can settle itself does (PA-13)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from payments import balances
from payments.models import Discrepancy, Receipt, Settlement, WorkItem
from payments.settlement import settle
from payments.statements import bringing, deciding
from payments.statements.layouts import LAYOUTS
from payments.statements.reading import glance
from payments.statements.work import COMPARE
from portal.jobs import CannotGoOn, Job
from tests.payments import money
from tests.payments.statements import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def adds_up(db):
    yield
    assert list(balances.faults()) == []


def test_what_stands_on_both_sides_is_equal(attempt, treasurer):
    settle(money.paid(attempt))
    statement = files.compared(files.table(files.row(attempt), total=money.FEE), treasurer)
    assert (files.differences(statement), statement.agrees) == ([], True)
    assert (statement.there_number, statement.there_sum) == (1, money.FEE)


def test_a_payment_nobody_told_of_is_booked_from_the_statement(attempt, treasurer):
    statement = files.compared(files.table(files.row(attempt)), treasurer)
    assert files.differences(statement) == [("missing_here", "recorded")]
    assert (balances.of_request(attempt.request).is_paid, Receipt.objects.count()) == (True, 1)
    assert (Settlement.objects.get().recorded_by, statement.agrees) == (treasurer, True)


def test_the_notification_that_comes_after_it_changes_nothing(attempt, treasurer):
    files.compared(files.table(files.row(attempt)), treasurer)
    assert settle(money.paid(attempt)) == "repeated"


def test_a_payment_of_an_unknown_order_waits_for_a_person(attempt, treasurer):
    statement = files.compared(files.table(files.row(attempt, reference="BG-LA")), treasurer)
    assert statement.differences.get().verdict == "unknown_order"
    assert WorkItem.objects.get().proposed == WorkItem.Step.ASSIGN


@pytest.mark.parametrize(
    ("changed", "kind"),
    [({"amount": money.FEE + 1}, "amount"), ({"reference": "BG-KHAC"}, "order"), ({"state": "Thất bại"}, "state")],
)
def test_what_differs_is_left_to_a_person(attempt, treasurer, changed, kind):
    settle(money.paid(attempt))
    statement = files.compared(files.table(files.row(attempt, **changed)), treasurer)
    assert (kind, "open") in files.differences(statement)
    assert Settlement.objects.get().amount == money.FEE


def test_a_row_told_twice_counts_once(attempt, treasurer):
    statement = files.compared(files.table(files.row(attempt), files.row(attempt)), treasurer)
    assert files.differences(statement) == [("missing_here", "recorded"), ("twice", "open")]
    assert Settlement.objects.count() == 1


def test_a_wrong_total_is_told(attempt, treasurer):
    settle(money.paid(attempt))
    statement = files.compared(files.table(files.row(attempt), total=money.FEE + 1000), treasurer)
    (found,) = statement.differences.all()
    assert (found.kind, found.there, found.here) == ("total", money.FEE + 1000, money.FEE)


def test_what_the_provider_lacks_comes_with_a_later_statement(attempt, treasurer):
    settle(money.paid(attempt))
    first = files.compared(files.table(), treasurer)
    assert files.differences(first) == [("missing_there", "open")]
    second = files.compared(files.table(files.row(attempt)), treasurer)
    assert (files.differences(first), files.differences(second)) == ([("missing_there", "came")], [])


def test_a_payment_of_another_day_is_not_missed(attempt, treasurer):
    settle(money.paid(attempt, paid_at=timezone.now() - timedelta(days=1)))
    statement = files.compared(files.table(), treasurer)
    assert (files.differences(statement), statement.here_number) == ([], 0)


def test_the_same_file_is_refused_and_leads_to_the_first(attempt, treasurer):
    content = files.table(files.row(attempt))
    first = files.compared(content, treasurer)
    with pytest.raises(bringing.BroughtBefore) as refusal:
        files.bring(content, treasurer)
    assert refusal.value.statement == first


def test_running_it_again_finds_nothing_new(attempt, treasurer):
    statement = files.compared(files.table(files.row(attempt), files.row(attempt, "GD2", reference="la")), treasurer)
    before = (files.differences(statement), Settlement.objects.count(), WorkItem.objects.count())
    files.work_through()
    again = files.compared(files.table(files.row(attempt), files.row(attempt, "GD2", reference="la"), []), treasurer)
    assert (files.differences(statement), Settlement.objects.count(), WorkItem.objects.count()) == before
    assert files.differences(again) == []


def test_a_workbook_reads_like_a_table(attempt, treasurer):
    at = timezone.localtime().replace(tzinfo=None, microsecond=0)
    statement = files.compared(
        files.workbook(files.row(attempt, at=at), files.row(attempt, "GD2", amount=1.5)), treasurer
    )
    assert files.differences(statement) == [("missing_here", "recorded"), ("unreadable", "open")]
    assert timezone.localtime(Settlement.objects.get().paid_at).replace(tzinfo=None) == at


def test_a_transfer_is_found_by_the_reference_in_its_text(owed, treasurer):
    one = money.attempt(owed, "transfer")
    head = "Ngày giao dịch,Số chứng từ,Ghi có,Nội dung"
    line = f'{files.now()},FT1,"8.000",NGUYEN VAN A CK {one.reference} le phi'
    statement = files.compared(f"{head}\r\n{line}".encode(), treasurer, "transfer")
    assert statement.differences.get().verdict == "settled"
    assert balances.of_request(owed).is_paid


def test_what_is_no_statement_fails_with_a_reason(treasurer):
    statement = files.compared(b"a,b,c\r\n1,2,3", treasurer)
    assert (statement.job.state, statement.compared_at) == (Job.State.FAILED, None)
    assert "Mã giao dịch" in statement.job.message


def test_a_person_closes_what_may_rest_with_a_ground(attempt, treasurer):
    settle(money.paid(attempt))
    found = files.compared(files.table(), treasurer).differences.get()
    with pytest.raises(deciding.NoGround):
        deciding.close(found, " ", treasurer)
    closed = deciding.close(found, "Bên cung cấp xác nhận bù ngày mai", treasurer)
    assert (closed.state, closed.ended_by) == (Discrepancy.State.CLOSED, treasurer)
    with pytest.raises(deciding.NotOpen):
        deciding.close(found, "lần nữa", treasurer)


def test_only_cashiers_of_the_province_decide(attempt, treasurer, clerk):
    settle(money.paid(attempt))
    found = files.compared(files.table(), treasurer).differences.get()
    with pytest.raises(deciding.NotYours):
        deciding.close(found, "Không sao", clerk)


def test_the_job_counts_what_it_found(attempt, treasurer):
    settle(money.paid(attempt))
    files.compared(files.table(files.row(attempt), files.row(attempt, "GD2", amount="x")), treasurer)
    assert Job.objects.get(kind=COMPARE).counts == {"equal": 1, "unreadable": 1}


def test_glancing_refuses_what_another_provider_wrote():
    with pytest.raises(CannotGoOn):
        glance(BytesIO(files.table()), LAYOUTS["vnpay"])
