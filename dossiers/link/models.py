"""What people decided about messages the nation refused, when the link was silent, and how much is there by agency."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models.history import NationalMessage
from portal.agencies.models import Agency
from portal.grants import AppendOnly


class LinkDecision(AppendOnly, models.Model):
    """One parked message and what a person did about it: try it again, or let it go for good."""

    class What(models.TextChoices):
        RETRY = "retry", _("sent again")
        SKIP = "skip", _("let go")

    message = models.ForeignKey(NationalMessage, on_delete=models.PROTECT, related_name="decisions")
    what = models.CharField(max_length=5, choices=What)
    ground = models.CharField(_("ground"), max_length=500)
    refusal = models.CharField(max_length=500, help_text="what the nation had said")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("decision about a message")
        verbose_name_plural = _("decisions about messages")
        constraints = [models.CheckConstraint(condition=~Q(ground=""), name="linkdecision_has_a_ground")]


class LinkAlarmQuerySet(models.QuerySet["LinkAlarm"]):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)


class LinkAlarm(models.Model):
    """An episode in which something has waited too long. One of a kind is open at a time."""

    class Kind(models.TextChoices):
        WAITING = "waiting", _("changes wait too long")
        PARKED = "parked", _("refused changes wait for a person")

    kind = models.CharField(max_length=8, choices=Kind)
    oldest_at = models.DateTimeField(help_text="since when the oldest waited as the alarm began")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = LinkAlarmQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(ended_at__isnull=True), name="linkalarm_one_open"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")), name="linkalarm_in_order"
            ),
        ]


class LinkStanding(models.Model):
    """Of one deciding agency: dossiers the nation must know, and those it has acknowledged, as counted last."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="link_standing")
    owed = models.PositiveIntegerField()
    there = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(there__lte=models.F("owed")), name="linkstanding_part")]
