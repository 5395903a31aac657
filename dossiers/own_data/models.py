"""What happened to a copy of somebody's data: this stays when the copy itself is long gone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.grants import AppendOnly


class CopyEvent(AppendOnly, models.Model):
    """A line of the trail of one copy, named by the ``uuid`` of the job that makes it."""

    class What(models.TextChoices):
        ASKED = "asked", _("asked for")
        MADE = "made", _("made")
        FETCHED = "fetched", _("downloaded")
        DELETED = "deleted", _("deleted")

    copy = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=7, choices=What)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "id"], name="copyevent_of_person")]
