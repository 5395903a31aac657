"""How many of the dossiers filed online were born at the national portal: by month, agency and procedure, from the
event of their filing (features §2 no 12)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from dossiers.link.figures import percent
from dossiers.models import DossierEvent
from portal.calendar.week import VIETNAM
from procedures.models import NationalClick, Procedure

FILED = ("submit", "submit_at_nation")
A_DAY = timedelta(days=1)
LINKED = Q(dossier__came_from_nation=True)
LOWEST = 10


@dataclass(frozen=True)
class Share:
    """Of ``filed`` dossiers: filed at the national portal itself, and begun there by a link and filed here. The two
    are counted apart; the share is of both."""

    filed: int
    there: int
    linked: int

    @property
    def percent(self) -> int:
        return percent(self.there + self.linked, self.filed) if self.filed else 0


@dataclass(frozen=True)
class Row:
    """``key`` is a month, an agency's or a procedure's; ``name`` its name, where it has one."""

    key: str
    name: str
    share: Share
    clicks: int = 0


BORN_THERE = Q(dossier__national_code__gt="")
"""Filed at the national portal and received from it."""

FIGURES = {
    "filed": Count("pk"),
    "there": Count("pk", filter=BORN_THERE),
    "linked": Count("pk", filter=LINKED & ~BORN_THERE),
}


def filed(first: date, last: date) -> QuerySet[DossierEvent]:
    """Filings online from the first day to the last, both included, in Vietnamese time."""
    within = {"at__gte": _begins(first), "at__lt": _begins(last + A_DAY)}
    return DossierEvent.objects.filter(action__in=FILED, **within).order_by()


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Cell:
    """Filings of one month at one unit for one procedure."""

    month: date
    unit: str
    unit_name: str
    procedure: str
    share: Share


MONTH, UNIT, UNIT_NAME, PROCEDURE = (
    "month", "dossier__received_by__key", "dossier__received_by__name", "dossier__edition__procedure__code",
)  # fmt: skip


@dataclass(frozen=True)
class Filings:
    """Read once, in one pass over the filings of the time, and looked at from all sides."""

    cells: tuple[Cell, ...]

    @classmethod
    def between(cls, first: date, last: date) -> "Filings":
        found = filed(first, last).annotate(month=TruncMonth("at", tzinfo=VIETNAM))
        rows = found.values(MONTH, UNIT, UNIT_NAME, PROCEDURE).annotate(**FIGURES)
        return cls(tuple(_cell(row) for row in rows))

    def of_month(self, number: int) -> "Filings":
        return Filings(tuple(cell for cell in self.cells if cell.month.month == number))

    def whole(self) -> Share:
        return _sum(self.cells)

    def by_month(self) -> list[Row]:
        """Oldest first; a month without a filing is not there."""
        months = self._by(lambda cell: cell.month)
        return [Row(f"{month:%m/%Y}", "", share) for month, share in sorted(months.items())]

    def by_agency(self) -> list[Row]:
        """By the one-stop unit that received it, the one with most filings first."""
        names = {cell.unit: cell.unit_name for cell in self.cells}
        return _busiest(Row(key, names[key], share) for key, share in self._by(lambda cell: cell.unit).items())

    def by_procedure(self, clicked: Mapping[str, int]) -> list[Row]:
        """The procedure with most filings first, with how often readers went on to file at the national portal."""
        shares = self._by(lambda cell: cell.procedure)
        names = _names(shares)
        return _busiest(Row(code, names.get(code) or "", share, clicked.get(code, 0)) for code, share in shares.items())

    def _by(self, key: Callable[[Cell], Any]) -> dict[Any, Share]:
        groups: dict[Any, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            groups[key(cell)].append(cell)
        return {name: _sum(cells) for name, cells in groups.items()}


def _cell(row: dict[str, Any]) -> Cell:
    share = Share(row["filed"], row["there"], row["linked"])
    return Cell(row[MONTH].date(), row[UNIT], row[UNIT_NAME], row[PROCEDURE], share)


def _sum(cells: Iterable[Cell]) -> Share:
    shares = [cell.share for cell in cells]
    return Share(sum(one.filed for one in shares), sum(one.there for one in shares), sum(one.linked for one in shares))


def lowest(rows: Iterable[Row]) -> list[Row]:
    """Those with the smallest share; of equal ones that with more filings weighs more."""
    return sorted(rows, key=lambda row: (row.share.percent, -row.share.filed, row.key))[:LOWEST]


def clicks(first: date, last: date) -> dict[str, int]:
    """By code of the procedure."""
    found = NationalClick.objects.filter(day__gte=first, day__lte=last).values("procedure__code")
    return {row["procedure__code"]: row["number"] for row in found.annotate(number=Sum("clicks")).order_by()}


def _busiest(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.share.filed, row.key))


def _names(codes: Iterable[str]) -> dict[str, str]:
    return dict(Procedure.objects.filter(code__in=list(codes)).values_list("code", "current__name"))
