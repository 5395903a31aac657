"""For which day, and of which agencies, something is counted."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

AN_INSTANT = timedelta(microseconds=1)


def end_of(day: date) -> datetime:
    """Its last instant, by the clock of the province."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - AN_INSTANT


@dataclass(frozen=True)
class Scope:
    """``agencies``: keys of those whose dossiers count; none: the whole province."""

    on: date
    agencies: frozenset[int] | None = None
    now: datetime = field(default_factory=timezone.now)

    @property
    def at(self) -> datetime:
        """The day as it ended, or as far as it has come."""
        return min(self.now, end_of(self.on))

    @property
    def is_over(self) -> bool:
        return self.now > end_of(self.on)
