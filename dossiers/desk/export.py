"""A list as a file, as long work: made from one snapshot, handed out for a day to its maker."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dossiers.desk.columns import Column, columns_for
from dossiers.desk.filters import Asked
from dossiers.desk.keyset import KEY
from dossiers.desk.models import Export, Place
from dossiers.desk.seat import Seat
from dossiers.desk.tables import FORMS, Row
from dossiers.models import Dossier
from portal import jobs
from portal.files.models import StoredFile
from portal.jobs import CannotGoOn, Kind, Slice
from portal.jobs.files import BEAT, Counted, finish, written

EXPORT = "dossier-export"
KEPT = timedelta(hours=24)
NO_POST = gettext_noop("Your posts have changed since: take the file again.")


def make(part: Slice) -> None:
    """The whole file in one slice; it is kept by the step that ends the job, so that a kill leaves none or one."""
    export = Export.objects.select_related("by").get(job=part.job)
    seat = Seat(export.by, now=export.asked_at)
    if not may_have(export, seat):
        raise CannotGoOn(NO_POST)
    columns = columns_for(seat)
    rows = Counted(rows_of(export, seat, columns), lambda _number: part.keep())
    name = f"ho-so-{timezone.localdate(export.asked_at):%Y-%m-%d}.{export.form}"
    form = FORMS[export.form]
    with written(name, form.media_type, lambda out: form.write(rows, columns, out)) as upload, part.step() as job:
        job.done = job.total = rows.number
        export.file, export.number, export.made_at = finish(job, upload), rows.number, timezone.now()
        export.columns = [column.key for column in columns]
        export.save(update_fields=["file", "number", "made_at", "columns"])


def rows_of(export: Export, seat: Seat, columns: Sequence[Column]) -> Iterator[Row]:
    """Exactly the list of the address, in its order. One statement sees one snapshot, however long its rows are read
    (D28); they wait in the database, not in memory."""
    listing = Asked(_query(export), seat).listing
    found = Place.objects.filter(listing.condition, agency__in=export.agencies)
    found = found.filter(dossier__in=Dossier.objects.reached_by(seat.user))
    order = [f"-{column}" for column in KEY] if listing.newest_first else list(KEY)
    found = found.order_by(*order).distinct(*KEY)
    for row in found.values_list(*(column.path for column in columns)).iterator(chunk_size=BEAT):
        yield [column.read(value) for column, value in zip(columns, row, strict=True)]


def _query(export: Export) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(export.query)
    return query


def may_have(export: Export, seat: Seat) -> bool:
    """Whether the maker is still in office at every agency it holds, and may still have all its columns."""
    here = seat.user.is_active and set(export.agencies) <= set(seat.agencies) and bool(export.agencies)
    return here and set(export.columns) <= {column.key for column in columns_for(seat)}


KINDS = {EXPORT: Kind(_("Dossiers as a file"), make, {})}


# --- Afterwards -------------------------------------------------------------------------------------
def fetchable(seat: Seat, number: int) -> Export | None:
    """One's own of the last day, while one is still in office there."""
    fresh = Export.objects.filter(by=seat.user, made_at__gt=timezone.now() - KEPT, file__isnull=False)
    export = fresh.select_related("file").filter(pk=number).first()
    return export if export is not None and may_have(export, seat) else None


@transaction.atomic
def forget() -> int:
    """Delete files older than a day, the record stays; the sweeper then removes the bytes. Returns how many."""
    old = Export.objects.filter(file__isnull=False, made_at__lt=timezone.now() - KEPT)
    files, work = list(old.values_list("file", flat=True)), list(old.values_list("job", flat=True))
    old.update(file=None)
    jobs.Job.objects.filter(pk__in=work).update(result=None)
    StoredFile.objects.filter(pk__in=files).delete()
    return len(files)
