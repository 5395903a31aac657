"""Periods of reports: a month's ends on the cut-off day and begins the day after that of the month before (the 15th to
the 14th, as in NĐ 09/2019 Đ.12; recalled, ``REPORT_CUT_OFF_DAY`` sets it). Longer ones are whole months together.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    MONTH = "thang", _("month")
    QUARTER = "quy", _("quarter")
    HALF = "6-thang", _("six months")
    YEAR = "nam", _("year")


MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}
ROMAN = ("I", "II", "III", "IV")


def _cut(year: int, month: int) -> date:
    """The last day of a month's report. 31 means whole months of the calendar."""
    return date(year, month, min(settings.REPORT_CUT_OFF_DAY, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Period:
    kind: Kind
    year: int
    number: int
    """From 1, within the year."""

    @property
    def last_month(self) -> int:
        return self.number * MONTHS[self.kind]

    @property
    def last(self) -> date:
        return _cut(self.year, self.last_month)

    @property
    def first(self) -> date:
        before = self.last_month - MONTHS[self.kind]
        cut = _cut(self.year, before) if before else _cut(self.year - 1, 12)
        return cut + timedelta(days=1)

    @property
    def name(self) -> str:
        """In Vietnamese, as a report calls it."""
        names = {
            Kind.MONTH: f"Tháng {self.number}",
            Kind.QUARTER: f"Quý {ROMAN[(self.number - 1) % 4]}",
            Kind.HALF: ("6 tháng đầu", "6 tháng cuối")[(self.number - 1) % 2],
        }
        return f"{names[self.kind]} năm {self.year}" if self.kind in names else f"Năm {self.year}"

    @property
    def key(self) -> str:
        return f"{self.kind.value}.{self.year}.{self.number}"

    @classmethod
    def read(cls, text: str) -> "Period | None":
        """``None`` for what is no period."""
        try:
            kind, year, number = text.split(".")
            found = cls(Kind(kind), int(year), int(number))
        except ValueError:
            return None
        return found if 1 <= found.number <= 12 // MONTHS[found.kind] and 2000 <= found.year <= 2100 else None


def holding(kind: Kind, day: date) -> Period:
    """The period of ``kind`` in which ``day`` lies."""
    found = (
        Period(kind, year, number) for year in (day.year, day.year + 1) for number in range(1, 12 // MONTHS[kind] + 1)
    )
    return next(period for period in found if period.last >= day)


def before(period: Period) -> Period:
    return holding(period.kind, period.first - timedelta(days=1))


def recent(kind: Kind, day: date, count: int) -> Iterator[Period]:
    """That of ``day`` and those before it."""
    period = holding(kind, day)
    for _number in range(count):
        yield period
        period = before(period)
