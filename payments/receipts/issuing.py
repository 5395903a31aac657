"""Issuing receipts (TT 303/2016/TT-BTC): the number is drawn last, so that a rollback leaves no gap."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from payments.models import Entry, Receipt
from payments.receipts.tasks import make_receipts
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.wake import wake_once_a_second

FORM_SIGN = "01BLP0-001"
LETTERS = "BG"
"""Form and letters of the series are given by the tax department; these are assumed."""

DRAW = """
INSERT INTO payments_receiptseries AS series (agency_id, year, form_sign, sign, last) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (agency_id, year) DO UPDATE SET last = series.last + 1 RETURNING id, last
"""


def issue(entry: Entry, at: datetime, by: User | None = None) -> Receipt:
    """For money just booked to a request. The series stays locked until the transaction ends."""
    assert entry.request is not None  # noqa: S101  (held money has no receipt)
    dossier = entry.request.dossier
    lines = entry.request.lines_now()
    says = [{"name": line.name, "kind": line.kind, "amount": line.amount} for line in lines]
    payer = str(dossier.owner.get("name") or "")
    return write(dossier.agency, entry=entry, amount=entry.amount, payer=payer, says=says, issued_at=at, issued_by=by)


def write(agency: Agency, *, issued_at: datetime, **says: Any) -> Receipt:
    """The next number of this agency's series of the year, and its receipt; the paper follows."""
    series, number = _draw(agency, issued_at)
    receipt = Receipt.objects.create(series_id=series, number=number, issued_at=issued_at, **says)
    transaction.on_commit(lambda: wake_once_a_second(make_receipts))
    return receipt


def _draw(agency: Agency, at: datetime) -> tuple[int, int]:
    year = timezone.localdate(at).year
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [agency.pk, year, FORM_SIGN, f"{LETTERS}-{year % 100:02d}E"])
        series, number = cursor.fetchone()
    return series, number
