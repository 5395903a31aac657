"""How a due date came about: used so far in one line, and every day of it on a page of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from dossiers import clock
from dossiers.clock import Clock, Round
from dossiers.models import Dossier, Status
from dossiers.outlook import outlook
from dossiers.views.draft import find
from dossiers.views.ended_session import signed_in
from dossiers.views.forms import vietnamese
from portal.calendar.models import WorkDay
from portal.calendar.week import REST, DayKind
from procedures.elapsed import CountedDay, Use
from procedures.models import TimeLimit
from procedures.presentation import duration

Unit = TimeLimit.Unit
USED: dict[str, Promise] = {
    Unit.WORKING_DAYS: _("%(used)s of %(total)s working days used"),
    Unit.CALENDAR_DAYS: _("%(used)s of %(total)s days used"),
    Unit.HOURS: _("%(used)s of %(total)s working hours used"),
}
COUNTS: dict[str, Promise] = {
    Unit.WORKING_DAYS: _("working day %(count)s"),
    Unit.CALENDAR_DAYS: _("day %(count)s"),
    Unit.MONTHS: _("month %(count)s is full"),
    Unit.HOURS: _("%(count)s working hours in all"),
    Unit.SAME_DAY: _("%(count)s working hours in all"),
}
KINDS: dict[DayKind, Promise] = {
    DayKind.WEEKEND: _("weekend"),
    DayKind.HOLIDAY: _("public holiday"),
    DayKind.MAKEUP: _("made up for a day off"),
}
IN_CALENDAR_DAYS = {Unit.CALENDAR_DAYS, Unit.MONTHS}
NEAR = 80
"""From so many percent on the bar warns."""


@dataclass(frozen=True)
class Meter:
    """How much is used, as a bar and in words; ``tone`` is intime, near, overdue, or none where nothing runs."""

    percent: int
    words: str
    tone: str


@dataclass(frozen=True)
class DayLine:
    day: date
    words: SafeString
    counts: bool
    is_today: bool


@dataclass(frozen=True)
class RoundShown:
    """``counted_from`` where that is not the instant it was complete; ``waited``: days from the request for a
    supplement to its completion, or to now."""

    round: Round
    meter: Meter
    days: list[DayLine]
    is_outdated: bool
    counted_from: datetime | None
    waited: int
    law_due: datetime | None
    """Where something moved the date: what the limit alone comes to."""


@require_GET
@signed_in
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = find(request, uuid)
    found = clock.running(dossier)
    if found is None:
        raise Http404
    holidays = _holidays(found)
    context = {
        "dossier": dossier,
        "outlook": outlook(dossier),
        "length": duration(found.limit),
        "in_hours": found.limit.unit in {Unit.HOURS, Unit.SAME_DAY},
        "is_reception": dossier.received_at is None,
        "rounds": [_round(found, one, holidays) for one in found.rounds],
    }
    return render(request, "dossiers/deadline.html", context)


# --- In one line ------------------------------------------------------------------------------


def meter(dossier: Dossier) -> Meter | None:
    """For the dossier's own page; ``None`` where no limit runs or ran."""
    found = clock.running(dossier)
    if found is None:
        return None
    shown = _meter(found.use)
    is_still = dossier.status not in {Status.SUBMITTED, Status.RECEIVED, Status.IN_PROCESS}
    return Meter(shown.percent, shown.words, "none") if is_still and shown.tone != "overdue" else shown


def _meter(use: Use) -> Meter:
    words = str(USED[use.unit]) % {"used": number(use.used), "total": number(use.total)}
    if use.days_late:
        late = ngettext("overdue by %(n)s working day", "overdue by %(n)s working days", use.days_late)
        return Meter(100, f"{words}, {late % {'n': use.days_late}}", "overdue")
    return Meter(use.percent, words, "near" if use.percent >= NEAR else "intime")


def number(value: Decimal) -> str:
    """2.5 as the language of the page writes it."""
    return str(localize(value.normalize() if value % 1 else int(value)))


# --- Day by day -------------------------------------------------------------------------------


def _round(found: Clock, one: Round, holidays: dict[date, str]) -> RoundShown:
    until = one.resumed_at or found.now
    waited = (timezone.localdate(until) - timezone.localdate(one.stopped_at)).days if one.stopped_at else 0
    lines = [_line(found, one, counted, holidays) for counted in found.days_of(one)]
    begun = found.begun(one)
    counted_from = begun if begun != one.begun_at and found.unit_of(one) not in IN_CALENDAR_DAYS else None
    law_due = found.law_due(one) if one.is_moved else None
    return RoundShown(one, _meter(found.use_of(one)), lines, found.is_outdated(one), counted_from, waited, law_due)


def _line(found: Clock, one: Round, counted: CountedDay, holidays: dict[date, str]) -> DayLine:
    stopped = one.stopped_at is not None and counted.day > timezone.localdate(one.stopped_at)
    counts = counted.count is not None and not stopped
    return DayLine(
        counted.day,
        _stopped() if stopped else _joined(_words(found.unit_of(one), counted, holidays)),
        counts,
        counted.day == timezone.localdate(found.now),
    )


def _stopped() -> SafeString:
    return format_html("{}", _("not counted: a supplement had been asked for"))


def _joined(words: Iterator[str | SafeString]) -> SafeString:
    return format_html_join(", ", "{}", ((word,) for word in words))


def _words(unit: str, counted: CountedDay, holidays: dict[date, str]) -> Iterator[str | SafeString]:
    if counted.kind in KINDS:
        yield holidays.get(counted.day) or str(KINDS[counted.kind])
    if counted.count is not None:
        yield str(COUNTS[unit]) % {"count": number(counted.count)}
    elif counted.kind in REST:
        yield str(_("not counted"))
    elif unit == Unit.HOURS:
        yield str(_("not counted: the time stood still"))


def _holidays(found: Clock) -> dict[date, str]:
    """What the special days within the rounds are called."""
    first, last = timezone.localdate(found.rounds[0].begun_at), timezone.localdate(found.present.due_at)
    within = WorkDay.objects.filter(date__gte=first - timedelta(days=1), date__lte=last)
    return {day: vietnamese(name) for day, name in within.values_list("date", "name")}
