"""Export, dry run and import as long work."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from openpyxl import Workbook

from portal.files.models import StoredFile
from portal.files.storage import open_stored, store
from portal.jobs import CannotGoOn, Job, Kind, Slice
from procedures.exchange import spreadsheet
from procedures.exchange.columns import PREFETCH, Content, content_of
from procedures.exchange.formats import FORMATS, XLSX_TYPE, recognised
from procedures.exchange.incoming import Entry
from procedures.exchange.selection import chosen
from procedures.exchange.taking import CREATED, DRAFTED, FURTHER, REFUSED, UNCHANGED, Taken, take
from procedures.models import Edition

EXPORT, TRIAL, IMPORT = "catalogue-export", "catalogue-trial", "catalogue-import"
EXPORTED, TAKEN_IN = 50, 10
"""Procedures of one step: each is over in about a second."""

NOTHING = gettext_noop("Nothing fits these filters.")
NO_PROCEDURE = gettext_noop("The file holds no procedure.")
LABELS = {
    CREATED: gettext_lazy("new, first draft"),
    DRAFTED: gettext_lazy("changed, draft"),
    UNCHANGED: gettext_lazy("unchanged"),
    REFUSED: gettext_lazy("refused"),
    FURTHER: gettext_lazy("further faults"),
}


# --- Export -----------------------------------------------------------------------------------------
def export(part: Slice) -> None:
    """Gather what was chosen when the work began, then write the file. Published editions never change, so the list of
    them is the snapshot."""
    if "editions" not in part.job.position:
        with part.step() as job:
            job.position = {"editions": list(chosen(job.parameters).values_list("pk", flat=True))}
            job.total = len(job.position["editions"])
            if not job.total:
                raise CannotGoOn(NOTHING)
    while part.job.done < (part.job.total or 0):
        if part.is_over:
            return
        with part.step() as job:
            keys = job.position["editions"][job.done : job.done + EXPORTED]
            job.parts.create(number=job.done, content=list(_contents(keys)))
            job.done += len(keys)
    _write(part)


def _contents(keys: list[int]) -> Iterator[tuple[str, Content]]:
    found = Edition.objects.filter(pk__in=keys).select_related("procedure", "field").prefetch_related(*PREFETCH)
    for edition in found.order_by("procedure__code"):
        yield edition.procedure.code, content_of(edition)


def _gathered(job: Job) -> Iterator[tuple[str, Content]]:
    for part in job.parts.order_by("number").iterator(chunk_size=1):
        yield from part.content


def _write(part: Slice) -> None:
    form = FORMATS[part.job.parameters["form"]]
    part.keep()
    content = form.write(lambda: _gathered(part.job))
    with part.step() as job:
        name = f"danh-muc-thu-tuc-{_today():%Y-%m-%d}.{form.name}"
        job.finish(store(SimpleUploadedFile(name, content, form.media_type), by=job.started_by))


def _today() -> date:
    return timezone.localdate()


# --- Import -----------------------------------------------------------------------------------------
def try_out(part: Slice) -> None:
    """The dry run: everything is done and undone, and told."""
    _take_in(part, trial=True)


def take_in(part: Slice) -> None:
    _take_in(part, trial=False)


def _take_in(part: Slice, *, trial: bool) -> None:
    if part.job.total is None:
        _prepare(part)
    while part.job.done < (part.job.total or 0):
        if part.is_over:
            return
        with part.step() as job:
            for kept in job.parts.get(number=job.done).content:
                entry = Entry.from_json(kept)
                _tell(job, entry, take(entry, trial=trial))
                job.done += 1
    with part.step() as job:
        job.finish(_report(job))


def _prepare(part: Slice) -> None:
    """Read the file once; what it brings is kept in parts."""
    source = part.job.source
    if source is None:
        raise CannotGoOn(NO_PROCEDURE)
    with open_stored(source) as stored:
        content = BytesIO(stored.read())
    form = recognised(content.getvalue()[:64])
    entries = form.read(content, part.keep) if form else []
    if not entries:
        raise CannotGoOn(NO_PROCEDURE)
    with part.step() as job:
        job.total = len(entries)
        job.parts.all().delete()
        for first in range(0, len(entries), TAKEN_IN):
            kept = [entry.as_json() for entry in entries[first : first + TAKEN_IN]]
            job.parts.create(number=first, content=kept)


def _tell(job: Job, entry: Entry, taken: Taken) -> None:
    first, *further = taken.faults
    job.tell(taken.outcome, entry.code, first.said, place=first.place or entry.place, **first.values)
    for fault in further:
        job.tell(FURTHER, entry.code, fault.said, place=fault.place, **fault.values)


def _report(job: Job) -> StoredFile:
    """The report as a workbook."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Báo cáo")
    page.append(["Mã thủ tục", "Kết quả", "Vị trí trong tệp", "Lý do"])
    for line in job.lines.iterator():
        cells = [line.subject, str(LABELS[line.outcome]), line.place, line.message]
        page.append([spreadsheet.cell(page, text) for text in cells])
    out = BytesIO()
    book.save(out)
    name = f"bao-cao-nhap-danh-muc-{_today():%Y-%m-%d}.xlsx"
    return store(SimpleUploadedFile(name, out.getvalue(), XLSX_TYPE), by=job.started_by)


def _confirm(job: Job) -> tuple[str, str] | None:
    """A dry run that would change something leads to the real one."""
    if not (job.counts.get(CREATED) or job.counts.get(DRAFTED)):
        return None
    return _("Check and import"), reverse("admin:procedures_exchange_confirm", args=[job.uuid])


def _drafts(job: Job) -> tuple[str, str] | None:
    return _("See the drafts"), reverse("admin:procedures_edition_changelist") + "?state__exact=draft"


KINDS = {
    EXPORT: Kind(gettext_lazy("Export of the catalogue"), export, {}),
    TRIAL: Kind(gettext_lazy("Import of the catalogue: dry run"), try_out, LABELS, _confirm),
    IMPORT: Kind(gettext_lazy("Import of the catalogue"), take_in, LABELS, _drafts),
}
