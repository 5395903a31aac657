"""The calendar administrators keep: rest days, make-up days, office hours.

The arithmetic over it is in ``arithmetic.py``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkDay(models.Model):
    """A day that differs from the ordinary week, by decision of the Government (A6)."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("day off")
        MAKEUP = "makeup", _("make-up working day")

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_proposed = models.BooleanField(_("proposed, not announced"), default=False)

    class Meta:
        ordering = ["date"]
        verbose_name = _("special day")
        verbose_name_plural = _("special days")

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class WorkingHours(models.Model):
    """One interval of office hours on a weekday, while it is valid."""

    weekday = models.PositiveSmallIntegerField(_("weekday (0 is Monday)"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["weekday", "starts_at"]
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="workinghours_weekday"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="workinghours_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_at:%H:%M}-{self.ends_at:%H:%M}"
