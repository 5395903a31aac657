"""Dated terms on the province's calendar."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypeVar

from portal.calendar.arithmetic import due_working_days
from portal.calendar.current import work_calendar
from portal.calendar.week import VIETNAM


class Dated(Protocol):
    @property
    def since(self) -> date: ...


Rules = TypeVar("Rules", bound=Dated)


def in_force(rules: Sequence[Rules], at: datetime) -> Rules:
    """Of ``rules``, the newest first; before all of them the oldest."""
    day = at.astimezone(VIETNAM).date()
    return next((one for one in rules if one.since <= day), rules[-1])


def after(at: datetime, days: int) -> datetime:
    """``days`` working days on."""
    return due_working_days(work_calendar(), at, Decimal(days))
