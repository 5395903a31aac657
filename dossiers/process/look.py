"""What the guards look at, read once for all of them: the open steps, who has them, what is proposed and asked."""

from dataclasses import dataclass
from functools import cached_property

from dossiers.act import Act
from dossiers.models import Approval, Dossier, Opinion, Task
from dossiers.process import course
from dossiers.process.plan import Plan, plan
from dossiers.process.refusals import NotYourStep
from dossiers.standing import Ties
from portal.accounts.models import User
from portal.agencies.models import Post, Role

KEPT = "_look"


@dataclass
class Look:
    """A dossier as one official meets it at one event of its history."""

    dossier: Dossier
    user: User | None

    @cached_property
    def tasks(self) -> list[Task]:
        return list(course.open_tasks(self.dossier))

    @cached_property
    def plan(self) -> Plan:
        return plan(self.dossier)

    @cached_property
    def approval(self) -> Approval | None:
        """The live one."""
        live = self.dossier.approvals.live().select_related(
            "proposed_by", "decided_by", "task__agency", "task__assignee"
        )
        return live.first()

    @property
    def pending(self) -> Approval | None:
        waits = self.approval is not None and self.approval.decision == Approval.Decision.PENDING
        return self.approval if waits else None

    @cached_property
    def opinions(self) -> list[Opinion]:
        """Those still waited for."""
        return list(Opinion.objects.open().filter(dossier=self.dossier).select_related("agency"))

    @cached_property
    def posts(self) -> set[tuple[int, str]]:
        """(agency, role) of the person's posts of today."""
        return set(Post.objects.current().filter(user=self.user).values_list("agency", "role"))

    @cached_property
    def departed(self) -> set[int]:
        """The open steps whose official does not hold the post any more: they are free again."""
        held = {task.pk: task for task in self.tasks if task.assignee_id}
        current = set(
            Post.objects.current()
            .filter(user__in=[task.assignee_id for task in held.values()])
            .values_list("user", "agency", "role")
        ) if held else set()  # fmt: skip
        return {key for key, task in held.items() if (task.assignee_id, task.agency_id, task.role) not in current}

    def fits(self, task: Task) -> bool:
        """Whether the person's post is the one the step is for."""
        return (task.agency_id, task.role) in self.posts

    def is_free(self, task: Task) -> bool:
        return task.assignee_id is None or task.pk in self.departed

    def has(self, task: Task) -> bool:
        """Theirs to do: assigned to them, or a leader's step that no other leader has taken."""
        is_free_leaders = task.role == Role.LEADER and self.is_free(task)
        return self.fits(task) and (is_free_leaders or (self.user is not None and task.assignee_id == self.user.pk))

    @property
    def official(self) -> User:
        """Raises ``NotYourStep`` for the system."""
        if self.user is None:
            raise NotYourStep
        return self.user

    @property
    def leads_deciding(self) -> bool:
        return (self.dossier.agency_id, Role.LEADER) in self.posts

    @property
    def own(self) -> Task | None:
        return next((task for task in self.tasks if self.has(task)), None)

    def own_step(self) -> Task:
        """Raises ``NotYourStep``."""
        if self.own is None:
            raise NotYourStep
        return self.own

    def siblings(self, task: Task) -> list[Task]:
        return [other for other in self.tasks if other.number == task.number and other.pk != task.pk]


def is_theirs(dossier: Dossier, user: User) -> bool:
    return Ties(dossier, user).is_applicant


def look(dossier: Dossier, act: Act) -> Look:
    """Kept with the dossier until its next event: all guards of a page share it."""
    kept: Look | None = dossier.__dict__.get(KEPT)
    key = (dossier.last_event, act.by.pk if act.by else None)
    if kept is None or dossier.__dict__.get(f"{KEPT}_key") != key:
        kept = Look(dossier, act.by)
        dossier.__dict__[KEPT], dossier.__dict__[f"{KEPT}_key"] = kept, key
    return kept


def hold_on(dossier: Dossier) -> None:
    """The event has its number and nothing is written yet: the effect finds what its guard has seen."""
    kept: Look | None = dossier.__dict__.get(KEPT)
    if kept is not None:
        dossier.__dict__[f"{KEPT}_key"] = (dossier.last_event, kept.user.pk if kept.user else None)
