"""The first line of a procedure's page: what filing now comes to, from the functions that dossiers use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.calendar import arithmetic
from portal.calendar.week import CalendarNotPublished, OfficeHoursUnknown, WorkCalendar
from portal.templatetags.words import WEEKDAYS, money, vietnamese
from procedures import deadlines, fees, presentation
from procedures.deadlines import Promise
from procedures.fees import Line
from procedures.models import Channel, Fee
from procedures.sheet import Choice, Sheet

WHOLE = 100
A_MINUTE = timedelta(minutes=1)
ONE_OF = {"", "lần", "hồ sơ", "việc", "lần/người", "trường hợp"}
"""Units of which there is one in an ordinary dossier: the amount is what one pays."""


@dataclass(frozen=True)
class Glance:
    """``lead`` says from when, ``parts`` what it comes to, ``note`` how the day is reckoned."""

    lead: str
    parts: list[str]
    note: str


def glance(sheet: Sheet, choice: Choice, now: datetime, calendar: WorkCalendar) -> Glance:
    limit = sheet.limit(choice)
    try:
        promise = deadlines.promise(limit, now, choice.channel, calendar)
        opening = arithmetic.start(calendar, now)
    except (CalendarNotPublished, OfficeHoursUnknown):
        promise, opening = Promise(None, None), now
    waits = choice.channel == Channel.COUNTER and opening > now
    lead = _("File when the office opens at %(at)s") % {"at": appointment(opening, now)} if waits else _("File now")
    length = presentation.duration(limit) if limit and deadlines.is_known(limit) else ""
    parts = [_when(promise, length, choice, now), *_parts(sheet, choice, timezone.localdate(now))]
    return Glance(lead, parts, _note(promise, now))


def glance_and_end(sheet: Sheet, choice: Choice, now: datetime, calendar: WorkCalendar) -> tuple[Glance, datetime]:
    """The line, and until when it is true.

    The line tells minutes, and the day, the office hours and 15:00 turn on whole ones. Who files later is never due
    earlier: what is the same now and at the last instant of this minute is the same in between. Where it is not, the
    line is true for this instant only.
    """
    shown, end = glance(sheet, choice, now, calendar), now.replace(second=0, microsecond=0) + A_MINUTE
    last = glance(sheet, choice, end - timedelta.resolution, calendar)
    return shown, end if last == shown else now


def appointment(at: datetime, now: datetime) -> str:
    """17:00 thứ Sáu 04/12; with the year where it is another."""
    local = timezone.localtime(at)
    year = "" if local.year == timezone.localtime(now).year else f"/{local.year}"
    return f"{local:%H:%M} {WEEKDAYS[local.weekday()]} {local:%d/%m}{year}"


def _when(promise: Promise, length: str, choice: Choice, now: datetime) -> str:
    if promise.due_at:
        return _("result at %(at)s") % {"at": appointment(promise.due_at, now)}
    if not length:
        return _("the agency tells you the day of the result")
    if choice.channel == Channel.POST:
        return _("result %(length)s after the agency has the papers") % {"length": length}
    return _("result after %(length)s") % {"length": length}


def _note(promise: Promise, now: datetime) -> str:
    if promise.answered_by is None:
        return ""
    words = _("The one-stop unit answers by %(at)s at the latest, within eight working hours.")
    told = words % {"at": appointment(promise.answered_by, now)}
    if not promise.due_at:
        return told
    return f"{told} " + _("The time limit runs from then; received earlier, the result is due earlier.")


def _parts(sheet: Sheet, choice: Choice, on: date) -> Iterator[str]:
    yield papers_in_words(sheet, choice)
    if choice.channel == Channel.ONLINE:
        minutes = sheet.minutes(choice)
        yield ngettext("about %(n)s minute", "about %(n)s minutes", minutes) % {"n": minutes}
    yield price(sheet, choice, sheet.fee_lines(choice, on))


def papers_in_words(sheet: Sheet, choice: Choice) -> str:
    papers = sheet.papers(choice)
    if not sheet.components:
        return _("papers not listed here")
    needed = len(papers.needed)
    words = ngettext("%(n)s paper", "%(n)s papers", needed) % {"n": needed}
    if not papers.perhaps:
        return words if needed else _("no papers")
    return _("%(papers)s, more in some cases") % {"papers": words} if needed else _("papers in some cases")


# --- The price in few words -------------------------------------------------------------------


def price(sheet: Sheet, choice: Choice, lines: list[Line]) -> str:
    """Never nought for what is not known."""
    if not lines:
        return _("no fee stated")
    waits = bool(sheet.open_questions(choice))
    total = fees.total(lines)
    if total is None:
        return _unknown(sheet, lines, choice)
    if len(lines) == 1 and total and _unit(lines[0]):
        return format_html("{} / {}", money(total), vietnamese(_unit(lines[0])))
    if waits and any(line.fee and line.fee.condition for line in lines):
        return _("fee depends on your answers")
    return money(total) if total else _("free of charge")


def _unit(line: Line) -> str:
    """What the amount of a published row is counted by, where that may be more than one."""
    fee = line.fee
    return fee.per if fee and fee.rule == Fee.Rule.FIXED and fee.per not in ONE_OF and not line.exemption else ""


def _unknown(sheet: Sheet, lines: list[Line], choice: Choice) -> str:
    rows = [line.fee for line in lines if line.fee and line.fee.rule == Fee.Rule.LISTED]
    listed = sorted(row.amount for row in rows if row.amount is not None)
    if listed:
        return _("%(least)s to %(most)s") % {"least": money(listed[0]), "most": money(listed[-1])}
    waiting = [line.fee for line in lines if line.missing and line.fee and line.fee.amount]
    if waiting and len(lines) == 1:
        return _("from %(price)s") % {"price": money(waiting[0].amount)}
    free = [entry for entry in sheet.exemptions if entry.percent == WHOLE and entry.group != choice.group]
    if free:
        name = free[0].name
        return format_html("{} {}", _("free of charge if:"), vietnamese(name[:1].lower() + name[1:]))
    return _("fee told later") if any(_is_notice(line) for line in lines) else _("fee not stated")


def _is_notice(line: Line) -> bool:
    return line.fee is not None and line.fee.rule == Fee.Rule.NOTICE
