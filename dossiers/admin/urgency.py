"""How near the next legal term is, in words and never by colour alone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.desk.seat import near_ends
from dossiers.models import Dossier, Status

RUNNING = {Status.SUBMITTED, Status.RECEIVED, Status.IN_PROCESS}


@dataclass(frozen=True)
class Urgency:
    """``tone`` is one of overdue, near, intime, none (the class of the row); ``words`` stand beside it."""

    tone: str
    words: str
    at: datetime | None = None


def urgency(dossier: Dossier, now: datetime | None = None, near: datetime | None = None) -> Urgency:
    """A finished dossier waits for the citizen and is late for nobody (A6: finished is status 9). What is due before
    ``near``, the end of the next working day, is near."""
    at = dossier.due_at or dossier.reception_due_at
    if dossier.status == Status.FINISHED:
        return Urgency("none", _("waits to be fetched"))
    if dossier.status == Status.SUPPLEMENT:
        return Urgency("none", _("waits for the citizen"))
    if dossier.status == Status.FINANCIAL_DUTY:
        return Urgency("none", _("waits for payment"))
    if dossier.status == Status.STOPPED:
        return Urgency("none", _("stopped"))
    if dossier.status not in RUNNING or at is None:
        return Urgency("none", _("no term running"))
    now = now or timezone.now()
    days = (timezone.localdate(at) - timezone.localdate(now)).days
    if at < now:
        return Urgency("overdue", _late(-days), at)
    if at < (near or near_ends(now)):
        return Urgency("near", _soon(days), at)
    return Urgency("intime", ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}, at)


def _soon(days: int) -> str:
    """Monday is near on a Friday."""
    if not days:
        return _("due today")
    return _("due tomorrow") if days == 1 else _("due on the next working day")


def _late(days: int) -> str:
    if not days:
        return _("overdue today")
    return ngettext("overdue by %(n)s day", "overdue by %(n)s days", days) % {"n": days}
