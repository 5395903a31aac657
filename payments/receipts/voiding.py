"""Striking a receipt out: it and its number stay, and whoever checks its paper is told. Another may take its place."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.issued import issuing as papers_issued
from payments import accounts, tellers
from payments.models import Receipt, ReceiptCopy, ReceiptVoid
from payments.receipts import issuing
from payments.receipts.papers import paper_of


class Struck(Refusal):
    message = _("This receipt has been struck out already.")


@transaction.atomic
def void(receipt: Receipt, act: Act) -> ReceiptVoid:
    """By ``act.values["note"]``. Raises ``NotYours``, ``Struck``."""
    held = _held(receipt, act)
    paper = paper_of(held)
    struck = _strike(held, act)
    papers_issued.revoke(paper, act.person, struck.reason)
    return struck


@transaction.atomic
def replace(receipt: Receipt, payer: str, act: Act) -> Receipt:
    """A new number for the same money, made out to ``payer``; the old one is struck out. Raises as
    ``void``."""
    held = _held(receipt, act)
    paper_of(held)
    _strike(held, act)
    new = issuing.write(
        held.series.agency, entry=held.entry, replaces=held, amount=held.amount, payer=payer[:300], says=held.says,
        issued_at=act.at, issued_by=act.person,
    )  # fmt: skip
    paper_of(new)
    return new


@transaction.atomic
def copy(receipt: Receipt, act: Act) -> ReceiptCopy:
    """One more reprint, counted. Raises ``NotYours``."""
    held = _held(receipt, act, may_be_void=True)
    return ReceiptCopy.objects.create(receipt=held, number=held.copies.count() + 1, at=act.at, by=act.person)


def _held(receipt: Receipt, act: Act, *, may_be_void: bool = False) -> Receipt:
    assert receipt.entry.request is not None  # noqa: S101  (held money has no receipt)
    accounts.hold(receipt.entry.request.account_id)
    tellers.insist_on_receipt(act, receipt)
    held = Receipt.objects.select_related("series__agency", "entry__request").get(pk=receipt.pk)
    if not may_be_void and ReceiptVoid.objects.filter(receipt=held).exists():
        raise Struck
    return held


def _strike(receipt: Receipt, act: Act) -> ReceiptVoid:
    return ReceiptVoid.objects.create(receipt=receipt, at=act.at, by=act.person, reason=act.text("note")[:300])
