"""Booking a settlement: to its request, with receipt and what the dossier waited for, or held until a person looked."""

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, Status
from dossiers.terms.steps import DUTY_DONE
from payments import balances
from payments.models import Entry, PaymentRequest, Settlement
from payments.receipts import issuing


def hold(settlement: Settlement) -> Entry:
    return Entry.objects.create(settlement=settlement, amount=settlement.amount, at=settlement.recorded_at)


def book(settlement: Settlement, request: PaymentRequest) -> Entry:
    """Under the account's lock. The dossier is locked after it, the series of receipts last."""
    entry = Entry.objects.create(
        settlement=settlement, request=request, amount=settlement.amount, at=settlement.recorded_at
    )
    end_waiting_where_paid(request)
    issuing.issue(entry, settlement.recorded_at, settlement.recorded_by)
    return entry


def move_held(settlement: Settlement, request: PaymentRequest, amount: int, act: Act) -> None:
    """A part of held money pays ``request`` after all, with a receipt. Under ``accounts.hold_money``."""
    Entry.objects.create(settlement=settlement, amount=-amount, at=act.at, by=act.by)
    entry = Entry.objects.create(settlement=settlement, request=request, amount=amount, at=act.at, by=act.by)
    end_waiting_where_paid(request)
    issuing.issue(entry, act.at, act.by)


def end_waiting_where_paid(request: PaymentRequest) -> None:
    """A duty that is paid lets its dossier go on, once. Where the agency has let it go on, stopped it, or asks for
    something else by now, nothing happens."""
    waits = request.hold
    if waits is None or not balances.of_request(request).is_paid:
        return
    dossier = Dossier.objects.select_for_update().get(pk=request.account_id)
    if dossier.status == Status.FINANCIAL_DUTY and dossier.holds.open().filter(pk=waits.pk).exists():
        workflow.perform(DUTY_DONE, dossier, Act(None, values={"note": "Đã nhận đủ tiền qua hệ thống thanh toán"}))
