"""Holding a dossier's money: the first lock everywhere; the dossier comes after it, the series of receipts last."""

from django.db import connection

from dossiers.models import Dossier
from payments.models import Account, PaymentRequest, Settlement


def hold(dossier: Dossier | int) -> Account:
    """The account of ``dossier`` (or of its key), ours until the transaction ends; made where there is none yet."""
    key = dossier if isinstance(dossier, int) else dossier.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_account (dossier_id) VALUES (%s) ON CONFLICT (dossier_id) DO NOTHING", [key]
        )
    return Account.objects.select_for_update().get(pk=key)


def hold_money(settlement: Settlement, *places: PaymentRequest | None) -> None:
    """Where money of ``settlement`` is or goes: the accounts of these requests, in the order of their keys; held money
    (``None``) belongs to the account it was paid for. Where nobody knows that, a lock is held under its number: the row
    itself takes none, because nobody may change it."""
    owner = settlement.attempt.request if settlement.attempt else None
    concerned = {place or owner for place in places}
    for key in sorted(request.account_id for request in concerned if request is not None):
        hold(key)
    if None in concerned:
        with connection.cursor() as cursor:
            key = settlement.pk % 2**31
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payments_settlement'), %s::int)", [key])


HOLD_OF_ORDER = """
SELECT attempt.id FROM payments_attempt attempt
JOIN payments_paymentrequest request ON request.id = attempt.request_id
JOIN payments_account account ON account.dossier_id = request.account_id
WHERE attempt.provider = %s AND attempt.reference = %s FOR UPDATE OF account
"""


def hold_of_order(provider: str, reference: str) -> int | None:
    """The key of the attempt under that reference, its account ours until the transaction ends; ``None`` for an order
    we do not know. What else is read of it is to be read afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD_OF_ORDER, [provider, reference])
        row = cursor.fetchone()
    return row[0] if row else None
