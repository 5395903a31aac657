"""Asking for a supplement: what must hold, and what is written under the dossier's lock (NĐ 61/2018 Đ.17.2, 19.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dossiers import clock
from dossiers.act import Act, Refusal
from dossiers.models import Dossier, DossierEvent, Status
from dossiers.supplement import walk
from dossiers.supplement.models import SupplementItem, SupplementRequest
from portal.calendar.current import work_calendar
from procedures import deadlines

NAME = "ask_supplement"


@dataclass(frozen=True)
class Fix:
    """What is to be put right: the key of a ``walk.Point``, why, and in words what to do."""

    key: str
    reason: str
    what: str


class WithdrawalPending(Refusal):
    message = _("The citizen has asked to withdraw this dossier. Confirm or refuse that first.")


class NothingAsked(Refusal):
    message = _("Mark at least one answer or paper to be put right.")


class NotOfThisDossier(Refusal):
    """An item names something the dossier does not ask, or that only the nation can change."""

    message = _("The dossier has no such answer or paper. Open the page again.")


class NotAllJudged(Refusal):
    """The law lets a citizen be asked once, for everything (Đ.15.3): nothing may be passed over."""

    message = _("Mark every answer and every paper as fine or to be put right: the citizen is asked once.")


class ApprovalNeeded(Refusal):
    message = _("This dossier has been sent back before: a further request needs a leader's approval. Propose it.")


class GroundMissing(Refusal):
    message = _("Write the ground: a further request, or one after the third working day, needs one.")


def no_withdrawal_pending(dossier: Dossier, act: Act) -> None:
    """Raises ``WithdrawalPending``."""
    if dossier.withdrawal_asked_at is not None:
        raise WithdrawalPending


def is_late(dossier: Dossier, at: datetime) -> bool:
    """Whether the three working days of Đ.19.4 are over."""
    if dossier.received_at is None:
        return False
    return at > deadlines.supplement_asked_by(clock.complete_since(dossier) or dossier.received_at, work_calendar())


def needs_ground(dossier: Dossier, at: datetime) -> bool:
    return dossier.supplements.exists() or is_late(dossier, at)


def may_ask(dossier: Dossier, act: Act) -> None:
    """Once; what comes after it a leader approves. Raises ``WithdrawalPending`` or ``ApprovalNeeded``."""
    no_withdrawal_pending(dossier, act)
    if dossier.supplements.exists():
        raise ApprovalNeeded


def judged(dossier: Dossier, act: Act) -> Sequence[Fix]:
    """What is to be put right, of a walk through everything. ``values``: ``items`` (of ``Fix``), ``fine`` (the keys of
    all the rest), ``ground``. Raises ``NothingAsked``, ``NotOfThisDossier``, ``NotAllJudged`` or ``GroundMissing``."""
    fixes: Sequence[Fix] = act.values.get("items") or ()
    if not fixes:
        raise NothingAsked
    known, marked = set(walk.points(dossier)), {fix.key for fix in fixes} | set(act.values.get("fine") or ())
    if marked - known:
        raise NotOfThisDossier
    if known - marked:
        raise NotAllJudged
    if needs_ground(dossier, act.at) and not act.text("ground"):
        raise GroundMissing
    return fixes


def ask(dossier: Dossier, act: Act) -> None:
    """Write the request with what everything is now, and stop the clock of law or of reception.

    ``values``: as for ``judged``, ``note`` (the reason), ``due_at``. Raises what ``judged`` raises.
    """
    fixes = judged(dossier, act)
    request = SupplementRequest.objects.create(
        dossier=dossier, number=dossier.supplements.count() + 1, reason=act.text("note"), ground=act.text("ground"),
        asked_at=act.at, asked_by=act.by, asked_in=dossier.last_event, due_at=act.values.get("due_at"),
        due_before=dossier.due_at,
    )  # fmt: skip
    _write_items(request, fixes, walk.points(dossier))
    dossier.due_at = dossier.reception_due_at = None


def _write_items(request: SupplementRequest, fixes: Sequence[Fix], points: dict[str, walk.Point]) -> None:
    SupplementItem.objects.bulk_create(
        _item(request, place, fix, points[fix.key]) for place, fix in enumerate(fixes, start=1)
    )


def _item(request: SupplementRequest, place: int, fix: Fix, point: walk.Point) -> SupplementItem:
    return SupplementItem(
        request=request,
        place=place,
        question=point.question.name if point.question else "",
        row=point.row,
        component=point.component,
        reason=fix.reason,
        what=fix.what,
        before=point.snapshot,
    )


def last_asked(dossier: Dossier) -> DossierEvent | None:
    """The line of history by which the dossier was sent back last, whoever approved it."""
    sent_back = dossier.events.filter(status=Status.SUPPLEMENT).exclude(status_before=Status.SUPPLEMENT)
    return sent_back.select_related("agency").order_by("-number").first()


def status_before(dossier: Dossier) -> Status:
    """Where the dossier stood when the supplement was asked for: history says it."""
    asked = last_asked(dossier)
    return Status(asked.status_before if asked is not None else dossier.status)
