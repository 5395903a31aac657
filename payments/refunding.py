"""Money on its way back, in four steps, each done once: proposed, approved by another person, sent, completed.

The money reserves its part from the proposal on, and leaves the ledger when it is completed. Whoever approves has
neither proposed nor sends (AD-07; the database insists, too).
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Status
from payments import accounts, assessment, balances, misfits, tellers, telling
from payments.models import Entry, PaymentRequest, Refund, Settlement
from portal.accounts.models import User

State, Reason = Refund.State, Refund.Reason


class TooMuch(Refusal):
    message = _("There is not so much to pay back: part of it is on its way back already, or none came.")


class DoneAlready(Refusal):
    message = _("Somebody else has taken this step already. Look at the refund again.")


class OwnProposal(Refusal):
    message = _("You proposed this refund yourself: another person must decide.")


class OwnApproval(Refusal):
    message = _("You approved this refund yourself: another person must send it.")


@dataclass(frozen=True)
class Part:
    """Money of one settlement in one place: booked to ``request``, or held where that is ``None``."""

    settlement: Settlement
    request: PaymentRequest | None
    amount: int

    @property
    def account(self) -> int | None:
        """Whose money it is: that of the dossier it is booked to, or was paid for."""
        request = self.request or (self.settlement.attempt.request if self.settlement.attempt else None)
        return request.account_id if request else None


@transaction.atomic
def propose(part: Part, reason: Refund.Reason, act: Act) -> Refund:
    """``act.values["ground"]``: on which ground; ``act.by`` is ``None`` for the rule. Raises ``TooMuch``."""
    accounts.hold_money(part.settlement, part.request)
    if not 0 < part.amount <= balances.returnable(part.settlement, part.request):
        raise TooMuch
    return Refund.objects.create(
        settlement=part.settlement, request=part.request, amount=part.amount, reason=reason,
        ground=act.text("ground")[:300], proposed_at=act.at, proposed_by=act.by,
    )  # fmt: skip


@transaction.atomic
def propose_surplus(request: PaymentRequest, act: Act) -> list[Refund]:
    """All that was paid for ``request`` and is not due, the latest money first. Nothing where there is none."""
    accounts.hold(request.account_id)
    wanted = surplus(request)
    made: list[Refund] = []
    for settlement in Settlement.objects.filter(entries__request=request).distinct().order_by("-pk"):
        amount = min(wanted, balances.returnable(settlement, request))
        if amount > 0:
            made.append(propose(Part(settlement, request, amount), reason_of(request), act))
            wanted -= amount
    return made


def surplus(request: PaymentRequest) -> int:
    """Booked, not due, and not on its way back yet. Of a dossier that was refused or withdrawn nothing is due."""
    balance = balances.of_request(request)
    over = balance.booked if request.dossier.status in misfits.ENDED else balance.surplus
    return max(0, over - balances.reserved(request))


def reason_of(request: PaymentRequest) -> Refund.Reason:
    if request.dossier.status == Status.REFUSED:
        return Reason.REFUSED
    if request.dossier.status == Status.WITHDRAWN:
        return Reason.WITHDRAWN
    if request.kind == PaymentRequest.Kind.FEES and assessment.is_refused(request.dossier):
        return Reason.REFUSED
    return Reason.NOT_DUE if request.withdrawn_at else Reason.TOO_MUCH


@transaction.atomic
def approve(refund: Refund, act: Act) -> None:
    """Raises ``NotYours``, ``DoneAlready``, ``OwnProposal``."""
    held = _decided(refund, act)
    _move(held, State.APPROVED, decided_by=act.person, decided_at=act.at)
    telling.refund_approved(held)


@transaction.atomic
def decline(refund: Refund, act: Act) -> None:
    """By ``act.values["note"]``. Held money goes back to who looks into it. Raises what ``approve`` raises."""
    held = _decided(refund, act)
    because = act.text("note")[:300]
    _move(held, State.REFUSED, decided_by=act.person, decided_at=act.at, declined_because=because)
    if held.request is None:
        misfits.reopen(held.settlement, f"refund:{held.pk}")


@transaction.atomic
def send(refund: Refund, way: Refund.Way, act: Act) -> None:
    """The order to the bank is given, or the cash is ready. Raises ``NotYours``, ``DoneAlready``, ``OwnApproval``."""
    held = _held(refund, State.APPROVED, act)
    if held.decided_by_id == act.person.pk:
        raise OwnApproval
    _move(held, State.SENT, way=way, sent_by=act.person, sent_at=act.at)


@transaction.atomic
def complete(refund: Refund, number: str, act: Act) -> None:
    """It arrived: ``number`` of the transfer or of the voucher. The money leaves the ledger now, once. Raises
    ``NotYours``, ``DoneAlready``."""
    held = _held(refund, State.SENT, act)
    _move(held, State.COMPLETED, transaction_id=number[:100], completed_by=act.person, completed_at=act.at)
    Entry.objects.create(
        settlement=held.settlement, request=held.request, amount=-held.amount, at=act.at, by=act.by, refund=held
    )
    telling.refund_completed(held)


def may_decide(refund: Refund, user: User) -> bool:
    return refund.state == State.PROPOSED and refund.proposed_by_id != user.pk


def may_send(refund: Refund, user: User) -> bool:
    return refund.state == State.APPROVED and refund.decided_by_id != user.pk


def _decided(refund: Refund, act: Act) -> Refund:
    held = _held(refund, State.PROPOSED, act)
    if held.proposed_by_id == act.person.pk:
        raise OwnProposal
    return held


def _held(refund: Refund, state: Refund.State, act: Act) -> Refund:
    """The row as it is now, with the locks in their order; ``state`` is where it must stand."""
    accounts.hold_money(refund.settlement, refund.request)
    held = Refund.objects.select_for_update().get(pk=refund.pk)
    tellers.insist(act, part_of(held).account)
    if held.state != state:
        raise DoneAlready
    return held


def part_of(refund: Refund) -> Part:
    return Part(refund.settlement, refund.request, refund.amount)


def _move(refund: Refund, to: Refund.State, **columns: object) -> None:
    refund.state = to
    for name, value in columns.items():
        setattr(refund, name, value)
    refund.save(update_fields=["state", *columns])


def by_rule(request: PaymentRequest) -> list[Refund]:
    return propose_surplus(request, Act(None, timezone.now()))
