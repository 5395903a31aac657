"""The cashier's pages: what they show and do, for whom, and that a foreign cashier finds nothing."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dossiers.act import Act
from payments import asking
from payments.assessment import Due
from payments.models import PaymentRequest, Receipt, Refund, WorkItem
from payments.receipts import voiding
from payments.settlement import settle
from portal import once
from tests.payments import money
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
CANARY = "Khướu"
LISTS = ("payments_workitem", "payments_refund", "payments_paymentrequest", "payments_receipt")


@pytest.fixture
def desk(cashier):
    return enter(cashier)


def token(window, address: str) -> str:
    """Of a form on that page."""
    return str(window.get(address).content.decode().split(f'name="{once.FIELD}" value="')[1].split('"')[0])


def post(window, address: str, **said):
    return window.post(address, {once.FIELD: token(window, address), **said})


def take(owed: PaymentRequest) -> str:
    return reverse("admin:payments_paymentrequest_take", args=[owed.dossier.uuid])


def page(name: str, row) -> str:
    return reverse(f"admin:payments_{name}_page", args=[row.pk])


def test_cash_is_taken_with_a_receipt(desk, owed, cashier):
    answer = post(desk, take(owed), request=owed.uuid, way="cash")
    assert answer.status_code == 302
    receipt = Receipt.objects.get()
    assert (receipt.amount, receipt.issued_by) == (money.FEE, cashier)
    shown = desk.get(answer.headers["Location"]).content.decode()
    assert 'data-receipt="0000001"' in shown


def test_a_transfer_needs_the_banks_number_and_counts_once(desk, owed, dossier, clerk):
    assert "Hãy ghi số giao dịch" in post(desk, take(owed), request=owed.uuid, way="transfer").content.decode()
    assert post(desk, take(owed), request=owed.uuid, way="transfer", voucher="FT123").status_code == 302
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("cashier", 200), ("chief", 403), ("outsider", 404)])
def test_who_takes_money(owed, request, who, status):
    assert enter(request.getfixturevalue(who)).get(take(owed)).status_code == status


def test_what_is_owed_is_corrected_with_a_reason(owed, clerk):
    window = enter(clerk)
    address = reverse("admin:payments_paymentrequest_correct", args=[owed.pk])
    said = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-name": "Lệ phí", "form-0-kind": "2",
            "form-0-amount": "5.000", "form-0-ground": "Nghị quyết"}  # fmt: skip
    assert "Hãy ghi lý do" in post(window, address, **said).content.decode()
    assert post(window, address, note="Thuộc diện giảm", **said).status_code == 302
    assert (owed.current().total(), owed.current().reason, owed.current().by) == (5_000, "Thuộc diện giảm", clerk)


def test_a_refund_is_walked_by_two_persons(double, cashier, chief):
    one, two = enter(cashier), enter(chief)
    post(one, page("workitem", double), action="close", step="refund")
    refund = Refund.objects.get()
    assert 'value="approve"' not in one.get(page("refund", refund)).content.decode()
    post(two, page("refund", refund), action="approve")
    assert 'value="send"' not in two.get(page("refund", refund)).content.decode()
    post(one, page("refund", refund), action="send", way="transfer")
    post(one, page("refund", refund), action="complete", number="UNC-7")
    refund.refresh_from_db()
    assert (refund.state, refund.decided_by, refund.completed_by) == ("completed", chief, cashier)


def test_what_is_typed_and_refused_stays_on_the_page(double, desk):
    shown = post(desk, page("workitem", double), action="close", step="ask_provider", note="").content.decode()
    assert "Hãy ghi vì sao làm khác đề nghị" in shown
    assert WorkItem.objects.open().exists()


def test_money_is_looked_for_a_dossier_before_it_is_given(double, desk, owed):
    shown = desk.get(page("workitem", double), {"ma": owed.dossier.code}).content.decode()
    assert "không còn thiếu khoản nào" in shown
    assert "Cơ quan của bạn không có hồ sơ" in desk.get(page("workitem", double), {"ma": "X"}).content.decode()


def test_the_start_page_counts_what_waits(double, refund, desk):
    shown = desk.get(reverse("admin:index")).content.decode()
    assert 'data-heap="work"' in shown
    assert "16.000" not in shown  # held money has no receipt, so it was not taken
    assert "8.000 đ" in shown


def test_what_is_unpaid_is_summed_over_all_lines_and_payments(attempt, clerk, desk):
    request = attempt.request
    settle(money.paid(attempt))
    asking.correct(request, [Due("Lệ phí", money.FEE), Due("Phí", 2_000)], Act(clerk, values={"note": "Thêm"}))
    settle(money.paid(money.attempt(request, "vnpay"), "GD2"))
    asking.correct(request, [Due("Lệ phí", money.FEE), Due("Phí", 5_000)], Act(clerk, values={"note": "Thêm"}))
    (one,) = desk.get(reverse("admin:payments_paymentrequest_changelist")).context["page"].rows
    assert (one.owed, one.booked) == (13_000, 10_000)


def test_the_book_is_whole_and_in_order(double, desk, cashier):
    voiding.replace(Receipt.objects.get(), "Trần Thị Hạ", Act(cashier, values={"note": "Sai tên"}))
    book = desk.get(reverse("admin:payments_receipt_book"))
    rows = list(load_workbook(io.BytesIO(book.getvalue())).active.iter_rows(values_only=True))
    assert [(row[1], row[4], row[9], row[11]) for row in rows[1:]] == [
        ("0000001", "Trần Thị Hà", "đã thay thế", None),
        ("0000002", "Trần Thị Hạ", "có hiệu lực", "0000001"),
    ]


def test_lists_are_turned_by_where_they_ended(attempt, desk):
    for number in range(52):
        settle(money.paid(attempt, f"GD{number}"))
    shown = desk.get(reverse("admin:payments_workitem_changelist"))
    assert shown.context["page"].after
    rest = desk.get(reverse("admin:payments_workitem_changelist"), {"sau": shown.context["page"].after})
    assert len(rest.context["page"].rows) == 1


@pytest.mark.parametrize("who", ["foreign_cashier", "provincial_cashier"])
def test_a_foreign_cashier_finds_nothing(double, refund, dossier, request, who):
    dossier.owner["name"] = CANARY
    dossier.save(update_fields=["owner"])
    window = enter(request.getfixturevalue(who))
    for name in LISTS:
        shown = window.get(reverse(f"admin:{name}_changelist")).content.decode()
        assert dossier.code not in shown
        assert CANARY not in shown
    gone = [page("workitem", double), page("refund", refund), page("receipt", Receipt.objects.get())]
    assert [window.get(address).status_code for address in gone] == [404, 404, 404]


def test_the_control_who_works_there_finds_it(double, dossier, desk):
    assert dossier.code in desk.get(reverse("admin:payments_workitem_changelist")).content.decode()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_lists_of_money_are_for_who_keeps_it(who, name, request):
    assert enter(request.getfixturevalue(who)).get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_without_a_second_factor_nothing_opens(sign_in, cashier):
    assert sign_in(cashier).get(reverse("admin:payments_refund_changelist")).status_code == 302
