"""The secret of a dossier's receipt, and how often somebody asked in an hour.

The dossier is named by a string: ``dossiers.models`` reads this module.
"""

from django.db import models


class ReceiptSecret(models.Model):
    """Printed on every receipt of the dossier. Kept readable, because receipts are printed again; it opens the stages
    of the dossier and never anything personal."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="receipt_secret")
    text = models.CharField(max_length=8)


class AskCount(models.Model):
    """How often ``key`` (a digest: neither addresses nor codes are kept) was counted under ``kind`` in an hour."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=64)
    hour = models.DateTimeField()
    asked = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "hour"], name="ask_count_of_an_hour")]
        indexes = [models.Index(fields=["hour"], name="ask_count_age")]
