"""What a provider says of a day, line by line, and where that differs from the ledger."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.money import Settlement
from portal.accounts.models import User
from portal.agencies.models import Level, Post, Role
from portal.files.models import StoredFile
from portal.grants import AppendOnly
from portal.jobs import Job


def reconciles(user: User) -> bool:
    """The province has one account at each provider: cashiers at the level of the province see what came in."""
    return Post.objects.current().filter(user=user, role=Role.CASHIER, agency__level=Level.PROVINCE).exists()


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: User) -> Self:
        return self.all() if reconciles(user) else self.none()


class Statement(models.Model):
    """A file of ``provider`` about the day ``on``, once. Numbers and sums are those of money, empty until compared."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.CharField(max_length=20)
    on = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True, help_text="the same file is not imported twice")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    compared_at = models.DateTimeField(null=True)
    there_number = models.PositiveIntegerField(default=0)
    there_sum = models.PositiveBigIntegerField(default=0)
    here_number = models.PositiveIntegerField(default=0)
    here_sum = models.PositiveBigIntegerField(default=0)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("statement of a provider")
        verbose_name_plural = _("statements of providers")
        indexes = [models.Index(fields=["provider", "on"], name="statement_of_a_day")]

    @property
    def agrees(self) -> bool:
        """Both sides name as many payments and as much money."""
        return (self.there_number, self.there_sum) == (self.here_number, self.here_sum)


class StatementLine(AppendOnly, models.Model):
    """A payment as the provider tells it; ``number`` is that of the row people see."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    transaction_id = models.CharField(max_length=100)
    reference = models.CharField(max_length=100, blank=True)
    amount = models.PositiveBigIntegerField()
    paid_at = models.DateTimeField()
    is_paid = models.BooleanField()
    bank = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["statement", "number"]
        indexes = [models.Index(fields=["transaction_id"], name="statementline_transaction")]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="statementline_once")]


class DiscrepancyQuerySet(models.QuerySet["Discrepancy"]):
    def open(self) -> Self:
        return self.filter(state=Discrepancy.State.OPEN)

    def unsettled(self) -> Self:
        """Money that the provider has and we have not, not recorded yet."""
        return self.open().filter(kind=Discrepancy.Kind.MISSING_HERE, verdict="")


class Discrepancy(models.Model):
    """One thing in which a statement and the ledger do not agree; ``there`` and ``here`` in đồng, if any."""

    class Kind(models.TextChoices):
        MISSING_HERE = "missing_here", _("at the provider, not here")
        MISSING_THERE = "missing_there", _("here, not at the provider")
        AMOUNT = "amount", _("another amount")
        ORDER = "order", _("paid for another order")
        STATE = "state", _("paid here, not paid at the provider")
        TWICE = "twice", _("told twice in the file")
        UNREADABLE = "unreadable", _("a row that cannot be read")
        TOTAL = "total", _("the sum below the table is another one")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RECORDED = "recorded", _("recorded by itself")
        CAME = "came", _("settled by a later statement")
        CLOSED = "closed", _("closed by a person")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=13, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    row = models.PositiveIntegerField(null=True, help_text="of the file; null: not in it")
    transaction_id = models.CharField(max_length=100, blank=True)
    line = models.ForeignKey(StatementLine, on_delete=models.PROTECT, null=True, related_name="differences")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, null=True, related_name="+")
    there = models.BigIntegerField(null=True)
    here = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=20, blank=True, help_text="what settlement said of it")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=500, blank=True)

    objects = DiscrepancyQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "row", "pk"]
        indexes = [
            models.Index(fields=["transaction_id"], name="difference_open", condition=Q(state="open")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | Q(ended_at__isnull=False) & ~Q(state="open"),
                name="difference_ended_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(ended_by__isnull=False) & ~Q(ground=""),
                name="difference_closed_by_somebody",
            ),
        ]
