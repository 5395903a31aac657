"""Working time as one line: minutes of office hours since the first day of a window. Pure."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from portal.calendar.week import VIETNAM, WorkCalendar

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Office:
    """The office hours of ``calendar`` within ``days`` before ``until``, and ``ahead`` days after it."""

    calendar: WorkCalendar
    until: datetime
    days: int
    ahead: int = 60

    @cached_property
    def _spans(self) -> list[tuple[datetime, datetime, int]]:
        """(opens, closes, minutes before it)."""
        found, passed = [], 0
        today = self.until.astimezone(VIETNAM).date()
        for number in range(-self.days, self.ahead):
            day = today + timedelta(days=number)
            for opens, closes in self.calendar.working_time(day):
                begun, ended = (datetime.combine(day, clock, VIETNAM) for clock in (opens, closes))
                found.append((begun, ended, passed))
                passed += (ended - begun) // A_MINUTE
        return found

    @cached_property
    def now(self) -> int:
        return self.minute(self.until)

    @cached_property
    def _begun(self) -> list[datetime]:
        return [opens for opens, _closes, _before in self._spans]

    @cached_property
    def _passed(self) -> list[int]:
        return [before for _opens, _closes, before in self._spans]

    def minute(self, at: datetime) -> int:
        """How many minutes of office time lie before ``at``."""
        place = bisect_right(self._begun, at) - 1
        if place < 0:
            return 0
        opens, closes, before = self._spans[place]
        return before + (min(at, closes) - opens) // A_MINUTE

    def instant(self, minute: int) -> datetime:
        """When so many have passed, while the office is open; before the window its first moment."""
        place = max(bisect_right(self._passed, minute) - 1, 0)
        opens, _closes, before = self._spans[place]
        return opens + A_MINUTE * max(minute - before, 0)
