"""Money that does not simply pay what it was asked for: which kind, and the item of work that a person gets."""

from django.utils import timezone

from dossiers.models import Status
from payments import balances, telling
from payments.arrivals import Told
from payments.models import Attempt, Settlement, WorkItem
from payments.models.work import STEP_FOR
from payments.providers.base import Outcome
from payments.verdicts import Verdict

Kind = WorkItem.Kind
ENDED = frozenset({Status.REFUSED, Status.WITHDRAWN})
"""Nothing is owed for what the agency did not take up or the citizen took back."""

OVER = frozenset({Attempt.State.FAILED, Attempt.State.EXPIRED})


def kind_of(outcome: Outcome, attempt: Attempt | None) -> Kind | None:
    """Seen before the attempt is confirmed and before the money is booked; ``None`` where it fits."""
    if attempt is None:
        return Kind.UNKNOWN_ORDER if outcome.is_for_us else Kind.FOREIGN
    if outcome.amount != attempt.amount:
        return Kind.WRONG_AMOUNT
    balance = balances.of_request(attempt.request)
    if not balance.owed or attempt.request.dossier.status in ENDED:
        return Kind.NOT_DUE
    if balance.is_paid or attempt.state == Attempt.State.CONFIRMED:
        return Kind.DOUBLE
    return Kind.LATE if attempt.state in OVER else None


def told_again(told: Told) -> Verdict:
    """Of a transaction we know: as it was judged the first time, unless it now says something else."""
    known = Settlement.objects.get(provider=told.provider, transaction_id=told.transaction)
    if (known.reference, known.amount) != (told.outcome.reference[:100], told.outcome.amount):
        open_item(Kind.CONTRADICTION, told, known)
        return Verdict.CONTRADICTION
    judged = known.work.exclude(kind=Kind.CONTRADICTION).first()
    return Verdict(judged.kind) if judged else Verdict.REPEATED


def open_item(kind: Kind, told: Told, settlement: Settlement | None = None) -> None:
    """Once for each kind and transaction, however often it is told."""
    attempt = settlement.attempt if settlement else None
    facts = {
        "kind": kind, "proposed": STEP_FOR[kind], "account": attempt.request.account if attempt else None,
        "settlement": settlement, "message": told.message, "opened_at": timezone.now(),
    }  # fmt: skip
    item, is_new = WorkItem.objects.get_or_create(key=f"{told.provider}:{told.transaction}:{kind}", defaults=facts)
    if is_new:
        telling.looked_into(item)


def reopen(settlement: Settlement, why: str) -> WorkItem:
    """What was to be done with held money is not done after all: a person looks again. ``why`` names it once."""
    before = settlement.work.exclude(kind=Kind.CONTRADICTION).first()
    kind = Kind(before.kind) if before else Kind.NOT_DUE
    facts = {
        "kind": kind, "proposed": STEP_FOR[kind], "account": before.account if before else None,
        "settlement": settlement, "opened_at": timezone.now(),
    }  # fmt: skip
    return WorkItem.objects.get_or_create(key=why, defaults=facts)[0]
