"""Who does a step, and passing it on, back, or taking it back (NĐ 61/2018 Đ.18-19).

A guard says whether it could be done at all, the effect reads what was typed; both under the dossier's lock.
"""

from collections.abc import Iterable

from dossiers.act import Act
from dossiers.models import Dossier, Task
from dossiers.process import course
from dossiers.process.course import Outcome
from dossiers.process.look import Look, is_theirs, look
from dossiers.process.plan import is_leaders
from dossiers.process.refusals import (
    AlreadyTaken,
    ApprovalNeeded,
    DecideFirst,
    FirstStep,
    LastStep,
    NobodyToAssign,
    NoStepForYou,
    NothingToTakeBack,
    NotOfThatPost,
    ReasonMissing,
    TheirOwnDossier,
)
from portal.accounts.models import User
from portal.agencies.models import Post, Role

OFFICIAL, TASK, REMARK = "official", "task", "remark"


def reason(act: Act) -> str:
    """Raises ``ReasonMissing``."""
    if not act.text(REMARK).strip():
        raise ReasonMissing
    return act.text(REMARK)


# --- Claim ---------------------------------------------------------------------------------------


def may_claim(dossier: Dossier, act: Act) -> None:
    """Raises ``NoStepForYou``, or ``AlreadyTaken`` with who has it."""
    seen = look(dossier, act)
    fitting = [task for task in seen.tasks if seen.fits(task) and task.role != Role.LEADER]
    if any(seen.is_free(task) for task in fitting):
        return
    taken = next((task.assignee for task in fitting if task.assignee and task.assignee != act.by), None)
    raise AlreadyTaken(taken) if taken else NoStepForYou


def claim(dossier: Dossier, act: Act) -> None:
    seen = look(dossier, act)
    task = next(task for task in seen.tasks if seen.fits(task) and task.role != Role.LEADER and seen.is_free(task))
    _give(task, act.by, act)


def _give(task: Task, to: User | None, act: Act) -> None:
    task.assignee, task.assigned_at = to, act.at
    task.save(update_fields=["assignee", "assigned_at"])


# --- Assign (phân công, Đ.19.1) -------------------------------------------------------------------


def assignable(seen: Look) -> list[Task]:
    """Open steps of officers at agencies this person leads."""
    led = {agency for agency, role in seen.posts if role == Role.LEADER}
    return [task for task in seen.tasks if task.role == Role.OFFICER and task.agency_id in led]


def assigning(seen: Look) -> Task | None:
    """The leader's own step that assigning ends: nothing is proposed yet, and an officer's step comes next."""
    task = seen.own
    if task is None or task.role != Role.LEADER or seen.approval is not None or seen.siblings(task):
        return None
    following = seen.plan.after(task.number)
    return task if any(step.role == Role.OFFICER for step in following or []) else None


def candidates(seen: Look, agencies: Iterable[int]) -> list[Post]:
    """The officers of today at these agencies, but those whose own dossier it is."""
    posts = Post.objects.current().filter(agency__in=agencies, role=Role.OFFICER, user__is_active=True)
    found = posts.select_related("user", "agency").order_by("agency", "user__full_name", "pk")
    return [post for post in found if not is_theirs(seen.dossier, post.user)]


def may_assign(dossier: Dossier, act: Act) -> None:
    """Raises ``NobodyToAssign``."""
    seen = look(dossier, act)
    if not assignable(seen) and assigning(seen) is None:
        raise NobodyToAssign


def assign(dossier: Dossier, act: Act) -> None:
    """``values``: ``official`` (a person, or their key), ``task`` (its key, where there are several), ``remark``.

    Raises ``NotOfThatPost`` or ``TheirOwnDossier``.
    """
    seen, official = look(dossier, act), _official(dossier, act)
    ended = assigning(seen)
    if ended is not None and not assignable(seen):
        course.end(ended, Outcome.ASSIGNED, act, remark=act.text(REMARK))
        begun = course.advance(dossier, ended.number, act.at, official)
        if not any(task.assignee == official for task in begun):
            raise NotOfThatPost
        return
    task = _meant(assignable(seen), act)
    if not course.holds(official, task):
        raise NotOfThatPost
    _give(task, official, act)


