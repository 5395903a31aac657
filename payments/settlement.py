"""What becomes of money. One function, which notifications, answers and reconciliation all call (D19, D20).

Money that has arrived is never refused: it is booked to its request, or held for a person, in one transaction with the
receipt and with what the dossier waited for. Calling again with the same facts changes nothing.
"""

from django.db import transaction
from django.utils import timezone

from payments import accounts, arrivals, booking, misfits
from payments.arrivals import Told
from payments.models import Attempt, Reading, WorkItem
from payments.providers.base import Happened, Outcome
from payments.verdicts import Verdict

DONG = "VND"
Kind = WorkItem.Kind


@transaction.atomic
def settle(told: Told) -> Verdict:
    """Apply what is told, whatever came before it, and note that beside its message. Idempotent."""
    verdict = _apply(told)
    if told.message is not None:
        noted = Reading(message=told.message, is_genuine=True, outcome=verdict, at=timezone.now())
        Reading.objects.bulk_create([noted], ignore_conflicts=True)
    return verdict


def _apply(told: Told) -> Verdict:
    outcome = told.outcome
    order = accounts.hold_of_order(told.provider, outcome.reference) if outcome.is_for_us else None
    if outcome.happened is not Happened.PAID:
        return _not_paid(outcome, order)
    if outcome.currency != DONG:
        misfits.open_item(Kind.CURRENCY, told)
        return Verdict.CURRENCY
    return _money(told, order)


def _not_paid(outcome: Outcome, order: int | None) -> Verdict:
    if order is None:
        return Verdict.UNKNOWN_ORDER if outcome.is_for_us else Verdict.FOREIGN
    attempt = Attempt.objects.get(pk=order)
    if outcome.happened is Happened.FAILED and not Attempt.objects.move(attempt, Attempt.State.FAILED):
        return Verdict.REPEATED
    return Verdict.NOT_PAID


def _money(told: Told, order: int | None) -> Verdict:
    settlement = arrivals.record(told, order)
    if settlement is None:
        return misfits.told_again(told)
    attempt = settlement.attempt = _whole(order)
    kind = misfits.kind_of(told.outcome, attempt)
    if kind is not None:
        misfits.open_item(kind, told, settlement)
    if attempt is not None and kind is not Kind.WRONG_AMOUNT:
        Attempt.objects.move(attempt, Attempt.State.CONFIRMED, next_query_at=None)
    if attempt is not None and kind in (None, Kind.LATE):
        booking.book(settlement, attempt.request)
    else:
        booking.hold(settlement)
    return Verdict.SETTLED if kind is None else Verdict(str(kind))


def _whole(order: int | None) -> Attempt | None:
    """With its request and dossier, whose answers nobody needs here."""
    found = Attempt.objects.select_related("request__account__dossier__agency", "request__hold")
    return found.defer("request__account__dossier__answers").filter(pk=order).first() if order else None
