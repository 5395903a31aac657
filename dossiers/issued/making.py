"""Printing, signing and keeping what was issued: once, whatever dies meanwhile (cases PD-06).

Nothing is written before the file is whole, and what is written then is one transaction that looks again. A process
killed in the middle leaves a row that is still owed.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.documents.render import PaperFailed, PapersUnavailable, Printed, print_page, render_pdf
from dossiers.issued import pages, registry
from dossiers.issued.facts.common import PLACE
from dossiers.issued.gathering import gather
from dossiers.models import IssuedPaper
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.health import can_print
from portal.outbox import pause
from portal.signing.signatures import NotSigned, Signature, can_sign, signed

log = logging.getLogger(__name__)
BATCH = 10
LEASE = timedelta(seconds=90)
MOST_ATTEMPTS = 8

NOT_MADE = (PapersUnavailable, PaperFailed, NotSigned)


def make(paper: IssuedPaper) -> IssuedPaper:
    """The paper with its file. Safe to repeat and at once: one file is kept. Raises one of ``NOT_MADE``."""
    if paper.made_at is not None:
        return paper
    whole = gather(paper)
    printed = print_page(pages.page_of(whole))
    if can_sign():
        signer = Signer(whole.signer, whole.official, whole.agency.name)
        pdf = sign(printed, signer, registry.form_of(whole.key, whole.version).title)
        return _keep(whole, pdf, printed.pages, is_signed=True)
    return _keep(whole, printed.pdf, printed.pages, is_signed=False)


@dataclass(frozen=True)
class Signer:
    """Who a signature names, and what its stamp shows."""

    whole: str
    official: str
    agency: str


def sign(printed: Printed, signer: Signer, reason: str) -> bytes:
    """By the portal's key, for the official and the agency. Raises one of ``NOT_MADE``."""
    if printed.spot is None:
        return signed(printed.pdf, Signature(signer.whole, reason, PLACE))
    stamp = render_pdf(pages.stamp_page(signer.official, signer.agency, signing_time(timezone.localtime())))
    return signed(printed.pdf, Signature(signer.whole, reason, PLACE, printed.spot.page, printed.spot.box), stamp)


def signing_time(at: datetime) -> str:
    """«26/11/2026 07:05:00 +07:00», as stamps of signatures say it."""
    offset = f"{at:%z}"
    return f"{at:%d/%m/%Y %H:%M:%S} {offset[:3]}:{offset[3:]}"


@transaction.atomic
def _keep(paper: IssuedPaper, pdf: bytes, count: int, *, is_signed: bool) -> IssuedPaper:
    held = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    if held.made_at is not None:
        return held
    upload = SimpleUploadedFile(f"{file_name(held)}.pdf", pdf, content_type="application/pdf")
    held.file = store(upload, by=None, pages=count)
    StoredFile.objects.filter(pk=held.file.pk).update(scan=StoredFile.Scan.CLEAN)  # made by ourselves
    held.file.scan = StoredFile.Scan.CLEAN
    held.made_at, held.is_signed, held.last_error, held.next_attempt_at = timezone.now(), is_signed, "", None
    held.save(update_fields=["file", "made_at", "is_signed", "last_error", "next_attempt_at"])
    return held


def file_name(paper: IssuedPaper) -> str:
    return f"{NAMES.get(paper.key, 'giay-to')}-{paper.dossier.public_code}"


NAMES = {
    "receipt": "giay-tiep-nhan",
    "supplement_request": "phieu-bo-sung",
    "refusal": "phieu-tu-choi",
    "apology": "phieu-xin-loi",
    "control_slip": "phieu-kiem-soat",
    "result_receipt": "bien-nhan-tra-ket-qua",
    "process_trail": "qua-trinh-xu-ly",
    "opinion_request": "phieu-lay-y-kien",
    "verification_minutes": "bien-ban-xac-minh",
    "approval_sheet": "phieu-trinh",
    "reminder": "phieu-don-doc",
    "fee_receipt": "bien-lai",
}


def drain() -> bool:
    """Make a slice of what is owed. Whether there may be more."""
    if not can_print():
        return False
    taken = _lease()
    for paper in taken:
        _attempt(paper)
    return len(taken) == BATCH


def _lease() -> list[IssuedPaper]:
    """Ours alone for a while; who opens one meanwhile makes it all the same, and one of the two is kept."""
    with transaction.atomic():
        waiting = IssuedPaper.objects.waiting().select_for_update(skip_locked=True)
        taken = list(waiting[:BATCH])
        for paper in taken:
            paper.attempts += 1
            paper.next_attempt_at = timezone.now() + LEASE
        IssuedPaper.objects.bulk_update(taken, ["attempts", "next_attempt_at"])
    return taken


def _attempt(paper: IssuedPaper) -> None:
    try:
        make(paper)
    except NOT_MADE as error:
        log.warning("issued paper %s was not made: %s", paper.uuid, type(error).__name__)
        again = timezone.now() + pause(paper.attempts) if paper.attempts < MOST_ATTEMPTS else None
        said = f"{type(error).__name__} {error}".strip()[:100]
        IssuedPaper.objects.filter(pk=paper.pk, made_at__isnull=True).update(next_attempt_at=again, last_error=said)