def _official(dossier: Dossier, act: Act) -> User:
    wanted = act.values.get(OFFICIAL)
    found = wanted if isinstance(wanted, User) else User.objects.filter(pk=wanted or 0, is_active=True).first()
    if found is None:
        raise NotOfThatPost
    if is_theirs(dossier, found):
        raise TheirOwnDossier
    return found


def _meant(tasks: list[Task], act: Act) -> Task:
    """The one named; of several unnamed the first. Raises ``NobodyToAssign``."""
    named = act.values.get(TASK)
    chosen = [task for task in tasks if not named or str(task.pk) == str(named)]
    if not chosen:
        raise NobodyToAssign
    return chosen[0]


# --- On ------------------------------------------------------------------------------------------


def may_pass_on(dossier: Dossier, act: Act) -> None:
    """Raises ``NotYourStep``, ``DecideFirst``, ``LastStep`` or ``ApprovalNeeded``."""
    seen = look(dossier, act)
    task = seen.own_step()
    if task.role == Role.LEADER and seen.pending:
        raise DecideFirst
    following = seen.plan.after(task.number)
    if following is None and not seen.siblings(task):
        raise LastStep
    if task.role != Role.LEADER and is_leaders(following) and _is_last_here(seen, task):
        raise ApprovalNeeded


def _is_last_here(seen: Look, task: Task) -> bool:
    """Whether the deciding agency has no other branch that could still propose."""
    here = seen.dossier.agency_id
    return task.agency_id == here and not any(other.agency_id == here for other in seen.siblings(task))


def pass_on(dossier: Dossier, act: Act) -> None:
    """``values``: ``remark``, for who comes next."""
    task = look(dossier, act).own_step()
    course.end(task, Outcome.FORWARDED, act, remark=act.text(REMARK))
    course.advance(dossier, task.number, act.at)


# --- Back ----------------------------------------------------------------------------------------


def may_return(dossier: Dossier, act: Act) -> None:
    """Raises ``NotYourStep``, ``DecideFirst`` or ``FirstStep``."""
    seen = look(dossier, act)
    task = seen.own_step()
    if seen.pending:
        raise DecideFirst
    if seen.plan.before(task.number) is None:
        raise FirstStep


def give_back(dossier: Dossier, act: Act) -> None:
    """To everybody of the step before, who do it again; an approval given meanwhile holds no longer.

    ``values``: ``remark``. Raises ``ReasonMissing``.
    """
    why, seen = reason(act), look(dossier, act)
    before = seen.plan.before(seen.own_step().number) or []
    course.withdraw_approvals(dossier, act)
    course.end_all(dossier, Outcome.RETURNED, act, remark=why)
    for task in course.begin(dossier, before, act.at):
        last = (
            dossier.tasks.filter(number=task.number, branch=task.branch, assignee__isnull=False).order_by("-pk").first()
        )
        if last and last.assignee and course.holds(last.assignee, task):
            _give(task, last.assignee, act)


# --- Take back (thu hồi) --------------------------------------------------------------------------


def passed_on(seen: Look) -> Task | None:
    """What this person passed on last, as long as nobody has begun what came of it."""
    last = (
        seen.dossier.tasks.filter(ended_at__isnull=False)
        .select_related("agency", "assignee")
        .order_by("-ended_at", "-pk")
        .first()
    )
    if last is None or last.ended_by_id != (seen.user.pk if seen.user else None):
        return None
    later = [task for task in seen.tasks if task.number > last.number]
    is_passed = last.outcome in {Outcome.FORWARDED, Outcome.SUBMITTED} and seen.fits(last)
    is_inner = seen.plan.step(last.number, last.branch) is not None
    return last if is_passed and is_inner and all(task.assignee_id is None for task in later) else None


def may_take_back(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingToTakeBack``."""
    seen = look(dossier, act)
    if passed_on(seen) is None:
        raise NothingToTakeBack


def take_back(dossier: Dossier, act: Act) -> None:
    seen = look(dossier, act)
    last = passed_on(seen)
    if last is None:
        raise NothingToTakeBack
    for task in seen.tasks:
        if task.number > last.number:
            course.end(task, Outcome.TAKEN_BACK, act)
    dossier.approvals.pending().update(decision="withdrawn", decided_at=act.at, decided_by=act.by)
    course.again(last, act.at, act.by)
