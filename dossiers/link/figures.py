"""How complete the link is, asked of narrow rows: nothing here reads all dossiers while somebody waits.

What is not there yet is read from the partial index of unsent messages, however many dossiers are there; how many are
owed and acknowledged in all is counted by the clock once a minute, by agency (``count``).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from dossiers.link.reasons import BY_NAME, Reason, named
from dossiers.models import LinkStanding, NationalMessage
from portal.agencies.models import Agency

PARKED = Q(next_attempt_at__isnull=True)
COUNT = """
    INSERT INTO dossiers_linkstanding AS s (agency_id, owed, there, counted_at)
        SELECT agency_id, count(*), count(nation_knows_since), %(now)s FROM dossiers_dossier
        WHERE code IS NOT NULL OR status IN (3, 7) GROUP BY agency_id
    ON CONFLICT (agency_id) DO UPDATE SET owed = EXCLUDED.owed, there = EXCLUDED.there,
        counted_at = EXCLUDED.counted_at
"""
GONE = "DELETE FROM dossiers_linkstanding WHERE counted_at < %(now)s"
"""Owed is what was accepted, or ended before it (``workflow._owe_to_nation``); an agency that has none any more falls
away."""


@dataclass(frozen=True)
class Waiting:
    """What is owed and not sent, of the whole province or one agency; ``parked`` with what it holds up."""

    changes: int = 0
    parked: int = 0
    dossiers: int = 0
    oldest_at: datetime | None = None

    @property
    def on_way(self) -> int:
        """What only time stands before."""
        return self.changes - self.parked


@dataclass(frozen=True)
class Line:
    """One agency. ``percent`` is rounded down: it says 100 only of all."""

    agency: Agency
    owed: int
    there: int
    waiting: Waiting

    @property
    def percent(self) -> int:
        return percent(self.there, self.owed)


def percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 100


def count(now: datetime | None = None) -> None:
    """Count what is owed and acknowledged anew, by agency. Safe to repeat and to run twice at once."""
    values = {"now": now or timezone.now()}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dossiers_linkstanding'))")
        cursor.execute(COUNT, values)
        cursor.execute(GONE, values)


def whole() -> dict[str, Any]:
    """Of all agencies: owed, there, and when that was counted (``None``: not yet)."""
    sums = LinkStanding.objects.aggregate(
        all_owed=Sum("owed", default=0), all_there=Sum("there", default=0), since=Min("counted_at")
    )
    owed, there = sums["all_owed"], sums["all_there"]
    return {"owed": owed, "there": there, "percent": percent(there, owed), "counted_at": sums["since"]}


STUCK = Exists(NationalMessage.objects.parked().filter(subject=OuterRef("subject")))
"""Refused, or behind a refused change of the same dossier."""

FIGURES = {
    "changes": Count("pk"),
    "parked": Count("pk", filter=STUCK),
    "dossiers": Count("subject", distinct=True),
    "oldest_at": Min("created_at"),
}


def waiting() -> Waiting:
    return Waiting(**NationalMessage.objects.unsent().aggregate(**FIGURES))


def waiting_by_agency() -> dict[int, Waiting]:
    found = NationalMessage.objects.unsent().order_by().values(agency=F("subject__agency")).annotate(**FIGURES)
    return {row.pop("agency"): Waiting(**row) for row in found}


def lines() -> list[Line]:
    """Every agency that owes or has owed something, the one with most still to send first."""
    owing, counted = waiting_by_agency(), {one.agency_id: one for one in LinkStanding.objects.all()}
    agencies = Agency.objects.filter(pk__in={*owing, *counted})
    found = [_line(agency, counted.get(agency.pk), owing.get(agency.pk, Waiting())) for agency in agencies]
    return sorted(found, key=lambda line: (-line.waiting.parked, -line.waiting.changes, line.percent, line.agency.pk))


def _line(agency: Agency, standing: LinkStanding | None, owing: Waiting) -> Line:
    return Line(agency, standing.owed if standing else 0, standing.there if standing else 0, owing)


def sent_within(span: timedelta, now: datetime | None = None) -> int:
    """Changes the nation acknowledged in the ``span`` before ``now``."""
    ends = now or timezone.now()
    return NationalMessage.objects.filter(sent_at__gt=ends - span, sent_at__lte=ends).count()


def troubles() -> list[tuple[Reason, int, int]]:
    """(why, changes, of them parked), the most frequent first; what was not tried yet is no trouble."""
    tried = NationalMessage.objects.unsent().exclude(last_error="").order_by()
    found = tried.annotate(why=named()).values("why").annotate(number=Count("pk"), parked=Count("pk", filter=PARKED))
    rows = [(BY_NAME[row["why"]], row["number"], row["parked"]) for row in found]
    return sorted(rows, key=lambda row: (-row[1], row[0].name))


def free() -> QuerySet[NationalMessage]:
    """Unsent and not held up by a refusal of the same dossier: what only time stands before."""
    return NationalMessage.objects.unsent().filter(~STUCK)


def oldest(messages: QuerySet[NationalMessage]) -> datetime | None:
    """Since when the oldest of them waits. Rows are numbered as they are written, so the first is the oldest."""
    return messages.order_by("pk").values_list("created_at", flat=True).first()
