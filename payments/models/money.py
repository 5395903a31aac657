"""Money that arrived, and where it is booked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from payments.models.attempts import Attempt
from payments.models.messages import InboundMessage
from payments.models.requests import PaymentRequest
from portal.grants import AppendOnly


class Settlement(AppendOnly, models.Model):
    """A provider says that this much arrived. Never refused, never changed; unique by the provider's own number."""

    provider = models.CharField(max_length=20)
    transaction_id = models.CharField(max_length=100)
    reference = models.CharField(max_length=100, help_text="the order it was paid for, as the provider said")
    amount = models.PositiveBigIntegerField()
    bank = models.CharField(max_length=60, blank=True)
    paid_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, related_name="settlements")
    message = models.ForeignKey(InboundMessage, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="cash: the cashier"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "transaction_id"], name="settlement_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="settlement_of_something"),
        ]


class Entry(AppendOnly, models.Model):
    """A part of a settlement booked to a request, or held while ``request`` is null; negative where it leaves.

    At every commit the entries without a refund add up to the settlement, and no place holds less than nothing
    (migration 0002).
    """

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="entries")
    request = models.ForeignKey(PaymentRequest, on_delete=models.PROTECT, null=True, related_name="entries")
    amount = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    refund = models.ForeignKey("payments.Refund", on_delete=models.PROTECT, null=True, related_name="entries")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="entry_of_something"),
            models.CheckConstraint(condition=Q(refund__isnull=True) | Q(amount__lt=0), name="entry_refund_leaves"),
            models.UniqueConstraint(
                fields=["refund"], condition=Q(refund__isnull=False), name="entry_refund_leaves_once"
            ),
        ]
