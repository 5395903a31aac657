"""What the desk shows of a dossier's way: each passage through a step, what lies ahead, and what was asked and said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dossiers.models import Approval, Dossier, Opinion, Task, Verification
from dossiers.process.plan import Step, plan
from portal.agencies.models import Role
from portal.calendar import arithmetic
from portal.calendar.current import work_calendar
from portal.calendar.week import WorkCalendar
from portal.templatetags.words import vietnamese
from procedures import processes

AN_HOUR = 60
BACK = {Task.Outcome.RETURNED, Task.Outcome.SENT_BACK, Task.Outcome.TAKEN_BACK}
GIVEN_UP = gettext_lazy("the dossier ended without it")


@dataclass(frozen=True)
class Line:
    """One passage. ``state`` is ended, back, running, held or ahead; ``tone`` and ``words`` say how its term stands."""

    number: int
    name: str
    place: object
    state: str
    tone: str
    words: str
    used: str = ""
    task: Task | None = None
    branch: int = 1

    @property
    def who(self) -> object:
        """Who has it, or did it."""
        return self.task and (self.task.ended_by or self.task.assignee)


@dataclass(frozen=True)
class Course:
    """The whole way, oldest first; ``is_assumed``: the edition names no steps."""

    lines: Sequence[Line]
    approvals: Sequence[Approval]
    opinions: Sequence[tuple[Opinion, str, str]]
    verifications: Sequence[Verification]

    @property
    def is_assumed(self) -> bool:
        return any(line.task.is_assumed for line in self.lines if line.task)

    @property
    def parallel(self) -> set[int]:
        """Numbers whose steps run side by side."""
        return {line.number for line in self.lines if line.branch > 1}

    def __bool__(self) -> bool:
        return bool(self.lines or self.opinions or self.verifications)


def course(dossier: Dossier) -> Course:
    now = timezone.now()
    opinions = dossier.opinions.select_related("agency", "asked_by", "answered_by", "file__stored").order_by("pk")
    approvals = dossier.approvals.select_related("proposed_by", "decided_by").order_by("pk")
    verifications = dossier.verifications.select_related("recorded_by", "file__stored").order_by("pk")
    return Course(
        _lines(dossier, now), list(approvals), [(one, *_term(one, now)) for one in opinions], list(verifications)
    )


def _lines(dossier: Dossier, now: datetime) -> list[Line]:
    tasks = list(dossier.tasks.select_related("agency", "assignee", "ended_by").order_by("begun_at", "pk"))
    if not tasks:
        return []
    calendar = work_calendar()
    return [*(_passage(task, now, calendar) for task in tasks), *_ahead(dossier, tasks)]


def _passage(task: Task, now: datetime, calendar: WorkCalendar) -> Line:
    if task.ended_at is not None:
        state = "back" if task.outcome in BACK else "ended"
        late = task.is_late(now)
        words = _("late") if late else _("in time") if task.due_at else ""
        tone = "overdue" if late else "intime"
    else:
        state = "running" if task.running_since else "held"
        tone, words = _left(task, now, calendar)
    place = vietnamese(task.unit or task.agency)
    return Line(task.number, task.name, place, state, tone, words, _used(task, now, calendar), task, task.branch)


def _left(task: Task, now: datetime, calendar: WorkCalendar) -> tuple[str, str]:
    """The tone and the words of a step that is not done yet."""
    if task.running_since is None:
        return "none", _("held while the citizen is waited for")
    if task.due_at is None:
        return "none", _("no term of its own")
    minutes = arithmetic.working_minutes_between(calendar, now, task.due_at)
    hours = -(-abs(minutes) // AN_HOUR)
    if now > task.due_at:
        return "overdue", ngettext("%(n)s working hour late", "%(n)s working hours late", hours) % {"n": hours}
    tone = "near" if task.hours and minutes <= task.hours * AN_HOUR / 5 else "intime"
    return tone, ngettext("%(n)s working hour left", "%(n)s working hours left", hours) % {"n": hours}


def _used(task: Task, now: datetime, calendar: WorkCalendar) -> str:
    """Working hours used, of those the step has."""
    running = arithmetic.working_minutes_between(calendar, task.running_since, now) if task.running_since else 0
    used = processes.said((Decimal(task.minutes + max(running, 0)) / AN_HOUR).quantize(Decimal("0.1")))
    if task.hours is None:
        return _("%(used)s hours") % {"used": used}
    return _("%(used)s of %(all)s hours") % {"used": used, "all": processes.said(task.hours)}


def _ahead(dossier: Dossier, tasks: Sequence[Task]) -> list[Line]:
    """The steps the dossier has not come to; none once it has ended."""
    here = [task.number for task in tasks if task.ended_at is None]
    if not here:
        return []
    foreseen = plan(dossier)
    groups = [*foreseen.reception[1:], *foreseen.inner, *foreseen.returning]
    return [_foreseen(step) for group in groups for step in group if step.number > max(here)]


def _foreseen(step: Step) -> Line:
    hours = "" if step.hours is None else _("%(all)s hours") % {"all": processes.said(step.hours)}
    place = vietnamese(step.unit) if step.unit else Role(step.role).label
    return Line(step.number, step.name, place, "ahead", "none", hours, branch=step.branch)


def _term(opinion: Opinion, now: datetime) -> tuple[str, str]:
    """The tone of its tag and the words: waited for or answered, and whether late."""
    late = opinion.is_late(now)
    if opinion.answered_at:
        return ("refused", _("answered late")) if late else ("done", _("answered in time"))
    if opinion.closed_at:
        return "stopped", str(GIVEN_UP)
    return ("refused", _("overdue")) if late else ("active", _("waited for"))
