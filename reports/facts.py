"""What counts of dossiers, read from their histories and kept as rows: when received, who had them, when and how they
were resolved, when they were overdue.

The rows follow from the events alone and can be made anew at any time. A trigger writes down whose history grew, in the
same transaction; whoever wants figures has that caught up first, so today's are as live as any.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby

from django.db import connection, transaction

from dossiers.models import Apology, Dossier, DossierEvent, Involvement
from portal.agencies.models import Agency
from reports.history import History
from reports.models import Changed, Overdue, Passage

AT_ONCE = 500
ALL = 1_000_000
LOCK = 178_031
"""Of those who catch up at once each waits for the other's batch."""

COLUMNS = ("pk", "code", "agency", "channel", "edition__field", "edition__field__code",
           "edition__procedure")  # fmt: skip


def catch_up(batches: int = ALL) -> int:
    """Count anew every dossier whose history has grown, at most so many batches. Returns how many lines of history were
    taken; safe to repeat and to be killed."""
    done = 0
    for _batch in range(batches):
        found = _one_batch()
        if not found:
            break
        done += found
    return done


@transaction.atomic
def _one_batch() -> int:
    if not Changed.objects.exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    rows = list(Changed.objects.order_by("pk").values_list("pk", "dossier")[:AT_ONCE])
    count({dossier for _pk, dossier in rows})
    Changed.objects.filter(pk__in=[pk for pk, _dossier in rows]).delete()
    return len(rows)


def begin_anew() -> None:
    """Have every dossier counted again, from nothing but its history."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reports_changed (dossier_id) SELECT id FROM dossiers_dossier WHERE code IS NOT NULL"
        )


def count(dossiers: Collection[int]) -> None:
    """Write the rows of these dossiers as their histories have them now. Within a transaction."""
    histories = list(_histories(dossiers))
    Passage.objects.filter(dossier__in=dossiers).delete()
    Overdue.objects.filter(dossier__in=dossiers).delete()
    Passage.objects.bulk_create(row for history in histories for row in history.passages())
    Overdue.objects.bulk_create(row for history in histories for row in history.overdue())


# --- Reading ----------------------------------------------------------------------------------


def _histories(dossiers: Collection[int]) -> Iterator[History]:
    facts = {row["pk"]: row for row in Dossier.objects.filter(pk__in=dossiers).values(*COLUMNS)}
    late = set(Apology.objects.filter(dossier__in=dossiers, is_late=True).values_list("dossier", flat=True))
    deciders = _deciders(dossiers)
    coded = {row["code"].rsplit("-", 2)[0] for row in facts.values() if row["code"]}
    by_code = dict(Agency.objects.filter(code_2016__in=coded).values_list("code_2016", "pk"))
    events = DossierEvent.objects.filter(dossier__in=dossiers).order_by("dossier", "number")
    for pk, lines in groupby(events, key=lambda event: event.dossier_id):
        history = History(facts[pk], list(lines), deciders.get(pk, []), is_late_apology=pk in late)
        if history.reception is not None:
            history.first_agency = by_code.get((facts[pk]["code"] or "").rsplit("-", 2)[0])
            yield history


def _deciders(dossiers: Collection[int]) -> dict[int, list[tuple[datetime, int]]]:
    """(since, agency) of those that decide, by dossier, in order."""
    deciding = Involvement.objects.filter(dossier__in=dossiers, part=Involvement.Part.DECIDING)
    rows = deciding.order_by("dossier", "since", "pk").values_list("dossier", "since", "agency")
    return {pk: [(since, agency) for _pk, since, agency in found] for pk, found in groupby(rows, lambda row: row[0])}
