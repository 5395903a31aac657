"""One row per official, dossier, kind of opening and quarter of an hour."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Role
from portal.grants import AppendOnly


class Opening(AppendOnly, models.Model):
    """An official opened a dossier (NĐ 61/2018 Đ.5, 27.3: what is in it is kept secret). ``role``, ``title`` and
    ``agency`` are those of the post that let them in, as it was then. The national portal, which has no post here, has
    a ``title`` alone."""

    class What(models.TextChoices):
        PAGE = "page", _("read the dossier")
        FILE = "file", _("opened a file")
        PRINT = "print", _("printed a paper")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role, blank=True)
    title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=5, choices=What)
    quarter = models.PositiveIntegerField(help_text="quarters of an hour since 1970, in UTC")
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("opening of a dossier")
        verbose_name_plural = _("openings of dossiers")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "by", "what", "quarter"], name="opening_once_a_quarter"),
            models.UniqueConstraint(
                fields=["dossier", "what", "quarter"],
                condition=models.Q(by__isnull=True),
                name="opening_there_once_a_quarter",
            ),
            models.CheckConstraint(
                condition=models.Q(by__isnull=True, agency__isnull=True, role="")
                | models.Q(by__isnull=False, agency__isnull=False) & ~models.Q(role=""),
                name="opening_by_a_post_or_there",
            ),
        ]
