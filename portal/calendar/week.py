"""What days and hours the offices work: rest days, make-up days, office hours (A6). Knows nothing of the database."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from functools import cached_property
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY, SATURDAY = 4, 5
Interval = tuple[time, time]


class CalendarNotPublished(Exception):
    """The rest days of a year the count runs into are not in the calendar."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no rest days known for {year}")
        self.year = year


class OfficeHoursUnknown(Exception):
    """No office hours are valid on a day the count runs into."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no office hours valid on {day:%Y-%m-%d}")
        self.day = day


@dataclass(frozen=True)
class OfficeHours:
    """One interval on one weekday (0 is Monday) while it is valid; ``valid_to`` is the last day."""

    weekday: int
    starts_at: time
    ends_at: time
    valid_from: date = date.min
    valid_to: date | None = None

    def is_valid(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class WorkCalendar:
    """What differs from the ordinary week, and when the offices are open.

    A year counts as published when at least one of its rest days is known.
    """

    holidays: frozenset[date]
    makeup: frozenset[date]
    hours: tuple[OfficeHours, ...]

    @cached_property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.holidays)

    @cached_property
    def _intervals(self) -> dict[date, tuple[Interval, ...]]:
        return {}

    def working_time(self, day: date) -> tuple[Interval, ...]:
        """The office hours of ``day``; none on a rest day.

        A make-up day has Friday's hours; counters that open on a Saturday do not make it a working day. Raises
        ``CalendarNotPublished`` and ``OfficeHoursUnknown``.
        """
        if day not in self._intervals:
            self._intervals[day] = self._look_up(day)
        return self._intervals[day]

    def is_working(self, day: date) -> bool:
        return bool(self.working_time(day))

    def _look_up(self, day: date) -> tuple[Interval, ...]:
        if day.year not in self.years:
            raise CalendarNotPublished(day.year)
        if self.kind(day) in REST:
            return ()
        valid = [hours for hours in self.hours if hours.is_valid(day)]
        if not valid:
            raise OfficeHoursUnknown(day)
        weekday = FRIDAY if day in self.makeup else day.weekday()
        return tuple(sorted((hours.starts_at, hours.ends_at) for hours in valid if hours.weekday == weekday))

    def kind(self, day: date) -> "DayKind":
        if day in self.makeup:
            return DayKind.MAKEUP
        if day in self.holidays:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING


class DayKind(Enum):
    WORKING = "working"
    MAKEUP = "makeup"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"


REST = frozenset({DayKind.HOLIDAY, DayKind.WEEKEND})
