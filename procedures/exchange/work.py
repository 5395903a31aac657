"""Export, dry run and import as long work."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO, cast

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from openpyxl import Workbook

from portal.agencies.models import Level
from portal.files.storage import open_stored, store
from portal.jobs import CannotGoOn, Job, Kind, Slice
from portal.sheets import XLSX_TYPE, Looks
from portal.templatetags.words import vietnamese
from procedures.exchange.checks import Catalogue
from procedures.exchange.columns import PREFETCH, content_of
from procedures.exchange.formats import FORMATS, recognised
from procedures.exchange.incoming import Entry
from procedures.exchange.national_item import Row, rest_of
from procedures.exchange.selection import EDITIONS, chosen
from procedures.exchange.taking import CREATED, DRAFTED, FURTHER, REFUSED, UNCHANGED, Taken, already_said, take, try_out
from procedures.models import Edition, Field

EXPORT, TRIAL, IMPORT = "catalogue-export", "catalogue-trial", "catalogue-import"
EXPORTED, TAKEN_IN = 50, 20
"""Procedures of one step: each is over in about a second."""

NOTHING = gettext_noop("Nothing fits these filters.")
NO_PROCEDURE = gettext_noop("The file holds no procedure.")
GONE = gettext_noop("the draft was thrown away while the export was under way")
LEFT_OUT = "left_out"
DULL = frozenset({UNCHANGED})
LABELS = {
    CREATED: gettext_lazy("new, first draft"),
    DRAFTED: gettext_lazy("changed, draft"),
    UNCHANGED: gettext_lazy("unchanged"),
    REFUSED: gettext_lazy("refused"),
    FURTHER: gettext_lazy("further faults"),
}


# --- Export -----------------------------------------------------------------------------------------
def export(part: Slice) -> None:
    """Gather what was chosen when the work began, then write the file.

    Published editions never change, so the list of them is the snapshot (D28); a draft is as it was when its turn came.
    """
    if "editions" not in part.job.position:
        _choose(part)
    while part.job.done < (part.job.total or 0):
        if part.is_over:
            return
        with part.step() as job:
            _gather(job)
    _write(part)


def _choose(part: Slice) -> None:
    with part.step() as job:
        found = list(chosen(job.parameters).values_list("pk", "procedure__code"))
        if not found:
            raise CannotGoOn(NOTHING)
        job.position = {"editions": found}
        job.total = len(found)


def _gather(job: Job) -> None:
    wanted = job.position["editions"][job.done : job.done + EXPORTED]
    rows = dict(_rows([key for key, _code in wanted]))
    for key, code in wanted:
        if key not in rows:
            job.tell(LEFT_OUT, code, GONE)
    job.parts.create(number=job.done, content=[rows[key] for key, _code in wanted if key in rows])
    job.done += len(wanted)


def _rows(keys: list[int]) -> Iterator[tuple[int, Row]]:
    found = Edition.objects.filter(pk__in=keys).select_related("procedure", "field").prefetch_related(*PREFETCH)
    for edition in found.defer("body_plain"):
        yield edition.pk, Row(edition.procedure.code, content_of(edition), rest_of(edition.record))


def _write(part: Slice) -> None:
    form = FORMATS[part.job.parameters["form"]]

    def gathered() -> Iterator[Row]:
        for kept in part.job.parts.iterator(chunk_size=1):
            part.keep()
            yield from (Row(*row) for row in kept.content)

    name = f"danh-muc-thu-tuc-{timezone.localdate():%Y-%m-%d}.{form.name}"
    _finish(part, name, form.media_type, lambda out: form.write(gathered, out))


def _finish(part: Slice, name: str, media_type: str, write: Callable[[BinaryIO], None]) -> None:
    """The last step: the file is written before it, for it takes longer than a step may."""
    with TemporaryUploadedFile(name, media_type, 0, None) as out:
        write(cast(BinaryIO, out.file))
        out.seek(0)
        with part.step() as job:
            job.finish(store(out, by=job.started_by))


# --- Import -----------------------------------------------------------------------------------------
def rehearse(part: Slice) -> None:
    """The dry run: everything is done and undone, and told."""
    _work_through(part, try_out)


def take_in(part: Slice) -> None:
    _work_through(part, take)


def _work_through(part: Slice, act: Callable[[Entry], Taken]) -> None:
    if part.job.total is None:
        _prepare(part)
    while part.job.done < (part.job.total or 0):
        if part.is_over:
            return
        with part.step() as job:
            entries = [Entry.from_json(kept) for kept in job.parts.get(number=job.done).content]
            said = already_said(entries)
            for entry in entries:
                _tell(job, entry, said.get(entry.code) or act(entry))
            job.done += len(entries)
    _report(part)


def _prepare(part: Slice) -> None:
    """Read the file once; what it brings is kept in parts."""
    source = part.job.source
    if source is None:
        raise CannotGoOn(NO_PROCEDURE)
    with open_stored(source) as stored:
        content = BytesIO(stored.read())
    entries = recognised(content).read(content, Catalogue(), part.keep)
    if not entries:
        raise CannotGoOn(NO_PROCEDURE)
    with part.step() as job:
        job.total = len(entries)
        for first in range(0, len(entries), TAKEN_IN):
            kept = [entry.as_json() for entry in entries[first : first + TAKEN_IN]]
            job.parts.create(number=first, content=kept)


def _tell(job: Job, entry: Entry, taken: Taken) -> None:
    first, *further = taken.faults
    job.tell(taken.outcome, entry.code, first.said, place=first.place or entry.place, **first.values)
    for fault in further:
        job.tell(FURTHER, entry.code, fault.said, place=fault.place, **fault.values)


def _report(part: Slice) -> None:
    """The report as a workbook."""

    def write(out: BinaryIO) -> None:
        book = Workbook(write_only=True)
        page = book.create_sheet("Báo cáo")
        looks = Looks(page)
        page.freeze_panes = "A2"
        for letter, width in zip("ABCD", (16, 20, 50, 90), strict=True):
            page.column_dimensions[letter].width = width
        page.append(
            [looks.cell(title, looks.title) for title in ("Mã thủ tục", "Kết quả", "Vị trí trong tệp", "Lý do")]
        )
        for line in part.job.lines.iterator():
            cells = [line.subject, str(LABELS[line.outcome]), line.place, line.message]
            page.append([looks.cell(text) for text in cells])
        book.save(out)

    name = f"bao-cao-nhap-danh-muc-{timezone.localdate():%Y-%m-%d}.xlsx"
    _finish(part, name, XLSX_TYPE, write)


def _filter(job: Job) -> str:
    """What an export took, in words."""
    asked = job.parameters
    field = Field.objects.filter(pk=asked["field"]).first() if asked["field"] else None
    said = [FORMATS[asked["form"]].label, dict(EDITIONS)[asked["which"]]]
    said += [Level(asked["level"]).label] if asked["level"] is not None else []
    named = [vietnamese(field)] if field else []
    named += [vietnamese(f"“{asked['q']}”")] if asked["q"] else []
    return format_html_join(" · ", "{}", ((part,) for part in (*said, *named)))


def _confirm(job: Job) -> tuple[str, str] | None:
    """A dry run that would change something leads to the real one."""
    if not (job.counts.get(CREATED) or job.counts.get(DRAFTED)):
        return None
    return _("Check and import"), reverse("admin:procedures_exchange_confirm", args=[job.uuid])


def _drafts(job: Job) -> tuple[str, str] | None:
    return _("See the drafts"), reverse("admin:procedures_edition_changelist") + "?state__exact=draft"


KINDS = {
    EXPORT: Kind(gettext_lazy("Export of the catalogue"), export, {LEFT_OUT: gettext_lazy("left out")}, _filter),
    TRIAL: Kind(gettext_lazy("Import of the catalogue: dry run"), rehearse, LABELS, dull=DULL, follow_up=_confirm),
    IMPORT: Kind(gettext_lazy("Import of the catalogue"), take_in, LABELS, dull=DULL, follow_up=_drafts),
}
