"""Which procedures ask for a higher level of assurance (protocols §6). Named in ``dossiers.models``."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models import Procedure


class NeededAssurance(models.Model):
    """A decision of the province, not of the law: it holds for every edition, and for drafts already begun."""

    class Level(models.IntegerChoices):
        """Level 1 is what everybody has; it needs no row."""

        TWO = 2, _("level 2")

    procedure = models.OneToOneField(
        Procedure, on_delete=models.PROTECT, related_name="needed_assurance", verbose_name=_("procedure")
    )
    level = models.PositiveSmallIntegerField(_("needed level of assurance"), choices=Level, default=Level.TWO)

    class Meta:
        verbose_name = _("procedure that needs a higher level of assurance")
        verbose_name_plural = _("procedures that need a higher level of assurance")

    def __str__(self) -> str:
        return f"{self.procedure} ({self.level})"
