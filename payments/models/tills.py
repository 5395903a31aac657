"""The cash of one cashier on one day: taken, counted, confirmed by somebody else."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payments.models.money import Settlement
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role
from portal.grants import AppendOnly


class TillQuerySet(models.QuerySet["Till"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those of the agencies where one is cashier or leader."""
        looked_after = Post.objects.current().filter(user=user, role__in=CONFIRMING).agencies()
        return self.filter(Q(cashier=user) | Q(agency__in=looked_after))


CONFIRMING = (Role.CASHIER, Role.LEADER)


class Till(models.Model):
    """Opened by the first cash of the day. Once closed, no cash of that day can be booked into it (migration 0021)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    cashier = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    expected = models.PositiveBigIntegerField(null=True, help_text="by the ledger, when it was closed")
    counted = models.PositiveBigIntegerField(null=True)
    pieces = models.JSONField(default=dict, help_text="how many of each note, where they were counted so")
    reason = models.CharField(max_length=500, blank=True, help_text="why the two differ")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TillQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("till")
        verbose_name_plural = _("tills")
        constraints = [
            models.UniqueConstraint(fields=["agency", "cashier", "on"], name="till_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, counted__isnull=True)
                | Q(closed_at__isnull=False, counted__isnull=False, expected__isnull=False),
                name="till_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(counted=F("expected")) | ~Q(reason=""),
                name="till_difference_explained",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(closed_at__isnull=False, confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("cashier")),
                name="till_two_persons",
            ),
        ]

    @property
    def difference(self) -> int:
        """Đồng too much, or too little; of an open one nothing."""
        return (self.counted or 0) - (self.expected or 0)


class Taking(AppendOnly, models.Model):
    """Cash that lies in a till."""

    till = models.ForeignKey(Till, on_delete=models.PROTECT, related_name="takings")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, related_name="taking")
