"""What waits for the administrators of the catalogue: figures, each with the list behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.calendar.current import work_calendar
from procedures import terms
from procedures.models import AskedQuery, Decision, Edition

RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Figure:
    """``is_pressing``: a term ends or people are not helped."""

    name: str
    label: str | Promise
    number: int
    address: str
    is_pressing: bool = False


def figures(now: datetime) -> Iterator[Figure]:
    """In the order of urgency."""
    pressing = terms.pressing(work_calendar(), now).count()
    yield Figure("term", _("decisions on the last day of entry or overdue"), pressing,
                 _list("decision", han="gap"), is_pressing=True)  # fmt: skip
    states = Decision.State
    for state, label in ((states.DRAFT, _("decisions in work")), (states.SCHEDULED, _("decisions wait for their day"))):
        number = Decision.objects.filter(state=state).count()
        yield Figure(f"decision-{state}", label, number, _list("decision", state__exact=state))
    drafts = Edition.objects.filter(state=Edition.State.DRAFT).count()
    yield Figure("drafts", _("drafts in work"), drafts, _list("edition", state__exact=Edition.State.DRAFT))
    yield from _searches(timezone.localdate(now) - RECENT)


def _searches(since: date) -> Iterator[Figure]:
    asked = AskedQuery.objects.filter(day__gte=since)
    nothing, unopened = asked.filter(found=0).count(), asked.filter(found__gt=0, opened=0).count()
    label = _("searches of 30 days that found nothing")
    yield Figure(
        "nothing", label, nothing, _list("askedquery", outcome="nothing", day__gte=since.isoformat()), is_pressing=True
    )
    label = _("searches of 30 days where nobody opened anything")
    yield Figure("unopened", label, unopened, _list("askedquery", outcome="unopened", day__gte=since.isoformat()))


def _list(model: str, **filters: str) -> str:
    return f"{reverse(f'admin:procedures_{model}_changelist')}?{urlencode(filters)}"
