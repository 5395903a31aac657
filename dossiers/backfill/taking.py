"""Rows become dossiers with their history, many in one transaction; what is there already stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_noop

from dossiers.backfill.columns import Faulty, OldRow, read_row
from dossiers.backfill.history import dossier_of, events_of
from dossiers.backfill.models import OldDossier
from dossiers.backfill.places import Directory, Whereabouts
from dossiers.backfill.reading import Row
from dossiers.models import Dossier, DossierEvent, Involvement
from portal.jobs import Job

CODE_TAKEN = gettext_noop("is the code of another dossier")
Good = tuple[OldRow, Whereabouts]


@dataclass
class Taken:
    """What became of some rows; faults by the number of the row."""

    created: int = 0
    known: int = 0
    faults: list[tuple[int, Faulty]] = field(default_factory=list)


def take(job: Job, first: int, rows: Sequence[Row], directory: Directory, now: datetime) -> Taken:
    """``rows`` begin with number ``first`` of the file. The caller's transaction."""
    source, taken = str(job.parameters["system"]), Taken()
    good = _good(first, rows, directory, now, taken)
    codes = [row.code for row, _ in good.values()]
    known = set(OldDossier.objects.filter(source=source, old_code__in=codes).values_list("old_code", flat=True))
    held = set(Dossier.objects.filter(code__in=codes).values_list("code", flat=True)) - known
    wanted: dict[str, Good] = {}
    for number, (row, where) in good.items():
        if row.code in held:
            taken.faults.append((number, Faulty("ma_ho_so", CODE_TAKEN)))
        elif row.code in known or row.code in wanted:
            taken.known += 1
        else:
            wanted[row.code] = (row, where)
    _write(list(wanted.values()), source, job)
    taken.created = len(wanted)
    return taken


def _good(first: int, rows: Sequence[Row], directory: Directory, now: datetime, taken: Taken) -> dict[int, Good]:
    good = {}
    for number, cells in enumerate(rows, start=first):
        try:
            row = read_row(cells, now)
            good[number] = (row, directory.of(row))
        except Faulty as fault:
            taken.faults.append((number, fault))
    return good


def _write(wanted: Sequence[Good], source: str, job: Job) -> None:
    dossiers = Dossier.objects.bulk_create(dossier_of(row, where) for row, where in wanted)
    pairs = list(zip(dossiers, (row for row, _ in wanted), strict=True))
    DossierEvent.objects.bulk_create(event for dossier, row in pairs for event in events_of(dossier, row, source))
    Involvement.objects.bulk_create(part for dossier, row in pairs for part in _parts(dossier, row))
    OldDossier.objects.bulk_create(
        OldDossier(dossier=dossier, source=source, old_code=row.code, job_id=job.pk) for dossier, row in pairs
    )


def _parts(dossier: Dossier, row: OldRow) -> list[Involvement]:
    parts = [(Involvement.Part.RECEIVING, dossier.received_by, row.began_at)]
    if row.received_at is not None and row.handed_over_at is not None:
        parts.append((Involvement.Part.DECIDING, dossier.agency, row.received_at))
    return [Involvement(dossier=dossier, part=part, agency=agency, since=since) for part, agency, since in parts]
