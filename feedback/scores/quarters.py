"""Quarters and years of the calendar, as the score is reckoned (TT 01/2018/TT-VPCP Đ.15)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.calendar.week import VIETNAM

KEY = re.compile(r"(20\d\d)(?:-Q([1-4]))?")


@dataclass(frozen=True)
class Period:
    """A quarter, or where it has none the year."""

    year: int
    quarter: int | None = None

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def first(self) -> date:
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def after(self) -> date:
        """The first day after it."""
        if self.quarter is None or self.quarter == 4:
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.quarter + 1, 1)

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), VIETNAM)

    @property
    def until(self) -> datetime:
        """Without it."""
        return datetime.combine(self.after, time(), VIETNAM)


def read(key: str) -> Period | None:
    found = KEY.fullmatch(key)
    return Period(int(found[1]), int(found[2]) if found[2] else None) if found else None


def over(today: date, count: int = 1) -> Iterator[Period]:
    """The last ``count`` quarters that are over, the newest first, each followed by the year that ended with it."""
    year, quarter = today.year, (today.month - 1) // 3
    for _number in range(count):
        if quarter == 0:
            year, quarter = year - 1, 4
        yield Period(year, quarter)
        if quarter == 4:
            yield Period(year)
        quarter -= 1
