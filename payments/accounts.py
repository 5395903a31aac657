"""Holding a dossier's money: the first lock everywhere; the dossier comes after it, the series of receipts last."""

from django.db import connection

from dossiers.models import Dossier
from payments.models import Account


def hold(dossier: Dossier | int) -> Account:
    """The account of ``dossier`` (or of its key), ours until the transaction ends; made where there is none yet."""
    key = dossier if isinstance(dossier, int) else dossier.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_account (dossier_id) VALUES (%s) ON CONFLICT (dossier_id) DO NOTHING", [key]
        )
    return Account.objects.select_for_update().get(pk=key)
