"""Many papers at once, as long work: a joined PDF of papers that are kept, the book of a period (form 06), a hand-over
slip of a selection.

Who orders it must reach those dossiers then, and still when each is printed. ``position`` holds ``at``, how many are
done, and for the book ``parts`` (printed files that are joined at the end) and ``pages``.
"""

import io
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import BinaryIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dossiers.documents.render import PaperFailed, PapersUnavailable, Printed, print_page
from dossiers.fees import fee_lines
from dossiers.issued import making, pages, registry
from dossiers.issued.facts.common import above
from dossiers.issued.facts.lists import Book, book_line, hand_over, handed_line
from dossiers.models import Dossier, DossierQuerySet, IssuedPaper
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.files.storage import open_stored, store
from portal.jobs import CannotGoOn, Job, Kind, Slice

BATCH, BOOK, HANDOVER = "papers-batch", "papers-book", "papers-handover"
MOST = 500
LINES = 100
"""Of the book at a time: a second of printing."""

PRINTED, LEFT_OUT = "printed", "left_out"
NO_PRESS = gettext_noop("This machine cannot make PDFs now. Tell the system administrator.")
TOO_HARD = gettext_noop("The paper could not be printed within time and memory.")
NOTHING = gettext_noop("There is nothing to print: no paper of this kind, or no dossier in this period.")
NO_PAPER = gettext_noop("no such paper was issued for it, or it is out of reach")


def batch(part: Slice) -> None:
    """The kept papers of one kind of a selection, joined in its order; what was not made yet is made."""
    key, ids = part.job.parameters["key"], part.job.parameters["ids"]
    while (at := part.job.position.get("at", 0)) < len(ids) and not part.is_over:
        paper = _paper_of(part.job, key, ids[at])
        made = _made(paper) if paper else None
        with part.step() as job:
            job.total, job.done = len(ids), at + 1
            job.position = job.position | {"at": at + 1}
            if made is None:
                job.tell(LEFT_OUT, f"#{at + 1}", NO_PAPER)
            else:
                job.counts[PRINTED] = job.counts.get(PRINTED, 0) + 1
                job.position["parts"] = [*job.position.get("parts", []), made.file_id]
    if part.job.position.get("at", 0) >= len(ids):
        _end(part, registry.form_on(key, timezone.localdate()).title)


def _paper_of(job: Job, key: str, pk: int) -> IssuedPaper | None:
    reached = _reached(job).filter(pk=pk)
    return IssuedPaper.objects.of(reached).filter(key=key, revoked_at__isnull=True).current().last()


def _made(paper: IssuedPaper) -> IssuedPaper | None:
    try:
        return making.make(paper)
    except PapersUnavailable as error:
        raise CannotGoOn(NO_PRESS) from error
    except making.NOT_MADE:
        return None


def _reached(job: Job) -> DossierQuerySet:
    assert job.started_by is not None  # noqa: S101  (only officials order these)
    return Dossier.objects.reached_by(job.started_by)


def _end(part: Slice, title: str) -> None:
    """Join what was printed; parts that were made for this alone are forgotten, kept papers stay."""
    files = list(StoredFile.objects.filter(pk__in=part.job.position.get("parts", [])))
    by_key = {file.pk: file for file in files}
    ordered = [by_key[pk] for pk in part.job.position.get("parts", []) if pk in by_key]
    if not ordered:
        raise CannotGoOn(NOTHING)
    whole = joined(ordered)
    with part.step() as job:
        job.finish(_kept(job, whole, title))
        StoredFile.objects.filter(pk__in=by_key, issued_paper__isnull=True).delete()


def joined(files: Iterable[StoredFile]) -> bytes:
    """Their pages in one PDF. Signatures hold for the single files: those are what is handed out as originals."""
    return _one_pdf(open_stored(file) for file in files)


def _one_pdf(contents: Iterable[BinaryIO]) -> bytes:
    whole, out = pikepdf.new(), io.BytesIO()
    for content in contents:
        with content, pikepdf.open(content) as one:
            whole.pages.extend(one.pages)
    whole.save(out)
    return out.getvalue()


def _kept(job: Job, pdf: bytes, title: str, pages_in_it: int | None = None) -> StoredFile:
    name = f"{title} {timezone.localdate():%d-%m-%Y}.pdf"
    upload = SimpleUploadedFile(name, pdf, content_type="application/pdf")
    stored = store(upload, by=job.started_by, pages=pages_in_it)
    StoredFile.objects.filter(pk=stored.pk).update(scan=StoredFile.Scan.CLEAN)  # made by ourselves
    return stored


