"""When the system was down and dossiers were taken on paper, with numbers written by hand (NĐ 61/2018 Đ.39)."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency, Role


class OutageQuerySet(models.QuerySet["Outage"]):
    def visible_to(self, user: User) -> Self:
        """Of the units one receives at, and of those one leads."""
        posts = user.posts.current().handling()
        leading = posts.filter(role=Role.LEADER).agencies()
        return self.filter(Q(unit__in=posts.agencies()) | Q(unit__parent__in=leading))


class Outage(models.Model):
    """Opened by a leader once the system is back. Only within it may a dossier be entered with a time that is past."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("one-stop unit"))
    begun_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"))
    ground = models.TextField(_("what had happened"))
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OutageQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        constraints = [models.CheckConstraint(condition=Q(ended_at__gt=F("begun_at")), name="outage_ends_later")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.begun_at:%d/%m/%Y}"


class BookNumberQuerySet(models.QuerySet["BookNumber"]):
    def free(self) -> Self:
        """Reserved, and neither entered nor crossed out yet."""
        return self.filter(dossier__isnull=True, crossed_out_at__isnull=True)


class BookNumber(models.Model):
    """A serial taken out of an agency's counter of a day, because it stands in the book. It ends as the code of the
    dossier entered under it, or crossed out with a reason: every number of the day is accounted for."""

    outage = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="numbers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("deciding agency"))
    day = models.DateField(_("day"))
    serial = models.PositiveIntegerField(_("number"))
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="book_number")
    crossed_out_at = models.DateTimeField(null=True)
    crossed_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    objects = BookNumberQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "day", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "day", "serial"], name="book_number_unique"),
            models.CheckConstraint(
                condition=Q(dossier__isnull=True) | Q(crossed_out_at__isnull=True), name="book_number_used_or_not"
            ),
            models.CheckConstraint(
                condition=Q(crossed_out_at__isnull=True) | ~Q(reason=""), name="book_number_crossed_out_with_reason"
            ),
        ]
