"""What the templates of a procedure's page and its checklist show, in words and rows."""

from collections.abc import Iterator
from datetime import date, time
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Level
from portal.calendar.current import work_calendar
from portal.calendar.week import WorkCalendar
from portal.templatetags.words import WEEKDAYS
from procedures import fees, presentation, structured
from procedures.at_a_glance import papers_in_words, price
from procedures.choice import ChoiceForm
from procedures.guides import for_procedure
from procedures.models import Channel, Decision, DecisionLine, Procedure, Responsibility
from procedures.sheet import Choice, Sheet
from procedures.similar import similar


def parts(procedure: Procedure, sheet: Sheet, form: ChoiceForm) -> dict[str, Any]:
    choice, edition, today = form.choice(), sheet.edition, timezone.localdate()
    limit, lines, description = sheet.limit(choice), sheet.fee_lines(choice, today), _description(sheet, choice)
    return {
        "procedure": procedure,
        "edition": edition,
        "sheet": sheet,
        "form": form,
        "choice": choice,
        "channel": Channel(choice.channel).label,
        "levels": presentation.levels(edition),
        "refusal": presentation.not_online(edition),
        "results": presentation.results(edition),
        "limit": limit,
        "length": presentation.duration(limit) if limit else "",
        "lines": lines,
        "total": fees.total(lines),
        "price": price(sheet, choice, lines),
        "exemptions": _exemptions(sheet, today),
        "papers": sheet.papers(choice),
        "papers_in_words": papers_in_words(sheet, choice),
        "where": list(_where(sheet)),
        "how": HOW[Channel(choice.channel)],
        "hours": _hours(work_calendar(), today),
        "successor": _successor(procedure),
        "decided": DecisionLine.objects.filter(edition=edition).select_related("decision").first(),
        "similar": similar(edition),
        "guides": list(for_procedure(procedure)),
        "address": structured.address(procedure.code),
        "description": description,
        "structured": structured.government_service(procedure, sheet, lines, description),
        "locale": {"vi": "vi_VN", "en": "en_GB"}[get_language() or "vi"],
    }


def _description(sheet: Sheet, choice: Choice) -> str:
    """For search engines and previews: what it is, without markup."""
    edition, limit = sheet.edition, sheet.limit(choice)
    length = presentation.duration(limit) if limit else ""
    said = [edition.name, edition.field.name, length, papers_in_words(sheet, choice)]
    return " · ".join(str(part) for part in said if part)[:300]


def _exemptions(sheet: Sheet, on: date) -> list[Any]:
    """One row a group, whatever fees and channels it holds for."""
    rows = {entry.group: entry for entry in reversed(sheet.exemptions) if fees.is_valid(entry, on)}
    return [entry for entry in sheet.exemptions if rows.get(entry.group) is entry]


def _where(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """(level, who): as the edition names them, failing that by level."""
    named = [part for part in sheet.edition.responsibilities.all() if part.part != Responsibility.Part.COORDINATING]
    for part in named:
        yield str(part.get_level_display()), str(part.agency or EVERY[Level(part.level)])
    if not named:
        yield from (("", name) for name in presentation.deciding(sheet.edition))


EVERY = {
    Level.MINISTRY: _("agencies of the central level"),
    Level.PROVINCE: _("agencies of the provincial level"),
    Level.DISTRICT: _("all 10 district people's committees"),
    Level.COMMUNE: _("all 209 commune people's committees"),
}


HOW = {
    Channel.ONLINE: (
        _("Sign in with your account of the national public service portal."),
        _("Answer the questions. What is known of you is filled in already."),
        _("Add photographs or PDF files of your papers."),
        _("Read it through and send it. You get a number at once and are told of every step."),
    ),
    Channel.COUNTER: (
        _("Bring your papers to the place named under “Where to go”."),
        _("The official looks through them with you and gives you a receipt with the day of the result."),
        _("Come back on that day with the receipt and fetch the result."),
    ),
    Channel.POST: (
        _("Hand your papers over at a post office, addressed to the place named under “Where to go”."),
        _("The time limit runs from the day the agency has them; it lets you know."),
        _("The result comes to you by post. You pay the postage to the post office."),
    ),
}
"""What to do, by the way of filing."""


def _hours(calendar: WorkCalendar, today: date) -> list[tuple[str, tuple[str, ...]]]:
    """(days, hours) of an ordinary week from ``today``; days that follow each other with the same hours are one row."""
    week = [_day_hours(calendar, weekday, today) for weekday in range(7)]
    rows = []
    for hours, days in groupby(range(7), key=lambda weekday: week[weekday]):
        run = list(days)
        if hours:
            names = [str(WEEKDAYS[weekday]) for weekday in (run[0], run[-1])]
            rows.append((" – ".join(dict.fromkeys(names)), hours))
    return rows


def _day_hours(calendar: WorkCalendar, weekday: int, today: date) -> tuple[str, ...]:
    valid = [hours for hours in calendar.hours if hours.weekday == weekday and hours.is_valid(today)]
    return tuple(
        f"{_clock(hours.starts_at)}–{_clock(hours.ends_at)}"
        for hours in sorted(valid, key=lambda entry: entry.starts_at)
    )


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"


def _successor(procedure: Procedure) -> Procedure | None:
    """What has taken the place of a procedure that is not in use any more."""
    if procedure.is_used:
        return None
    line = (
        DecisionLine.objects.filter(
            procedure=procedure, effect=DecisionLine.Effect.REPLACED, decision__state=Decision.State.PUBLISHED
        )
        .select_related("successor__current")
        .order_by("-decision__signed_on", "-pk")
        .first()
    )
    return line.successor if line else None
