"""Dossiers that were decided before this portal: where each came from (decision 030).

The dossier is named by a string: ``dossiers.models`` reads this module.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.jobs import Job


class OldDossier(models.Model):
    """One taken over from an older system; the old code makes repeating harmless."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="taken_over")
    source = models.CharField(_("older system"), max_length=60)
    old_code = models.CharField(_("old code"), max_length=60)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    owed_at = models.DateTimeField(_("owed to the nation"), null=True, help_text="empty: it waits behind today's work")

    class Meta:
        verbose_name = _("dossier of an older system")
        verbose_name_plural = _("dossiers of older systems")
        constraints = [models.UniqueConstraint(fields=["source", "old_code"], name="olddossier_once")]
        indexes = [
            models.Index(fields=["job", "id"], name="olddossier_waits", condition=models.Q(owed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.old_code
