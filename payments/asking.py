"""Asking for money: the fees of the procedure by the rules, a duty by an official's notice, either corrected."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers import workflow
from dossiers.act import Act, NotYours, Refusal
from dossiers.models import Dossier, Hold, Status
from dossiers.terms.steps import ASK_DUTY
from payments import accounts, assessment, booking, refunding, tellers
from payments.assessment import Due, NotKnownYet
from payments.models import Account, Assessment, Line, PaymentRequest

PAYABLE = frozenset({Status.RECEIVED, Status.IN_PROCESS, Status.SUPPLEMENT, Status.FINANCIAL_DUTY, Status.FINISHED})
"""Fees can be paid from acceptance until the result is handed over (assumed: before acceptance nobody knows whether
the agency takes the dossier, and what is refused need not be paid back)."""

RECKONED_ANEW = "Tính lại theo thông tin mới của hồ sơ"


class NoSuchSum(Refusal):
    message = _("Name at least one amount that is more than nothing.")


@transaction.atomic
def standing_requests(dossier: Dossier) -> list[PaymentRequest]:
    """All that is asked for now: fees by the rules, and the duty a notice names; made where they were not yet."""
    account = accounts.hold(dossier)
    if dossier.code is not None and dossier.status in PAYABLE:
        _fees(account)
        _duty(account)
    found = account.requests.asked_for().select_related("hold", "account__dossier")
    return list(found.prefetch_related("assessments__lines"))


@transaction.atomic
def reckon(dossier: Dossier) -> None:
    """By the rules anew, whatever the status: what was asked for before may be due no more."""
    _fees(accounts.hold(dossier))


@transaction.atomic
def ask_duty(dossier: Dossier, act: Act, dues: Sequence[Due]) -> PaymentRequest:
    """The clock stops until ``dues`` are paid (A5 status 6). ``act.values``: ``note``, what is to be paid and why.

    Raises what ``workflow.perform`` raises, and ``NoSuchSum``.
    """
    total = sum(due.amount for due in dues)
    if total <= 0 or any(due.amount < 0 for due in dues):
        raise NoSuchSum
    account = accounts.hold(dossier)
    workflow.perform(ASK_DUTY, dossier, Act(act.by, act.at, {**act.values, "amount": total}))
    return _new(account, PaymentRequest.Kind.DUTY, assessment.by_an_official(dues), act=act)


@transaction.atomic
def correct(request: PaymentRequest, dues: Sequence[Due], act: Act) -> Assessment:
    """What is owed is something else, by ``act.values["note"]``. Money that is booked stays booked; what is missing is
    asked for, what is too much is proposed to be paid back; a duty that is paid by now lets the dossier go on.

    Raises ``NotYours``, ``NoSuchSum``.
    """
    if any(due.amount < 0 for due in dues) or not act.text("note"):
        raise NoSuchSum
    accounts.hold(request.account_id)
    _may_assess(request, act)
    lines = assessment.by_an_official(dues)
    kept = assessment.keep(request, lines, act.at, by=act.person, reason=act.text("note")[:500])
    booking.end_waiting_where_paid(request)
    refunding.propose_surplus(request, act)
    return kept


@transaction.atomic
def withdraw(request: PaymentRequest, act: Act) -> None:
    """Nothing is owed for it any more, by ``act.values["note"]``; what was paid is proposed back. Raises
    ``NotYours``."""
    accounts.hold(request.account_id)
    _may_assess(request, act)
    PaymentRequest.objects.standing().filter(pk=request.pk).update(
        withdrawn_at=act.at, withdrawn_by=act.person, withdrawn_because=act.text("note")[:300] or "–"
    )
    request.refresh_from_db()
    refunding.propose_surplus(request, act)


def _may_assess(request: PaymentRequest, act: Act) -> None:
    if not tellers.may_assess(request.dossier, act.person):
        raise NotYours


def _fees(account: Account) -> None:
    try:
        lines = assessment.by_the_rules(account.dossier)
    except NotKnownYet:
        return
    request = account.requests.standing().filter(kind=PaymentRequest.Kind.FEES).first()
    if request is None:
        if sum(line.amount for line in lines):
            _new(account, PaymentRequest.Kind.FEES, lines)
        return
    current = request.current()
    if current.by_id is None and not assessment.says_the_same(current, lines):
        assessment.keep(request, lines, timezone.now(), reason=RECKONED_ANEW)


def unasked_duty(dossier: Dossier) -> Hold | None:
    """The clock stands still for a sum that an official named on the dossier's own page, and no request is made yet."""
    return dossier.holds.open().filter(kind=Hold.Kind.DUTY, amount__gt=0, request__isnull=True).first()


def lines_of(waits: Hold) -> list[Line]:
    return assessment.by_an_official([Due(waits.text, waits.amount or 0, ground=waits.ground)])


def _duty(account: Account) -> None:
    waits = unasked_duty(account.dossier)
    if waits is not None:
        _new(account, PaymentRequest.Kind.DUTY, lines_of(waits), hold=waits)


def _new(
    account: Account, kind: PaymentRequest.Kind, lines: list[Line], *, act: Act | None = None,
    hold: Hold | None = None,
) -> PaymentRequest:  # fmt: skip
    at = act.at if act else timezone.now()
    if kind == PaymentRequest.Kind.DUTY:
        hold = hold or account.dossier.holds.open().get()
    by = act.by if act else None
    request = PaymentRequest.objects.create(account=account, kind=kind, hold=hold, asked_at=at, asked_by=by)
    assessment.keep(request, lines, at, by=by)
    return request
