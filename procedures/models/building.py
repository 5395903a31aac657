"""What remains of the building of a form while its edition is a draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Edition


class FormChange(models.Model):
    """One saved change of a draft's form, with the form as it was before: to undo it, and to tell what differs.

    Working material of administrators, no part of the edition: it may go on when the edition is published.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="form_changes")
    before = models.JSONField(default=dict, blank=True)
    version = models.CharField(max_length=16)
    """Of the form before the change, as pages carry it."""
    what = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of the form")
        indexes = [models.Index(fields=["edition", "version"], name="form_change_version")]
