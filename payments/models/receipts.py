"""Receipts (biên lai, TT 303/2016/TT-BTC): numbered without gap in a series, each number once, a void one keeps it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from payments.models.money import Entry
from portal.agencies.models import Agency
from portal.grants import AppendOnly


class ReceiptSeries(models.Model):
    """The electronic receipts of an agency in a year. ``last`` is touched by ``receipts.issue`` alone."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    form_sign = models.CharField(max_length=20)
    sign = models.CharField(max_length=10, help_text="letters and the last two digits of the year (Đ.3)")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "receipt series"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="series_once"),
            models.CheckConstraint(condition=Q(last__lte=9_999_999), name="series_seven_digits"),
        ]


class Receipt(AppendOnly, models.Model):
    """For money booked to a request, with what the paper says."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(ReceiptSeries, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="receipts")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    amount = models.PositiveBigIntegerField()
    payer = models.CharField(max_length=300)
    says = models.JSONField(help_text="the lines at that moment: {name, kind, amount}")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: the portal"
    )

    class Meta:
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(replaces__isnull=True), name="receipt_once_for_an_entry"
            ),
            models.CheckConstraint(condition=Q(number__gte=1, amount__gte=1), name="receipt_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number:07d}"


class ReceiptVoid(AppendOnly, models.Model):
    """A receipt struck out: it and its number stay."""

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="void")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
