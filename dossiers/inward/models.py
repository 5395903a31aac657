"""What is kept of a dossier submitted at the national portal beside the dossier. Named by a string, as in the desk's
models: ``dossiers.models`` reads this module.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.outbox import OutboxMessage
from procedures.models import Component


class NationalSubmission(models.Model):
    """That and how a dossier was submitted at the national portal; its code there is ``Dossier.national_code``."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="submission")
    tech_id = models.UUIDField(null=True, help_text="of who was signed in there")
    sent_at = models.DateTimeField(null=True, help_text="submitted there, as the nation says")
    arrived_at = models.DateTimeField(auto_now_add=True)
    others = models.JSONField(default=list, help_text="what the form here does not ask: [{name, value}]")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what arrived, without its file contents")

    class Meta:
        verbose_name = _("submission at the national portal")
        verbose_name_plural = _("submissions at the national portal")
        indexes = [models.Index(fields=["tech_id"], name="submission_tech_id", condition=Q(tech_id__isnull=False))]


class AwaitedFile(OutboxMessage):
    """A file that the nation named by its address and that is still to be fetched: each is a subject of its own, so one
    that cannot be had keeps nobody waiting. ``sent_at`` is when it came."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="awaited_files")
    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    component = models.ForeignKey(Component, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("file awaited from the national portal")
        verbose_name_plural = _("files awaited from the national portal")
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="awaited_due", condition=Q(sent_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_given_up(self) -> bool:
        """Nobody tries any more: a person must look."""
        return self.sent_at is None and self.next_attempt_at is None
