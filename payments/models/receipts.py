"""Receipts (biên lai, TT 303/2016/TT-BTC): numbered without gap in a series, each number once, a void one keeps it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.models import IssuedPaper
from payments.models import reach
from payments.models.money import Entry
from portal.accounts.models import User
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


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def reached_by(self, user: User) -> Self:
        """Of an agency's dossiers by its cashiers and leaders, and the whole book of the agency that issues it."""
        own = Q(entry__request__account__in=reach.accounts(user)) | Q(series__agency__in=reach.agencies(user))
        return self.filter(own)

    def valid(self) -> Self:
        return self.filter(void__isnull=True)

    def without_paper(self) -> Self:
        return self.filter(on_paper__isnull=True)


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

    objects = ReceiptQuerySet.as_manager()

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


class ReceiptPaper(AppendOnly, models.Model):
    """The signed paper of a receipt, made soon after it; checked, replaced and revoked like every paper."""

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="on_paper")
    paper = models.OneToOneField(IssuedPaper, on_delete=models.PROTECT, related_name="of_receipt")


class ReceiptCopy(AppendOnly, models.Model):
    """A reprint at the desk, marked «bản sao» with its number (Đ.7)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "receipt copies"
        constraints = [models.UniqueConstraint(fields=["receipt", "number"], name="copy_number_once")]
