"""Clearing up money that fits nothing: a person takes one of the lawful steps, and the step is done with the item.

Which steps an item allows follows from where its money is. Departing from what was proposed needs a remark.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from payments import accounts, balances, booking, refunding, tellers
from payments.models import PaymentRequest, Refund, Settlement, WorkItem
from payments.refunding import Part

Step, Kind, Reason = WorkItem.Step, WorkItem.Kind, Refund.Reason


class ClosedAlready(Refusal):
    message = _("Somebody else has cleared this up already.")


class NotPossible(Refusal):
    message = _("This step is not possible for this money. Choose another one.")


class RemarkNeeded(Refusal):
    message = _("Write why you do something else than proposed, or what the payment service said.")


class NothingMissing(Refusal):
    message = _("Nothing is missing there: the money cannot be booked to that dossier. Pay it back instead.")


@dataclass(frozen=True)
class Choice:
    """``request``: whom held money is meant for, where the step is to assign it."""

    step: WorkItem.Step
    request: PaymentRequest | None = None


def held(settlement: Settlement | None) -> int:
    """Of its money, what is booked to nothing and not on its way back."""
    return balances.returnable(settlement, None) if settlement is not None else 0


def booked(item: WorkItem) -> list[PaymentRequest]:
    """What its money is booked to now."""
    if item.settlement is None:
        return []
    here = PaymentRequest.objects.filter(entries__settlement=item.settlement)
    return list(here.annotate(here=Sum("entries__amount")).filter(here__gt=0).select_related("account__dossier"))


def meant_for(item: WorkItem) -> PaymentRequest | None:
    """The request its payer was shown."""
    attempt = item.settlement.attempt if item.settlement else None
    return attempt.request if attempt else None


def steps(item: WorkItem) -> list[WorkItem.Step]:
    """What is possible now, the proposed one first."""
    is_held, request = bool(held(item.settlement)), meant_for(item)  # else it is booked, on its way back, or not ours
    possible = {
        Step.KEEP: not is_held and item.settlement is not None,
        Step.REFUND: is_held or bool(_refundable(item)),
        Step.ASSIGN: is_held,
        Step.CHECK_AMOUNT: is_held and request is not None and bool(balances.of_request(request).missing),
        Step.ASK_PROVIDER: True,
    }
    found = [Step(step) for step, may in possible.items() if may]
    return sorted(found, key=lambda step: step != item.proposed)


@transaction.atomic
def close(item: WorkItem, choice: Choice, act: Act) -> None:
    """Do what is chosen and close ``item`` with it; ``act.values["note"]`` is the remark. Raises ``NotYours``,
    ``ClosedAlready``, ``NotPossible``, ``RemarkNeeded``, ``NothingMissing``."""
    _lock(item, choice)
    tellers.insist(act, item.account_id)
    if choice.request is not None:
        tellers.insist(act, choice.request.account_id)
    remark = act.text("note").strip()
    if not remark and (choice.step != item.proposed or choice.step == Step.ASK_PROVIDER):
        raise RemarkNeeded
    closed = {"closed_at": act.at, "closed_by": act.person, "done": choice.step, "remark": remark[:500]}
    if not WorkItem.objects.open().filter(pk=item.pk).update(**closed):
        raise ClosedAlready
    if choice.step not in steps(item):
        raise NotPossible
    DO[choice.step](item, choice, act)


def _lock(item: WorkItem, choice: Choice) -> None:
    if item.settlement is not None:
        accounts.hold_money(item.settlement, None, choice.request, *booked(item))
    elif item.account_id is not None:
        accounts.hold(item.account_id)


def _nothing(item: WorkItem, choice: Choice, act: Act) -> None:
    """It stays as it is."""


def _refund(item: WorkItem, choice: Choice, act: Act) -> None:
    """Held money whole; else what was booked and is not due."""
    assert item.settlement is not None  # noqa: S101  (``steps``)
    ground = Act(act.by, act.at, {"ground": act.text("note")})
    if amount := held(item.settlement):
        refunding.propose(Part(item.settlement, None, amount), _reason(item), ground)
        return
    for part in _refundable(item):
        refunding.propose(part, refunding.reason_of(part.request), ground)  # type: ignore[arg-type]


def _refundable(item: WorkItem) -> list[Part]:
    """Booked money of this settlement that its request does not need."""
    parts = []
    for request in booked(item):
        amount = min(refunding.surplus(request), balances.returnable(item.settlement, request))  # type: ignore[arg-type]
        if amount > 0:
            parts.append(Part(item.settlement, request, amount))  # type: ignore[arg-type]
    return parts


def _assign(item: WorkItem, choice: Choice, act: Act) -> None:
    if choice.request is None:
        raise NotPossible
    _book(item, choice.request, act)


def _check_amount(item: WorkItem, choice: Choice, act: Act) -> None:
    request = meant_for(item)
    if request is None:
        raise NotPossible
    _book(item, request, act)


def _book(item: WorkItem, request: PaymentRequest, act: Act) -> None:
    """What is missing there is paid from it, the rest goes back; what is missing still is asked for."""
    settlement, missing = item.settlement, balances.of_request(request).missing
    amount = held(settlement)
    if settlement is None or not missing:
        raise NothingMissing
    booking.move_held(settlement, request, min(amount, missing), act)
    if amount > missing:
        ground = Act(act.by, act.at, {"ground": act.text("note")})
        refunding.propose(Part(settlement, None, amount - missing), Reason.TOO_MUCH, ground)


def _reason(item: WorkItem) -> Refund.Reason:
    return {Kind.DOUBLE: Reason.DOUBLE, Kind.WRONG_AMOUNT: Reason.TOO_MUCH}.get(Kind(item.kind), Reason.NOT_DUE)


DO: Mapping[WorkItem.Step, Callable[[WorkItem, Choice, Act], None]] = {
    Step.KEEP: _nothing,
    Step.REFUND: _refund,
    Step.ASSIGN: _assign,
    Step.CHECK_AMOUNT: _check_amount,
    Step.ASK_PROVIDER: _nothing,
}