# --- The book ---------------------------------------------------------------------------------


def in_book(user: User, agency: Agency, since: date, until: date) -> DossierQuerySet:
    """What an agency received or decides of what came in from ``since`` to ``until``, and ``user`` reaches."""
    first = timezone.make_aware(datetime.combine(since, time.min))
    after = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    of_agency = Q(received_by=agency) | Q(agency=agency)
    reached = Dossier.objects.reached_by(user).filter(of_agency, received_at__gte=first, received_at__lt=after)
    return reached.select_related("edition", "agency").order_by("received_at", "pk")


def book(part: Slice) -> None:
    """Form 06, a hundred lines at a time; pages are numbered through."""
    rows = _rows(part.job)
    total = rows.count()
    while (at := part.job.position.get("at", 0)) < total and not part.is_over:
        found = list(rows[at : at + LINES])
        printed = _print_lines(part.job, found, at, total)
        with part.step() as job:
            stored = _kept(job, printed.pdf, "so-theo-doi", printed.pages)
            job.total, job.done = total, at + len(found)
            job.position = {
                "at": at + len(found),
                "pages": job.position.get("pages", 0) + printed.pages,
                "parts": [*job.position.get("parts", []), stored.pk],
            }
    if part.job.position.get("at", 0) >= total:
        _end(part, registry.form_on("follow_up_book", timezone.localdate()).title)


def _rows(job: Job) -> DossierQuerySet:
    said = job.parameters
    agency = Agency.objects.get(pk=said["agency"])
    since, until = date.fromisoformat(said["since"]), date.fromisoformat(said["until"])
    assert job.started_by is not None  # noqa: S101  (only officials order these)
    return in_book(job.started_by, agency, since, until)


def _print_lines(job: Job, found: list[Dossier], at: int, total: int) -> Printed:
    agency = Agency.objects.select_related("parent").get(pk=job.parameters["agency"])
    since, until = date.fromisoformat(job.parameters["since"]), date.fromisoformat(job.parameters["until"])
    facts = Book(
        above=above(agency),
        unit=agency.name,
        year=str(until.year),
        since=f"{since:%d/%m/%Y}",
        until=f"{until:%d/%m/%Y}",
        lines=[book_line(at + place, dossier) for place, dossier in enumerate(found, start=1)],
        first_page=job.position.get("pages", 0) + 1,
        is_last=at + len(found) >= total,
    )
    return _printed("follow_up_book", asdict(facts))


def _printed(key: str, facts: dict[str, object]) -> Printed:
    try:
        return print_page(pages.page(registry.form_on(key, timezone.localdate()), facts))
    except PapersUnavailable as error:
        raise CannotGoOn(NO_PRESS) from error
    except PaperFailed as error:
        raise CannotGoOn(TOO_HARD) from error


# --- The hand-over slip -----------------------------------------------------------------------


def handover(part: Slice) -> None:
    """Phiếu bàn giao of a selection, one for each agency that takes some of it; both sides sign it on paper."""
    gives = Agency.objects.select_related("parent").get(pk=part.job.parameters["gives"])
    rows = _reached(part.job).filter(pk__in=part.job.parameters["ids"])
    rows = rows.select_related("edition", "case", "agency").order_by("agency", "received_at", "pk")
    slips = [_slip(gives, list(some), part.job.created_at) for _pk, some in groupby(rows, lambda row: row.agency_id)]
    if not slips:
        raise CannotGoOn(NOTHING)
    with part.step() as job:
        job.total = job.done = job.counts[PRINTED] = len(slips)
        job.finish(_kept(job, _one_pdf(io.BytesIO(slip.pdf) for slip in slips), "Phiếu bàn giao"))


def _slip(gives: Agency, found: list[Dossier], at: datetime) -> Printed:
    lines = [handed_line(dossier, has_fee=bool(fee_lines(dossier))) for dossier in found]
    return _printed("handover_slip", asdict(hand_over(gives, found[0].agency, lines, at)))


OUTCOMES = {PRINTED: _("printed"), LEFT_OUT: _("left out")}
KINDS = {
    BATCH: Kind(_("Printing papers of many dossiers"), batch, OUTCOMES),
    BOOK: Kind(_("Book of dossiers (form 06)"), book, OUTCOMES),
    HANDOVER: Kind(_("Hand-over slip"), handover, OUTCOMES),
}
