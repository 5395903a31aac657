"""Large reports as files, made by long work: what a page asked for is asked again, for who ordered it, as of then."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any

from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from dossiers.documents.render import PaperFailed, PapersUnavailable, render_pdf
from portal.jobs import CannotGoOn, Job, Kind, Slice
from portal.jobs.files import Counted, finish, written
from portal.sheets import XLSX_TYPE
from portal.templatetags.words import vietnamese
from portal.vietnamese import unmarked
from reports import papers, workbooks
from reports.figures import FIGURES
from reports.periods import Period
from reports.reach import RIGHT
from reports.views.asking import Ordered
from reports.views.found import PART, Found, Line
from reports.views.wanted import Wanted

ROWS, FORM06 = "report-rows", "report-form06"
PDF_TYPE = "application/pdf"
NO_RIGHT = gettext_noop("Your posts have changed since: order the file again.")
NO_PDF = gettext_noop("This machine makes no PDF just now. Take the workbook, or tell the system administrator.")


def make_rows(part: Slice) -> None:
    """All rows of a list as a workbook, in one slice: one statement sees one snapshot, however long it is read."""
    try:
        found = Found(_ordered(part.job), part.job.parameters["figure"], part.job.created_at)
    except Http404 as error:
        raise CannotGoOn(NO_RIGHT) from error
    with part.step() as job:
        job.total = found.listing.rows(found.scope).count()
    lines = Counted(found.lines(), lambda number: _reached(part, number))
    with written(name_of(found), XLSX_TYPE, lambda out: write_rows(found, lines, out)) as file, part.step() as job:
        job.done = job.total = lines.number
        finish(job, file)


def write_rows(found: Found, lines: Iterable[Line], out: IO[bytes]) -> None:
    """In Vietnamese, whatever language the screen speaks."""
    with override("vi"):
        heads = [(str(column.title), column.width) for column in found.listing.columns]
        cells = ([_said(cell) for cell in line] for _key, _address, line in lines)
        workbooks.rows(str(found.listing.title), heads, cells, out)


def _said(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, int | datetime) else str(cell)


def name_of(found: Found) -> str:
    with override("vi"):
        return f"{slugify(unmarked(str(found.listing.title)))}-{found.day}.xlsx"


def make_form06(part: Slice) -> None:
    wanted = Wanted(_ordered(part.job), part.job.created_at)
    if not wanted.is_valid:
        raise CannotGoOn(NO_RIGHT)
    try:
        content = render_pdf(papers.form06_page(wanted.facts))
    except (PapersUnavailable, PaperFailed) as error:
        raise CannotGoOn(NO_PDF) from error
    with written(f"{wanted.name}.pdf", PDF_TYPE, lambda out: out.write(content)) as file, part.step() as job:
        job.done = job.total = len(wanted.form.lines)
        finish(job, file)


def _ordered(job: Job) -> Ordered:
    """Raises ``CannotGoOn`` where who ordered it sees figures no more; they see what their posts of today reach."""
    user = job.started_by
    if user is None or not user.has_perm(RIGHT):
        raise CannotGoOn(NO_RIGHT)
    return Ordered(user, job.parameters["query"])


def _reached(part: Slice, number: int) -> None:
    """Renews the lease, too."""
    with part.step() as job:
        job.done = number


def _about_rows(job: Job) -> str:
    """The title of the list, as long as there is one, and its day."""
    query, figure = job.parameters["query"], FIGURES.get(job.parameters["figure"])
    listing = figure.lists.get(query.get(PART, "")) if figure else None
    day = f"{date.fromisoformat(query['ngay']):%d/%m/%Y}"
    return f"{listing.title} · {day}" if listing else day


def _about_form06(job: Job) -> str:
    query = job.parameters["query"]
    if "tu" in query:
        return " – ".join(f"{date.fromisoformat(query[name]):%d/%m/%Y}" for name in ("tu", "den"))
    period = Period.read(query["ky"])
    return vietnamese(period.name) if period else ""


KINDS = {
    ROWS: Kind(_("Rows of a figure as a file"), make_rows, {}, about=_about_rows),
    FORM06: Kind(_("Form 06 as a PDF"), make_form06, {}, about=_about_form06),
}
