"""The lines of the audit, and where each chain has come to. Both belong to the database: see ``watching``."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.grants import ReadOnly


class AuditLineQuerySet(models.QuerySet["AuditLine"]):
    def of_chains(self) -> Self:
        """In the order in which each line follows the one before."""
        return self.order_by("chain", "number")


class AuditLine(ReadOnly, models.Model):
    """One change of one row. ``changes`` names every column that changed; beside those that hold no words about
    people stands what it was and what it became. ``actor_id`` is empty where the system was at work."""

    class Act(models.TextChoices):
        INSERT = "INSERT", _("added")
        UPDATE = "UPDATE", _("changed")
        DELETE = "DELETE", _("deleted")

    chain = models.CharField(max_length=80)
    number = models.PositiveIntegerField(help_text="within the chain, from 1 without a gap")
    at = models.DateTimeField(_("when"))
    actor_id = models.BigIntegerField(null=True, help_text="the account; no foreign key, so that a line outlives it")
    as_role = models.CharField(max_length=63, help_text="the role in the database")
    act = models.CharField(_("what was done"), max_length=6, choices=Act)
    table = models.CharField(_("table"), max_length=63)
    row = models.CharField(_("row"), max_length=40)
    dossier_id = models.BigIntegerField(null=True, help_text="the dossier it belongs to, where it does")
    changes = models.JSONField()
    hash = models.CharField(max_length=64, help_text="SHA-256 over the line before and this one")

    objects = AuditLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the audit")
        verbose_name_plural = _("lines of the audit")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="auditline_number_unique")]
        indexes = [
            models.Index(
                fields=["dossier_id", "id"],
                name="auditline_of_dossier",
                condition=models.Q(dossier_id__isnull=False),
            ),
            models.Index(fields=["at"], name="auditline_by_day"),
        ]


class AuditHead(ReadOnly, models.Model):
    """The last line of each chain."""

    chain = models.CharField(max_length=80, primary_key=True)
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
