"""How near the next legal term is, in words and never by colour alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.models import Dossier, Status

NEAR = timedelta(days=1)


@dataclass(frozen=True)
class Urgency:
    """``tone`` is one of overdue, near, intime, none (the class of the row); ``words`` stand beside it."""

    tone: str
    words: str
    at: datetime | None


def urgency(dossier: Dossier, now: datetime | None = None) -> Urgency:
    """A finished dossier waits for the citizen and is late for nobody (A6: finished is status 9)."""
    at = dossier.due_at or dossier.reception_due_at
    if dossier.status not in {Status.SUBMITTED, Status.RECEIVED, Status.IN_PROCESS} or at is None:
        return Urgency("none", _("no term running"), at if dossier.status == Status.FINISHED else None)
    left = at - (now or timezone.now())
    if left < timedelta(0):
        days = (-left).days
        late = (
            ngettext("overdue by %(n)s day", "overdue by %(n)s days", days) % {"n": days}
            if days
            else _("overdue today")
        )
        return Urgency("overdue", late, at)
    if left <= NEAR:
        return Urgency("near", _("due within a day"), at)
    return Urgency("intime", ngettext("%(n)s day left", "%(n)s days left", left.days) % {"n": left.days}, at)
