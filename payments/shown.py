"""What pages say of a dossier's money; reads only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from dossiers.models import Dossier, Status
from payments import asking, assessment, balances, misfits, refunding
from payments.asking import PAYABLE
from payments.assessment import NotKnownYet
from payments.balances import Balance
from payments.models import Attempt, Line, PaymentRequest, Receipt, Refund

State = Attempt.State


@dataclass(frozen=True)
class Owed:
    """One request, or the fees that would be asked for as soon as somebody wants to pay them."""

    lines: Sequence[Line]
    balance: Balance
    is_duty: bool = False
    request: PaymentRequest | None = None
    receipts: Sequence[Receipt] = field(default_factory=list)
    is_looked_into: bool = False
    """Money came that does not fit; a person looks at it."""

    is_awaited: bool = False
    """Somebody is at the payment service, or was just now."""

    is_over: bool = False
    """An official said that the duty is fulfilled, or the dossier was refused or withdrawn: nothing is asked for."""

    refunds: Sequence[Refund] = field(default_factory=list)
    """Proposed, approved, on their way or completed; those that were not approved are left out."""

    @property
    def may_go_back(self) -> bool:
        """Something was paid that is not due, and not all of it is on its way back."""
        return self.request is not None and refunding.surplus(self.request) > 0

    @property
    def missing(self) -> int:
        return 0 if self.is_over else self.balance.missing


def of_dossier(dossier: Dossier) -> list[Owed]:
    found = PaymentRequest.objects.standing().filter(account__dossier=dossier)
    shown = [of_request(request) for request in found.select_related("account__dossier", "hold")]
    if dossier.code is None or dossier.status not in PAYABLE:
        return shown
    fees = [] if any(not one.is_duty for one in shown) else _fees(dossier)
    return [*fees, *shown, *_duty(dossier)]


def of_request(request: PaymentRequest) -> Owed:
    receipts = Receipt.objects.filter(entry__request=request, void__isnull=True).select_related("series")
    looked_into = request.attempts.filter(settlements__work__closed_at__isnull=True, settlements__work__isnull=False)
    return Owed(
        lines=list(request.current().lines.all()),
        balance=balances.of_request(request),
        is_duty=request.kind == PaymentRequest.Kind.DUTY,
        request=request,
        receipts=list(receipts),
        is_looked_into=looked_into.exists(),
        is_awaited=request.attempts.filter(state=State.HANDED_OVER).exists(),
        is_over=_is_over(request),
        refunds=list(_refunds(request)),
    )


def _is_over(request: PaymentRequest) -> bool:
    fulfilled = request.hold is not None and request.hold.ended_at is not None
    return fulfilled or request.dossier.status in misfits.ENDED


def _refunds(request: PaymentRequest) -> QuerySet[Refund]:
    """Of what is booked to it, and of what was paid for it and never booked."""
    of_it = Q(request=request) | Q(request__isnull=True, settlement__attempt__request=request)
    return Refund.objects.filter(of_it).exclude(state=Refund.State.REFUSED).order_by("pk")


def _fees(dossier: Dossier) -> list[Owed]:
    try:
        lines = assessment.by_the_rules(dossier)
    except NotKnownYet:
        return []
    total = sum(line.amount for line in lines)
    return [Owed(lines, Balance(total, 0))] if total else []


def _duty(dossier: Dossier) -> list[Owed]:
    """What an official asked for on the page of deadlines, before anybody wanted to pay it."""
    waits = asking.unasked_duty(dossier)
    return [] if waits is None else [Owed(asking.lines_of(waits), Balance(waits.amount or 0, 0), is_duty=True)]


def may_pay(dossier: Dossier) -> bool:
    return dossier.status not in (Status.DRAFT, Status.REFUSED, Status.WITHDRAWN)
