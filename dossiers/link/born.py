"""How many of the dossiers filed online were born at the national portal: by month, agency and procedure, from the
event of their filing (features §2 no 12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from dossiers.link.figures import percent
from dossiers.models import DossierEvent
from portal.calendar.week import VIETNAM
from procedures.models import NationalClick, Procedure

FILED = ("submit",)
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


BORN_THERE = Q(pk__in=[])
"""Filed at the national portal and received from it. The inward link marks such dossiers; where it is joined, this is
``Q(dossier__national_code__gt="")`` and ``FILED`` names its event too."""

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


def whole(first: date, last: date) -> Share:
    return Share(**filed(first, last).aggregate(**FIGURES))


def by_month(first: date, last: date) -> list[Row]:
    """Oldest first; a month without a filing is not there."""
    month = TruncMonth("at", tzinfo=VIETNAM)
    found = filed(first, last).annotate(month=month).values("month").annotate(**FIGURES).order_by("month")
    return [Row(f"{row['month']:%m/%Y}", "", _share(row)) for row in found]


def by_agency(first: date, last: date) -> list[Row]:
    """By the one-stop unit that received it, the one with most filings first."""
    name, key = "dossier__received_by__name", "dossier__received_by__key"
    found = filed(first, last).values(name, key).annotate(**FIGURES)
    return _busiest(Row(row[key], row[name], _share(row)) for row in found)


def by_procedure(first: date, last: date) -> list[Row]:
    """The procedure with most filings first, with how often readers went on to file at the national portal."""
    code = "dossier__edition__procedure__code"
    found = list(filed(first, last).values(code).annotate(**FIGURES))
    clicked, names = clicks(first, last), _names(row[code] for row in found)
    rows = [Row(row[code], names.get(row[code], ""), _share(row), clicked.get(row[code], 0)) for row in found]
    return _busiest(rows)


def lowest(rows: Iterable[Row]) -> list[Row]:
    """Those with the smallest share; of equal ones that with more filings weighs more."""
    return sorted(rows, key=lambda row: (row.share.percent, -row.share.filed, row.key))[:LOWEST]


def clicks(first: date, last: date) -> dict[str, int]:
    """By code of the procedure."""
    found = NationalClick.objects.filter(day__gte=first, day__lte=last).values("procedure__code")
    return {row["procedure__code"]: row["number"] for row in found.annotate(number=Sum("clicks")).order_by()}


def _share(row: dict[str, Any]) -> Share:
    return Share(row["filed"], row["there"], row["linked"])


def _busiest(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.share.filed, row.key))


def _names(codes: Iterable[str]) -> dict[str, str]:
    return dict(Procedure.objects.filter(code__in=list(codes)).values_list("code", "current__name"))
