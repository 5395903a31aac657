"""A dossier's way through its steps: they begin, rest, go on and end with the national status, under its lock.

``follow`` is called by ``workflow.perform`` after every act, so whatever changes the status moves the steps too.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from dossiers.act import Act
from dossiers.models import Approval, Dossier, Involvement, Opinion, Status, Task
from dossiers.process.plan import Group, Step, places, plan
from portal.accounts.models import User
from portal.agencies.models import Agency, Post
from portal.calendar import arithmetic
from portal.calendar.current import work_calendar

Outcome, Decision = Task.Outcome, Approval.Decision
JOINT, CONSULTED = Involvement.Part.JOINT, Involvement.Part.CONSULTED
HELD = frozenset({Status.SUPPLEMENT, Status.FINANCIAL_DUTY, Status.STOPPED})
AN_HOUR = 60


# --- Beginning and ending ------------------------------------------------------------------------


def begin(dossier: Dossier, group: Group, at: datetime, assignee: User | None = None) -> list[Task]:
    """Open every branch of ``group`` at once (Đ.19.6); ``assignee`` gets those that are for a post of theirs."""
    return [_begin(dossier, step, agency, at, assignee) for step, agency in places(dossier, group)]


def _begin(dossier: Dossier, step: Step | Task, agency: Agency, at: datetime, assignee: User | None) -> Task:
    task = Task(dossier=dossier, agency=agency, begun_at=at, running_since=at)
    for name in ("number", "branch", "name", "unit", "role", "hours", "is_assumed"):
        setattr(task, name, getattr(step, name))
    if assignee is not None and holds(assignee, task):
        task.assignee, task.assigned_at = assignee, at
    task.due_at = due(task.hours, at)
    task.save(force_insert=True)
    if takes_part(task):
        involve(dossier, agency, JOINT, at)
    return task


def due(hours: Decimal | None, at: datetime) -> datetime | None:
    return None if hours is None else arithmetic.due_hours(work_calendar(), at, hours)


def end(task: Task, outcome: Task.Outcome, act: Act, *, remark: str = "") -> None:
    """It is over for now; how long it took in office time is kept for the figures."""
    _rest(task, act.at)
    task.ended_at, task.ended_by, task.outcome, task.remark = act.at, act.by, outcome, remark
    task.save()
    if takes_part(task) and not task.dossier.tasks.open().filter(agency=task.agency_id).exists():
        leave(task.dossier, task.agency, JOINT, act.at)


def takes_part(task: Task) -> bool:
    """Whether its agency sees the dossier by this step alone: neither decides nor receives."""
    return task.agency_id not in (task.dossier.agency_id, task.dossier.received_by_id)


def _rest(task: Task, at: datetime) -> None:
    if task.running_since is not None:
        worked = arithmetic.working_minutes_between(work_calendar(), task.running_since, at)
        task.minutes, task.running_since = task.minutes + max(worked, 0), None


def end_all(dossier: Dossier, outcome: Task.Outcome, act: Act, *, remark: str = "") -> None:
    for task in open_tasks(dossier):
        end(task, outcome, act, remark=remark)


def open_tasks(dossier: Dossier) -> QuerySet[Task]:
    return dossier.tasks.open().select_related("agency", "assignee").order_by("number", "branch")


def advance(dossier: Dossier, number: int, at: datetime, assignee: User | None = None) -> list[Task]:
    """The next number begins when every branch of this one is done."""
    if dossier.tasks.open().filter(number=number).exists():
        return []
    following = plan(dossier).after(number)
    return begin(dossier, following, at, assignee) if following else []


def again(task: Task, at: datetime, assignee: User | None = None) -> Task:
    """The same step once more, with its whole time (assumed: the law says nothing of a step done twice)."""
    return _begin(task.dossier, task, task.agency, at, assignee or task.assignee)


def holds(user: User, task: Task) -> bool:
    """Whether they have the post the step is for, this very day."""
    return Post.objects.current().filter(user=user, agency=task.agency, role=task.role).exists()


# --- Who sees the dossier ------------------------------------------------------------------------


def involve(dossier: Dossier, agency: Agency, part: Involvement.Part, at: datetime) -> None:
    Involvement.objects.get_or_create(dossier=dossier, agency=agency, part=part, until=None, defaults={"since": at})


def leave(dossier: Dossier, agency: Agency | None, part: Involvement.Part, at: datetime) -> None:
    """It sees the dossier no longer by this part; without ``agency`` nobody does."""
    parts = dossier.involvements.current().filter(part=part)
    (parts.filter(agency=agency) if agency else parts).update(until=at)


# --- With the national status --------------------------------------------------------------------


def follow(dossier: Dossier, before: Status, act: Act) -> None:
    """Bring the steps to where the status, just changed from ``before``, wants them."""
    if dossier.status == before:
        return
    if dossier.status in HELD:
        hold(dossier, act)
    elif before in HELD and dossier.status in {Status.RECEIVED, Status.IN_PROCESS}:
        resume(dossier, before, act.at)
    else:
        AT.get(Status(dossier.status), _nothing)(dossier, act)


def _nothing(dossier: Dossier, act: Act) -> None:
    """Before acceptance there are no steps."""


def _received(dossier: Dossier, act: Act) -> None:
    for group in plan(dossier).reception[:1]:
        begin(dossier, group, act.at, act.by)


def _handed_on(dossier: Dossier, act: Act) -> None:
    """The first step at the deciding agency (Đ.18.2)."""
    end_all(dossier, Outcome.FORWARDED, act)
    begin(dossier, plan(dossier).inner[0], act.at)


def _decided(dossier: Dossier, act: Act) -> None:
    """What the leader issues is approved by that (one act); nothing is waited for any longer."""
    dossier.approvals.pending().update(decision=Decision.APPROVED, decided_at=act.at, decided_by=act.by)
    _close(dossier, act, Outcome.DONE)
    for group in plan(dossier).returning[:1]:
        begin(dossier, group, act.at)


def _returned(dossier: Dossier, act: Act) -> None:
    end_all(dossier, Outcome.DONE, act)


def _ended(dossier: Dossier, act: Act) -> None:
    withdraw_approvals(dossier, act)
    _close(dossier, act, Outcome.DROPPED)


def _close(dossier: Dossier, act: Act, outcome: Task.Outcome) -> None:
    end_all(dossier, outcome, act)
    Opinion.objects.open().filter(dossier=dossier).update(closed_at=act.at)
    leave(dossier, None, CONSULTED, act.at)
    leave(dossier, None, JOINT, act.at)


AT: Mapping[Status, Callable[[Dossier, Act], None]] = {
    Status.RECEIVED: _received,
    Status.IN_PROCESS: _handed_on,
    Status.FINISHED: _decided,
    Status.HANDED_OVER: _returned,
    Status.REFUSED: _ended,
    Status.WITHDRAWN: _ended,
}


def hold(dossier: Dossier, act: Act) -> None:
    """The clock of the open steps rests. A supplement takes an approval back: what was proposed is appraised anew."""
    if dossier.status == Status.SUPPLEMENT:
        _reappraise(dossier, act)
    for task in open_tasks(dossier):
        _rest(task, act.at)
        task.save(update_fields=["minutes", "running_since"])


def _reappraise(dossier: Dossier, act: Act) -> None:
    approval = dossier.approvals.live().select_related("task__agency", "proposed_by").first()
    if approval is None:
        return
    withdraw_approvals(dossier, act)
    end_all(dossier, Outcome.RETURNED, act)
    again(approval.task, act.at, approval.proposed_by)


def withdraw_approvals(dossier: Dossier, act: Act) -> None:
    dossier.approvals.live().update(decision=Decision.WITHDRAWN, decided_at=act.at, decided_by=act.by)


def resume(dossier: Dossier, before: Status, at: datetime) -> None:
    """After a supplement the steps have their whole time again, as the dossier has (Đ.19.4); else what was left."""
    for task in open_tasks(dossier):
        used = Decimal(0) if before == Status.SUPPLEMENT else Decimal(task.minutes) / AN_HOUR
        left = None if task.hours is None else max(task.hours - used, Decimal(0))
        task.running_since, task.due_at = at, due(left, at)
        task.save(update_fields=["running_since", "due_at"])
