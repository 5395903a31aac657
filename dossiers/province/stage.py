"""Where a case is played: its dossier, its people, and the moment it has come to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from dossiers import workflow
from dossiers.act import Act
from dossiers.action import Action
from dossiers.models import Dossier, Task
from dossiers.process import course
from dossiers.process.plan import Plan, plan
from dossiers.province.cast import Cast
from dossiers.province.data import words
from dossiers.province.files import Shelf
from dossiers.province.office import Office
from dossiers.province.plan import Case
from portal.accounts.models import User
from portal.agencies.models import Agency, Role


class NotYet(Exception):
    """The next act would lie in the future: the dossier stays as it is."""


@dataclass
class Props:
    """What all cases share."""

    cast: Cast
    office: Office
    shelf: Shelf
    seed: int


@dataclass
class Stage:
    props: Props
    case: Case
    at: datetime
    dossier: Dossier = field(init=False)

    @cached_property
    def chance(self) -> Random:
        return Random(f"{self.props.seed}-play-{self.case.number}")  # noqa: S311

    # --- Time

    def turn(self, minute: int) -> None:
        """Go on to this minute of office time, a few seconds into it. Raises ``NotYet``."""
        moment = self.props.office.instant(minute) + timedelta(seconds=self.chance.randrange(60))
        self.at = max(self.at, moment)
        if self.at > self.props.office.until:
            raise NotYet

    def pause(self, minutes: int) -> None:
        """Raises ``NotYet``."""
        self.turn(self.props.office.minute(self.at) + minutes)

    # --- Acts

    def do(self, action: Action, by: User, **values: Any) -> None:
        """Now, by ``by``. Raises what the workflow raises."""
        event = workflow.perform(action, self.dossier, Act(by, self.at, values))
        self.at = max(self.at, event.at)

    def words(self, about: str) -> str:
        return words(about, self.chance)

    # --- People

    def _by_post(self, agency: Agency | int, role: str) -> User:
        return self.props.cast.official(agency, role, self.chance)

    @cached_property
    def clerk(self) -> User:
        return self._by_post(self.dossier.received_by_id, Role.CLERK)

    @property
    def leader(self) -> User:
        return self._by_post(self.dossier.agency_id, Role.LEADER)

    @cached_property
    def citizen(self) -> User:
        return self.props.cast.citizen(self.case.serial)

    def official(self, task: Task) -> User:
        """Who does this step: who has it, else somebody in its post."""
        return task.assignee or self._by_post(task.agency_id, task.role)

    @property
    def officer(self) -> User:
        """Who has the dossier."""
        found = next((task for task in self.tasks() if task.role == Role.OFFICER), None)
        return self.official(found) if found else self._by_post(self.dossier.agency_id, Role.OFFICER)

    # --- Steps of the process

    def tasks(self) -> list[Task]:
        return list(course.open_tasks(self.dossier))

    @property
    def plan(self) -> Plan:
        return plan(self.dossier)


Move = Callable[[Stage], None]
