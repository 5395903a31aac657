"""What people are told of their money; the wordings begin in ``notices.json`` and live on at the desk."""

import json
from collections.abc import Mapping
from pathlib import Path

from django.urls import reverse
from django.utils import translation

from dossiers import notices
from dossiers.models import Dossier
from payments.models import Receipt, Refund, WorkItem
from portal.notices import owing, wording
from portal.templatetags.words import money

BEGUN_WITH = json.loads((Path(__file__).parent / "notices.json").read_text(encoding="utf-8"))
OFFERED = ("code", "procedure", "agency", "amount", "hotline")

BOOKED_ANYHOW = frozenset({WorkItem.Kind.LATE, WorkItem.Kind.CONTRADICTION})

KINDS = wording.begun(BEGUN_WITH["kinds"], BEGUN_WITH["examples"], OFFERED)


def received(receipt: Receipt) -> None:
    assert receipt.entry.request is not None  # noqa: S101  (held money has no receipt)
    facts = {"receipt": f"{receipt.series.sign} {receipt}"}
    _tell("money_received", receipt.entry.request.dossier, receipt.amount, f"receipt:{receipt.uuid}", facts)


def looked_into(item: WorkItem) -> None:
    """Where we know whose money it is, and it is not booked already."""
    if item.account is None or item.settlement is None or item.kind in BOOKED_ANYHOW:
        return
    _tell("money_looked_into", item.account.dossier, item.settlement.amount, f"item:{item.pk}")


def refund_approved(refund: Refund) -> None:
    if dossier := _dossier_of(refund):
        _tell("refund_approved", dossier, refund.amount, f"refund:{refund.pk}:approved")


def refund_completed(refund: Refund) -> None:
    facts = {"number": refund.transaction_id, "way": BEGUN_WITH["ways"][refund.way]}
    if dossier := _dossier_of(refund):
        _tell("refund_completed", dossier, refund.amount, f"refund:{refund.pk}:completed", facts)


def _dossier_of(refund: Refund) -> Dossier | None:
    """Of money nobody knows the dossier of, nobody can be told."""
    attempt = refund.settlement.attempt
    request = refund.request or (attempt.request if attempt else None)
    return request.dossier if request else None


def _tell(key: str, dossier: Dossier, amount: int, once: str, more: Mapping[str, str] | None = None) -> None:
    """The people of the dossier, once; ``once`` stands under the dossier's own name, where the desk finds it."""
    told = notices.recipients(dossier)
    with translation.override("vi"):
        values = {
            "code": dossier.public_code, "procedure": dossier.edition.name, "agency": dossier.agency.name,
            "amount": money(amount), "hotline": notices.hotline(), **(more or {}),
        }  # fmt: skip
    link = reverse("dossier", args=[dossier.uuid]) if any(one.person for one in told) else reverse("lookup")
    owing.owe(KINDS[key], to=told, values=values, link=link, once=f"{notices.topic(dossier)}{once}")


def seed() -> str:
    """All wordings at the desk. Safe to repeat."""
    return wording.seed(KINDS.values())
