"""The paper of a receipt: its facts are those of the receipt, so that it can be made late, and is made once."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation

from dossiers.documents.render import print_page
from dossiers.issued import issuing, making, pages, registry
from dossiers.issued.facts.common import PLACE, Head, above, hotline, legal_day
from dossiers.issued.issuing import Author
from dossiers.models import Dossier, IssuedPaper
from payments import accounts, telling
from payments.amount_in_words import dong
from payments.models import Line, Receipt, ReceiptCopy, ReceiptPaper
from payments.providers import PROVIDERS
from portal.signing.signatures import can_sign

FORM, LEGAL_LANGUAGE = "fee_receipt", "vi"
KINDS = {Line.Kind.FEE: "Phí", Line.Kind.CHARGE: "Lệ phí", Line.Kind.OTHER: "Khoản thu khác"}
WAYS = {"cash": "tiền mặt", "transfer": "chuyển khoản"}
ONLINE = "thanh toán trực tuyến"
BY_THE_PORTAL = "Hệ thống thu trực tuyến"


@dataclass(frozen=True)
class Charged:
    name: str
    kind: str
    amount: str


@dataclass(frozen=True)
class FeeReceipt:
    """What TT 303/2016 Đ.4 asks for, and the dossier's code."""

    head: Head
    form_sign: str
    series: str
    serial: str
    agency_code: str
    payer: str
    procedure: str
    lines: list[Charged]
    amount: str
    amount_in_words: str
    way: str
    paid_on: str
    replaces: str
    reason: str
    hotline: str


def make_missing(most: int = 200) -> int:
    found = Receipt.objects.without_paper().order_by("pk")[:most]
    return len([paper_of(receipt) for receipt in found])


@transaction.atomic
def paper_of(receipt: Receipt) -> IssuedPaper:
    """Made now if it was not yet; of two who make it at once the second finds it."""
    whole = _whole(receipt)
    assert whole.entry.request is not None  # noqa: S101  (held money has no receipt)
    accounts.hold(whole.entry.request.account_id)
    known = ReceiptPaper.objects.select_related("paper__dossier", "paper__agency").filter(receipt=receipt).first()
    if known is not None:
        return known.paper
    paper = _write(whole, whole.entry.request.dossier)
    ReceiptPaper.objects.create(receipt=whole, paper=paper)
    if whole.replaces is None:
        telling.received(whole)
    return paper


def copy_of(copy: ReceiptCopy) -> bytes:
    """A reprint, marked «bản sao» with its number, signed anew. Raises one of ``making.NOT_MADE``."""
    paper = paper_of(copy.receipt)
    printed = print_page(copy_page(copy, paper))
    if not can_sign():
        return printed.pdf
    signer = making.Signer(paper.signer, paper.official, paper.agency.name)
    return making.sign(printed, signer, registry.form_of(paper.key, paper.version).title)


def copy_page(copy: ReceiptCopy, paper: IssuedPaper, sheet: str = "") -> str:
    at = f"{timezone.localtime(copy.at):%H:%M ngày %d/%m/%Y}"
    marked = paper.facts | {"copy": copy.number, "copied_at": at, "is_void": hasattr(copy.receipt, "void")}
    return pages.page(registry.form_of(paper.key, paper.version), marked, pages.verified_at(paper), sheet)


def _whole(receipt: Receipt) -> Receipt:
    more = ("series__agency__parent", "entry__settlement", "issued_by", "entry__request__account__dossier__edition",
            "replaces__series", "replaces__void")  # fmt: skip
    return Receipt.objects.select_related(*more).get(pk=receipt.pk)


def _write(receipt: Receipt, dossier: Dossier) -> IssuedPaper:
    taker = str(receipt.issued_by) if receipt.issued_by else ""
    author = Author(receipt.issued_by, taker, "Người thu tiền" if taker else "", receipt.series.agency)
    facts, number = facts_of(receipt, dossier), f"{receipt.series.sign} {receipt}"
    if receipt.replaces is None:
        return issuing.issue(dossier, FORM, author, facts=facts, number=number)
    return issuing.issue_instead(paper_of(receipt.replaces), author, facts.reason, facts=facts, number=number)


def facts_of(receipt: Receipt, dossier: Dossier) -> FeeReceipt:
    series, old = receipt.series, receipt.replaces
    day = legal_day(timezone.localdate(receipt.issued_at))
    taker = str(receipt.issued_by) if receipt.issued_by else BY_THE_PORTAL
    head = Head(above(series.agency), series.agency.name, "", dossier.public_code, False, f"{PLACE}, {day}", taker, "")
    return FeeReceipt(
        head=head,
        form_sign=series.form_sign,
        series=series.sign,
        serial=str(receipt),
        agency_code=series.agency.code_2020,
        payer=receipt.payer,
        procedure=dossier.edition.name,
        lines=[Charged(one["name"], KINDS[one["kind"]], in_figures(one["amount"])) for one in receipt.says],
        amount=in_figures(receipt.amount),
        amount_in_words=dong(receipt.amount),
        way=WAYS.get(receipt.entry.settlement.provider, f"{ONLINE} ({_name_of(receipt)})"),
        paid_on=f"{timezone.localtime(receipt.entry.settlement.paid_at):%H:%M ngày %d/%m/%Y}",
        replaces=f"{old.series.sign} {old}" if old else "",
        reason=old.void.reason if old else "",
        hotline=hotline(),
    )


def _name_of(receipt: Receipt) -> str:
    with translation.override(LEGAL_LANGUAGE):
        return str(PROVIDERS[receipt.entry.settlement.provider].label)


def in_figures(amount: int) -> str:
    """«1.250.000», as papers write it."""
    return f"{amount:,}".replace(",", ".")
