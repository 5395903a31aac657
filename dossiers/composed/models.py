"""Templates of results, and what was drafted from one for a dossier.

The dossier is named by a string: ``dossiers.models`` reads this module.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.models import Procedure


class ResultTemplateQuerySet(models.QuerySet["ResultTemplate"]):
    def offered(self, procedure: Procedure | int) -> Self:
        """In use for a procedure: its own and those for all."""
        return self.filter(Q(procedure=procedure) | Q(procedure__isnull=True), is_active=True)


class ResultTemplate(models.Model):
    """A wording of a result. A draft takes its words with it: changing a template changes nothing drafted before."""

    procedure = models.ForeignKey(
        Procedure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="result_templates",
        verbose_name=_("procedure"),
        help_text=_("Empty: offered for every procedure."),
    )
    name = models.CharField(_("name"), max_length=120)
    heading = models.CharField(_("heading"), max_length=200, help_text=_("In capitals above the text."))
    body = models.TextField(_("text"), help_text=_("An empty line begins a new paragraph."))
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ResultTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "name"]
        verbose_name = _("template of a result")
        verbose_name_plural = _("templates of results")

    def __str__(self) -> str:
        return self.name


class ResultDraft(models.Model):
    """A result being written: the words of its template as they were then, and what the officer filled in."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="result_drafts")
    template = models.ForeignKey(ResultTemplate, on_delete=models.PROTECT, related_name="drafts")
    heading = models.CharField(max_length=200)
    body = models.TextField()
    number = models.CharField(max_length=60)
    signer = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200)
    valid_until = models.DateField(null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(issued_at__isnull=True), name="result_draft_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.number
