"""What happened to a dossier, and what of it the nation must still learn."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models.dossier import Dossier
from dossiers.models.status import Status
from portal.agencies.models import Agency
from portal.grants import AppendOnly
from portal.outbox import OutboxMessage, OutboxQuerySet


class DossierEvent(AppendOnly, models.Model):
    """A line of history, numbered 1..n per dossier and chained by hash; inserted by ``workflow.perform``, changed by
    nobody."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=30)
    status_before = models.PositiveSmallIntegerField(choices=Status)
    status = models.PositiveSmallIntegerField(choices=Status)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    by_title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["dossier", "number"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="event_number_unique")]
        indexes = [
            models.Index(
                fields=["at", "dossier"], name="event_filed", condition=Q(action__in=["submit", "submit_at_nation"])
            )
        ]


class NationalQuerySet(OutboxQuerySet):
    def unsent(self) -> Self:
        """What is still owed: what a person has let go is owed no more, though it was never sent."""
        return super().unsent().filter(skipped_at__isnull=True)


class NationalMessage(OutboxMessage):
    """One event the national portal must learn (protocols §4); ordered within its dossier."""

    subject = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="owed")
    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="owed")
    first_sent_at = models.DateTimeField(
        null=True, help_text="when it was acknowledged before it was owed again; empty where it never was"
    )
    skipped_at = models.DateTimeField(_("let go"), null=True, help_text="by a person, with a ground: LinkDecision")

    objects = NationalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("message to the national portal")
        verbose_name_plural = _("national link")
        indexes = [
            models.Index(fields=["subject", "id"], name="national_unsent", condition=Q(sent_at__isnull=True)),
            models.Index(fields=["next_attempt_at", "id"], name="national_due", condition=Q(sent_at__isnull=True)),
            models.Index(fields=["sent_at"], name="national_sent", condition=Q(sent_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(skipped_at__isnull=True), name="national_sent_or_let_go"
            )
        ]
