"""The one rescheduling the law allows, with its apology (NĐ 61/2018 Đ.19.9; form 04): drafted by the clock or an
officer, signed by a leader."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Apology, Dossier, Status, YearCounter
from dossiers.terms import numbers
from portal.agencies.models import Role
from portal.calendar.current import work_calendar
from procedures import deadlines

LOOKED_AHEAD = timedelta(days=21)
"""No two working days are further apart than this, Tết included."""


class AlreadyRescheduled(Refusal):
    message = _("The date of this dossier has been moved once already. The law allows no second time.")


class NoDeadline(Refusal):
    message = _("This dossier has no deadline that could be moved.")


class NotLater(Refusal):
    message = _("The new date must lie after the present one.")


class ReasonMissing(Refusal):
    message = _("Write the reason: it stands in the apology.")


def is_open(dossier: Dossier, act: Act) -> None:
    """Raises ``NoDeadline`` or ``AlreadyRescheduled``."""
    if dossier.due_at is None:
        raise NoDeadline
    if is_used_up(dossier):
        raise AlreadyRescheduled


def is_used_up(dossier: Dossier) -> bool:
    return Apology.objects.signed().filter(dossier=dossier).exists()


def draft(dossier: Dossier, act: Act) -> None:
    """What the officer proposes; whoever signs may still change it. ``values``: ``note``, ``new_on`` (a day).

    Raises ``NotLater`` or ``ReasonMissing``.
    """
    apology = _written(dossier, act)
    apology.drafted_at, apology.drafted_by = act.at, act.by
    apology.save()


def reschedule(dossier: Dossier, act: Act) -> None:
    """Sign the apology and move the date. One given less than a working day before the deadline is late: it is marked
    so, and the figures keep the breach. Raises ``NotLater`` or ``ReasonMissing``."""
    apology = _written(dossier, act)
    apology.is_late = act.at > deadlines.apology_by(apology.due_before, work_calendar())
    apology.signed_at, apology.signed_by, apology.signed_in = act.at, act.by, dossier.last_event
    apology.signer_title = _title(dossier, act)
    apology.year, apology.number = numbers.draw(dossier.agency, YearCounter.Series.APOLOGY, act.at)
    apology.save()
    dossier.due_at = apology.due_after


def _written(dossier: Dossier, act: Act) -> Apology:
    """The dossier's one row with what ``act`` says, not saved yet."""
    assert dossier.due_at is not None  # noqa: S101  (the guard saw to it)
    due_after = deadlines.postponed_to(act.values["new_on"], work_calendar())
    if due_after <= dossier.due_at:
        raise NotLater
    if not act.text("note"):
        raise ReasonMissing
    apology = Apology.objects.filter(dossier=dossier).first() or Apology(dossier=dossier, drafted_at=act.at)
    apology.agency, apology.due_before, apology.due_after = dossier.agency, dossier.due_at, due_after
    apology.reason = act.text("note")
    return apology


def _title(dossier: Dossier, act: Act) -> str:
    """As what the leader signs."""
    posts = act.by.posts.current().filter(role=Role.LEADER, agency=dossier.agency) if act.by else ()
    return next((post.title for post in posts), "")


# --- By the clock -----------------------------------------------------------------------------


def at_risk(now: datetime) -> QuerySet[Dossier]:
    """Running dossiers whose date comes near or has passed and has not been moved yet."""
    running = Dossier.objects.filter(status__in=(Status.RECEIVED, Status.IN_PROCESS), due_at__lte=now + LOOKED_AHEAD)
    return running.exclude(apology__signed_at__isnull=False).select_related("agency")


def draft_all(now: datetime | None = None) -> int:
    """An apology for every dossier at risk from two working days before its deadline, with a proposed date and a blank
    reason; one of an earlier date that nobody wrote on follows. Returns how many. Safe to repeat and to be killed."""
    now = now or timezone.now()
    calendar = work_calendar()
    return sum(
        _draft(dossier, now)
        for dossier in at_risk(now).filter(code__isnull=False).iterator()
        if dossier.due_at is not None and now >= deadlines.apology_drafted_from(dossier.due_at, calendar)
    )


def _draft(dossier: Dossier, now: datetime) -> bool:
    """Whether there was something to write. What an officer wrote stays."""
    assert dossier.due_at is not None  # noqa: S101
    dates = {"due_before": dossier.due_at, "due_after": deadlines.postponed(dossier.due_at, work_calendar())}
    old = Apology.objects.drafts().filter(dossier=dossier, drafted_by__isnull=True).exclude(due_before=dossier.due_at)
    if old.update(**dates, drafted_at=now):
        return True
    before = Apology.objects.filter(dossier=dossier).exists()
    if not before:
        rows = [Apology(dossier=dossier, agency=dossier.agency, drafted_at=now, **dates)]
        Apology.objects.bulk_create(rows, ignore_conflicts=True)
    return not before
