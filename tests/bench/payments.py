"""Notifications of payments: how many are settled each second, half of them duplicates, against psycopg2 verifying them
and inserting the same rows; and what it costs to refuse one that nobody signed.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from io import BytesIO
from itertools import count

import psycopg2
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier, Status
from payments.models import Account, Assessment, Attempt, InboundMessage, Line, PaymentRequest, Receipt
from payments.providers import payplat
from tests.bench.measure import Limit, Result, in_turns
from tests.bench.submission import raw_connection
from tests.factories import AgencyFactory, DraftFactory, ProcedureFactory
from tests.payments import money

SETTLED_AIM, REFUSED_AIM = 0.25, 5.0
ROUNDS, REFUSED = 200, 400
MESSAGE = """INSERT INTO payments_inboundmessage (provider, kind, content, arrived_at)
    VALUES ('payplat', 'callback', %s, now()) RETURNING id"""
SETTLED = (
    "SELECT request_id FROM payments_attempt WHERE reference = %(reference)s",
    "SELECT 1 FROM payments_account WHERE dossier_id = %(dossier)s FOR UPDATE",
    """INSERT INTO payments_settlement (provider, transaction_id, reference, amount, bank, paid_at, recorded_at,
         attempt_id, message_id) VALUES ('payplat', %(transaction)s, %(reference)s, %(amount)s, 'DEMOBANK', now(),
         now(), %(attempt)s, %(message)s) ON CONFLICT (provider, transaction_id) DO NOTHING RETURNING id""",
)
BOOKED = (
    "UPDATE payments_attempt SET state = 'confirmed', next_query_at = NULL WHERE id = %(attempt)s",
    """INSERT INTO payments_entry (settlement_id, request_id, amount, at)
       VALUES (%(settlement)s, %(request)s, %(amount)s, now()) RETURNING id""",
    """INSERT INTO payments_receiptseries AS series (agency_id, year, form_sign, sign, last)
       VALUES (%(agency)s, 2020, '01BLP0-001', 'BG-20E', 1)
       ON CONFLICT (agency_id, year) DO UPDATE SET last = series.last + 1 RETURNING id, last""",
    """INSERT INTO payments_receipt (uuid, series_id, number, entry_id, amount, payer, says, issued_at)
       VALUES (gen_random_uuid(), %(series)s, %(number)s, %(entry)s, %(amount)s, 'a', '[]', now())""",
)
READING = """INSERT INTO payments_reading (message_id, is_genuine, outcome, at)
    VALUES (%(message)s, true, 'settled', now())"""


class Till:
    """Dossiers that owe, each with an order at the platform, and the doors both sides come in by."""

    def __init__(self) -> None:
        self.edition = ProcedureFactory().current
        self.agency = AgencyFactory()
        self.unit = AgencyFactory(kind="one_stop", parent=self.agency)
        self.numbers = count(1)
        self.door = WSGIHandler()
        self.raw = raw_connection()
        self.address = reverse("payplat_confirm")

    def order(self) -> Attempt:
        number, now = next(self.numbers), timezone.now()
        dossier: Dossier = DraftFactory(
            edition=self.edition, agency=self.agency, received_by=self.unit, status=Status.RECEIVED,
            code=f"000.00.00.H02-201130-{number:05d}", provisional_number=f"TN-{number:05d}", submitted_at=now,
            received_at=now,
        )  # fmt: skip
        request = PaymentRequest.objects.create(
            account=Account.objects.create(dossier=dossier), kind="fees", asked_at=now
        )
        assessment = Assessment.objects.create(request=request, number=1, at=now)
        Line.objects.create(assessment=assessment, number=1, name="Lệ phí", kind="2", amount=money.FEE)
        return money.attempt(request)

    def tell(self, content: bytes) -> str:
        """The code that the portal answers, through all of Django."""
        form = RequestFactory().post(self.address, content, content_type="application/json")
        environ = form.environ | {"wsgi.input": BytesIO(content), "HTTP_HOST": "127.0.0.1"}
        response = self.door(environ, lambda *told: None)
        body = b"".join(response)
        response.close()
        return str(json.loads(body)["MaLoi"])

    def settle_raw(self, order: Attempt, content: bytes) -> None:
        """Store; verify; write what settlement writes, nothing of it a second time."""
        with self.raw, self.raw.cursor() as cursor:
            cursor.execute(MESSAGE, [content])
            message = cursor.fetchone()[0]
        facts = verified(content) | {
            "message": message, "attempt": order.pk, "dossier": order.request.account_id, "agency": self.agency.pk,
            "request": order.request_id,
        }  # fmt: skip
        with self.raw, self.raw.cursor() as cursor:
            for statement in SETTLED:
                cursor.execute(statement, facts)
            row = cursor.fetchone()
            if row is not None:
                self._book(cursor, facts | {"settlement": row[0]})
            cursor.execute(READING, facts)

    def _book(self, cursor: "psycopg2.extensions.cursor", facts: dict[str, object]) -> None:
        cursor.execute(BOOKED[0], facts)
        cursor.execute(BOOKED[1], facts)
        facts["entry"] = cursor.fetchone()[0]
        cursor.execute(BOOKED[2], facts)
        facts["series"], facts["number"] = cursor.fetchone()
        cursor.execute(BOOKED[3], facts)


def verified(content: bytes) -> dict[str, object]:
    message = json.loads(content)
    text = "|".join([*(str(message[name]) for name in payplat.CONFIRM), settings.PAYPLAT.secret])
    assert hmac.compare_digest(hashlib.sha256(text.encode()).hexdigest(), message["MaXacThuc"])
    return {
        "reference": message["MaThamChieu"],
        "transaction": message["MaGiaoDich"],
        "amount": message["SoTien"],
    }


def run() -> list[Result]:
    till = Till()
    try:
        return [settled(till), refused(till)]
    finally:
        till.raw.close()


def settled(till: Till) -> Result:
    """Every payment is told twice, as it comes."""
    ready = [till.order() for _ in range(2 * (ROUNDS + 1))]
    told = [(one, money.confirmation(one, f"GD{one.pk}")) for one in ready]

    def ours() -> None:
        _order, content = told.pop()
        assert [till.tell(content) for _ in range(2)] == ["00", "00"]

    def baseline() -> None:
        order, content = told.pop()
        for _ in range(2):
            till.settle_raw(order, content)

    pair, raw_pair = in_turns(ours, baseline, ROUNDS)
    assert Receipt.objects.count() == len(ready)
    return Result("settle", 2000 / pair, 2000 / raw_pair, "messages/s", "higher", SETTLED_AIM)


def refused(till: Till) -> Result:
    """Signed with another secret, one like the other; the baseline checks and stores each."""
    order = till.order()
    forged = [money.confirmation(order, f"F{number}", secret="no") for number in range(2 * REFUSED)]

    def ours() -> None:
        assert till.tell(forged.pop()) == "99"

    def baseline() -> None:
        content = forged.pop()
        message = json.loads(content)
        text = "|".join([*(str(message[name]) for name in payplat.CONFIRM), settings.PAYPLAT.secret])
        assert hashlib.sha256(text.encode()).hexdigest() != message["MaXacThuc"]
        with till.raw, till.raw.cursor() as cursor:
            cursor.execute(MESSAGE, [content])

    spent = [_cpu(act) for act in (ours, baseline)]
    assert InboundMessage.objects.filter(reading__outcome="forged").exists()
    return Limit("refused_cpu", spent[0], spent[1], "CPU ms", "lower", REFUSED_AIM)


def _cpu(act: Callable[[], None]) -> float:
    """Milliseconds of this process for each of ``REFUSED`` calls."""
    started = time.process_time()
    for _ in range(REFUSED):
        act()
    return (time.process_time() - started) / REFUSED * 1000
