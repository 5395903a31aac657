"""Forms 01, 02 and 03: received, to be put right, refused (NĐ 61/2018 Đ.17.2-3)."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import override

from dossiers.fees import fee_lines
from dossiers.issued.facts.common import Common, common, legal_length, legal_moment, shared
from dossiers.models import Attachment, Dossier, DossierEvent, IssuedPaper, PaperTaken, Status
from dossiers.rating_link import Stage, address_of
from dossiers.results.returning import recipient
from dossiers.supplement.models import SupplementItem, SupplementRequest
from dossiers.tracking import secret
from portal.agencies.models import Role
from procedures import questions

AT_RECEPTION, AT_APPRAISAL = "tiếp nhận hồ sơ", "thẩm định hồ sơ"


@dataclass(frozen=True)
class PaperLine:
    """A line of the table of papers handed in: how many of each make."""

    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    electronic: int = 0
    held: int = 0
    """Originals kept for comparison, to be given back with the result (Đ.20)."""

    is_digitised: bool = False


@dataclass(frozen=True)
class Receipt(Common):
    """Form 01, point by point."""

    papers: list[PaperLine]
    sets: str
    time_limit: str
    received_at: str
    due_at: str
    return_by: str
    fees: str
    book: str
    serial: str
    secret: str
    holds_originals: bool = False
    rating_address: str = ""
    """What the code of the rating slip opens, which goes with forms 01, 02 and 03 (TT 01/2018/TT-VPCP)."""


def receipt(paper: IssuedPaper) -> Receipt:
    """The appointment is the one made at reception, whatever became of it. Needs a received dossier."""
    dossier = paper.dossier
    papers = paper_lines(dossier)
    return Receipt(
        **shared(common(paper)),
        papers=papers,
        holds_originals=any(line.held for line in papers),
        sets=f"{sets_of(dossier):02d}",
        time_limit=legal_length(dossier.case.time_limit(dossier.channel)),
        received_at=legal_moment(dossier.received_at),
        due_at=legal_moment(dossier.first_due_at) or "theo quy định của thủ tục",
        return_by=way_back(dossier),
        fees=fees_in_words(dossier),
        book=book_of(dossier),
        serial=serial_in_book(dossier),
        secret=secret.grouped(secret.of(dossier)),
        rating_address=address_of(dossier, Stage.RECEPTION),
    )


def sets_of(dossier: Dossier) -> int:
    """Taken at the counter; online there is one, of files."""
    return dossier.intake.sets if hasattr(dossier, "intake") else 1


def paper_lines(dossier: Dossier) -> list[PaperLine]:
    """Point 6: what was counted at the counter, or else the files that were handed in online."""
    taken = dossier.papers_taken.select_related("component")
    return [_counted(one) for one in taken] or _files(dossier)


def _counted(paper: PaperTaken) -> PaperLine:
    is_digitised = paper.digitised == PaperTaken.Digitised.SCANNED
    return PaperLine(
        name=paper.component.name,
        originals=paper.originals,
        certified=paper.certified,
        copies=paper.photocopies,
        held=paper.held,
        is_digitised=is_digitised,
    )


def _files(dossier: Dossier) -> list[PaperLine]:
    """One line a component, with the number of its files."""
    lines: dict[int, list[str]] = {}
    handed = dossier.attachments.filter(kind=Attachment.Kind.PAPER, removed_at__isnull=True)
    for file in handed.select_related("component", "stored").order_by("component__number", "position", "pk"):
        name = file.component.name if file.component else file.stored.name
        lines.setdefault(file.component_id or -file.pk, []).append(name)
    return [PaperLine(names[0], electronic=len(names)) for names in lines.values()]


def way_back(dossier: Dossier) -> str:
    """Point 11: the counter, an address, or online."""
    if dossier.return_by == Dossier.ReturnBy.POST:
        to = recipient(dossier)
        return f"Qua dịch vụ bưu chính công ích, đến {to.name}, {to.address or 'địa chỉ nêu trên'}"
    if dossier.return_by == Dossier.ReturnBy.ONLINE:
        return "Trực tuyến, trên trang hồ sơ của người nộp"
    return f"Trực tiếp tại {dossier.received_by.name}"


def fees_in_words(dossier: Dossier) -> str:
    """Point 12: the sum where it is known; what is paid at the counter has a receipt of its own (A14)."""
    lines = fee_lines(dossier)
    if not lines:
        return "Theo thông báo của cơ quan giải quyết (nếu có)"
    amounts = [line.amount for line in lines]
    if None in amounts:
        return "Xác định khi thẩm định hồ sơ, theo thông báo của cơ quan giải quyết"
    total = sum(amount for amount in amounts if amount)
    if not total:
        return "Không thu"
    is_assumed = bool(dossier.edition.provenance.get("fees", {}).get("assumed"))
    return f"{total:,} đồng (chưa nộp)".replace(",", ".") + (" (minh hoạ)" if is_assumed else "")


def book_of(dossier: Dossier) -> str:
    """Point 13. The electronic book of a year is one book (assumed: paper books are numbered by their volumes)."""
    at = dossier.received_at or dossier.submitted_at
    return f"{timezone.localtime(at).year} (sổ điện tử)" if at else ""


def serial_in_book(dossier: Dossier) -> str:
    """Day and serial, as they end the code: unique at the unit and without gaps."""
    return dossier.code.split("-", 1)[1] if dossier.code else ""


@dataclass(frozen=True)
class Fix:
    label: str
    reason: str
    what: str


@dataclass(frozen=True)
class Supplement(Common):
    """Form 02: what is to be put right, why, until when, in which stage and for the how manieth time."""

    stage: str
    round: int
    lines: list[Fix]
    reason: str
    ground: str
    due_at: str
    rating_address: str = ""


def supplement(paper: IssuedPaper) -> Supplement:
    request = _request(paper)
    with override("vi"):
        return Supplement(
            **shared(common(paper)),
            stage=_stage(paper.event),
            round=request.number,
            lines=_fixes(paper.dossier, list(request.items.select_related("component"))),
            reason=request.reason,
            ground=request.ground,
            due_at=legal_moment(request.due_at),
            rating_address=address_of(paper.dossier, Stage.RECEPTION),
        )


def _stage(event: DossierEvent | None) -> str:
    """A leader who approves a further request before reception asks in that stage too."""
    is_early = event is not None and (event.status_before == Status.SUBMITTED or event.role == Role.CLERK)
    return AT_RECEPTION if is_early else AT_APPRAISAL


def _request(paper: IssuedPaper) -> SupplementRequest:
    assert paper.event is not None  # noqa: S101  (only an act asks for a supplement)
    return SupplementRequest.objects.get(dossier=paper.dossier, asked_in=paper.event.number)


def _fixes(dossier: Dossier, items: list[SupplementItem]) -> list[Fix]:
    form = questions.form_for(dossier.edition)
    return [Fix(_label(dossier, form, item), str(item.get_reason_display()), item.what) for item in items]


def _label(dossier: Dossier, form: questions.Form, item: SupplementItem) -> str:
    """A paper by its name, an answer by its question, a row of a block by its number as well."""
    if item.component is not None:
        return item.component.name
    question = form.question(item.question)
    label = str(question.label) if question else item.question
    if not item.row:
        return label
    rows = dossier.answer(item.question) or []
    number = next((place for place, row in enumerate(rows, start=1) if row.get("id") == item.row), 0)
    return f"{label} – dòng {number}"


@dataclass(frozen=True)
class Refusal(Common):
    """Form 03: not received, or after appraisal not granted (Đ.19.8); and why."""

    is_after_appraisal: bool
    reason: str
    ground: str = ""
    rating_address: str = ""


def refusal(paper: IssuedPaper) -> Refusal:
    event = paper.event
    return Refusal(
        **shared(common(paper)),
        is_after_appraisal=paper.dossier.code is not None,
        reason=event.note if event else "",
        ground=str(event.values.get("ground", "")) if event else "",
        rating_address=address_of(paper.dossier, Stage.RECEPTION),
    )
