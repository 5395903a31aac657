"""What providers said, byte for byte, stored before anything is made of it (D18)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.grants import AppendOnly


class InboundMessageQuerySet(models.QuerySet["InboundMessage"]):
    def unread(self, before: datetime) -> Self:
        """Stored, and whoever stored it died before it was applied."""
        return self.filter(reading__isnull=True, arrived_at__lt=before)


class InboundMessage(AppendOnly, models.Model):
    class Kind(models.TextChoices):
        CALLBACK = "callback", _("notification")
        ANSWER = "answer", _("answer to our question")

    provider = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, choices=Kind)
    content = models.BinaryField(help_text="the body, or the undecoded query string")
    arrived_at = models.DateTimeField()

    objects = InboundMessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class Reading(AppendOnly, models.Model):
    """What became of a message; written in the transaction that applied it."""

    message = models.OneToOneField(InboundMessage, on_delete=models.PROTECT, related_name="reading")
    is_genuine = models.BooleanField(help_text="signed as the provider signs, and readable")
    outcome = models.CharField(max_length=20, help_text="the verdict of settlement, or why it was refused")
    at = models.DateTimeField()


class RefusedCount(models.Model):
    """How many messages that are not genuine came in an hour; the first of them are kept, the others only counted.

    ``place`` stands for many sources (``flood.place_of``), so that neither rows nor messages grow with what strangers
    send.
    """

    provider = models.CharField(max_length=20)
    hour = models.DateTimeField()
    place = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "hour", "place"], name="refusedcount_once")]
