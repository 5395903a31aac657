"""Who handles a procedure, and by which internal steps."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Level, Role
from procedures.models.catalogue import Edition
from procedures.models.parts import Case


class Responsibility(models.Model):
    """An agency's part in a procedure at one level; without an agency, every agency of that level."""

    class Part(models.TextChoices):
        RECEIVING = "receiving", _("receives and returns")
        DECIDING = "deciding", _("decides")
        COORDINATING = "coordinating", _("takes part")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="responsibilities")
    part = models.CharField(_("part"), max_length=12, choices=Part)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("agency"),
        help_text=_("leave empty: every agency of that level"),
    )

    class Meta:
        ordering = ["level", "pk"]
        verbose_name = _("responsible agency")
        verbose_name_plural = _("responsible agencies")

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.agency or '…'}"


class ProcessStep(models.Model):
    """An internal step (quy trình nội bộ). Steps of one number run side by side, each in its branch."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="process_steps")
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("case")
    )
    number = models.PositiveSmallIntegerField(_("order"), validators=[MinValueValidator(1)])
    branch = models.PositiveSmallIntegerField(
        _("branch"), default=1, help_text=_("steps of one order in different branches run side by side")
    )
    name = models.CharField(_("what is done"), max_length=300)
    unit = models.CharField(_("unit"), max_length=200, blank=True, help_text=_("one-stop unit, office, leadership…"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    hours = models.DecimalField(
        _("working hours"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))]
    )

    class Meta:
        ordering = ["number", "branch", "pk"]
        verbose_name = _("step of the internal process")
        verbose_name_plural = _("steps of the internal process")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="process_step_hours"),
            models.UniqueConstraint(
                fields=["edition", "case", "number", "branch"], name="process_step_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"
