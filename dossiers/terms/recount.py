"""Counting open deadlines anew when the calendar of working days has changed: one line of history each, the first due
date stays. What was held, and the day an apology named, move the new date as they moved the old one."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dossiers import clock
from dossiers.act import Act, Refusal
from dossiers.models import Dossier, DossierQuerySet, Status
from portal.calendar.current import work_calendar
from procedures import deadlines

NAME = "recount"
OPEN = (Status.SUBMITTED, Status.RECEIVED, Status.IN_PROCESS)


class NothingChanged(Refusal):
    message = _("The date is as the calendar has it.")


def running() -> DossierQuerySet:
    """What has a date that the calendar moves; what waits for the citizen is counted when it goes on."""
    return Dossier.objects.filter(status__in=OPEN).exclude(due_at__isnull=True, reception_due_at__isnull=True)


def has_changed(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingChanged``: repeating a recount writes nothing."""
    if counted(dossier) == _stored(dossier):
        raise NothingChanged


def counted(dossier: Dossier) -> datetime | None:
    """By the calendar as it stands: when the result, or before acceptance reception's answer, is due."""
    if dossier.status != Status.SUBMITTED:
        return clock.counted_due(dossier)
    begun = clock.reception_since(dossier)
    return deadlines.reception_due(begun, work_calendar()) if begun else None


def _stored(dossier: Dossier) -> datetime | None:
    return dossier.reception_due_at if dossier.status == Status.SUBMITTED else dossier.due_at


def recount(dossier: Dossier, act: Act) -> None:
    if dossier.status == Status.SUBMITTED:
        dossier.reception_due_at = counted(dossier)
    else:
        dossier.due_at = counted(dossier)
