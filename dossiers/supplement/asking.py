"""Asking for a supplement: what must hold, and what is written under the dossier's lock (NĐ 61/2018 Đ.17.2, 19.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Dossier, Status
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
    return at > deadlines.supplement_asked_by(_complete_since(dossier) or dossier.received_at, work_calendar())


def _complete_since(dossier: Dossier) -> datetime | None:
    """A dossier put right counts as received anew."""
    rounds = dossier.supplements.filter(completed_at__gt=dossier.received_at)
    return rounds.order_by("-number").values_list("completed_at", flat=True).first()


def needs_ground(dossier: Dossier, at: datetime) -> bool:
    return dossier.supplements.exists() or is_late(dossier, at)


def ask(dossier: Dossier, act: Act) -> None:
    """Write the request with what everything is now, and stop the clock of law or of reception.

    ``values``: ``items`` (of ``Fix``), ``note`` (the reason), ``ground``, ``due_at``. Raises ``NothingAsked``,
    ``NotOfThisDossier`` or ``GroundMissing``.
    """
    fixes: Sequence[Fix] = act.values.get("items") or ()
    if not fixes:
        raise NothingAsked
    if needs_ground(dossier, act.at) and not act.text("ground"):
        raise GroundMissing
    request = SupplementRequest.objects.create(
        dossier=dossier, number=dossier.supplements.count() + 1, reason=act.text("note"), ground=act.text("ground"),
        asked_at=act.at, asked_by=act.by, asked_in=dossier.last_event, due_at=act.values.get("due_at"),
        due_before=dossier.due_at,
    )  # fmt: skip
    _write_items(request, fixes, walk.points(dossier))
    dossier.due_at = dossier.reception_due_at = None


def _write_items(request: SupplementRequest, fixes: Sequence[Fix], points: dict[str, walk.Point]) -> None:
    unknown = [fix.key for fix in fixes if fix.key not in points]
    if unknown:
        raise NotOfThisDossier
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


def status_before(dossier: Dossier) -> Status:
    """Where the dossier stood when the supplement was asked for: history says it."""
    asked = dossier.events.filter(action=NAME).order_by("-number").values_list("status_before", flat=True).first()
    return Status(asked if asked is not None else dossier.status)
