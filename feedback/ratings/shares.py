"""What every count of ratings keeps to: none of fewer than five, none of the week that runs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

FEWEST = 5
SHOWN_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Share:
    """``number`` of ``of``; in per cent rounded down: what is not whole never shows as 100."""

    number: int
    of: int

    @property
    def percent(self) -> int | None:
        return self.number * 100 // self.of if self.of else None


NOTHING = Share(0, 0)


def enough(share: Share) -> Share:
    """Itself, or nothing where it is of fewer than five."""
    return share if share.of >= FEWEST else NOTHING


def last_told(today: date | None = None) -> date:
    """The Sunday before: days after it are not counted yet."""
    today = today or timezone.localdate()
    return today - timedelta(days=today.weekday() + 1)
