"""Integration of online services into the national portal: a plan a year (QĐ 411/QĐ-TTg; TT 01/2018 Đ.21)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from procedures.models.catalogue import Procedure


class Plan(models.Model):
    """What the province has set itself for a year: so many of so many services."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    decision = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    target = models.PositiveIntegerField(_("target: services to integrate"))
    out_of = models.PositiveIntegerField(_("out of online services"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("integration plan")
        verbose_name_plural = _("integration plans")
        constraints = [
            models.CheckConstraint(condition=Q(target__lte=models.F("out_of")), name="plan_target_within_total")
        ]

    def __str__(self) -> str:
        return str(self.year)


class PlanEntryQuerySet(models.QuerySet["PlanEntry"]):
    def counted(self) -> Self:
        """All that were not taken out again."""
        return self.exclude(status=PlanEntry.Status.DROPPED)

    def integrated(self, on: date | None = None) -> Self:
        return self.filter(integrated_on__lte=on or timezone.localdate())

    def late(self, on: date | None = None) -> Self:
        """Due and not integrated, unless put aside."""
        today = on or timezone.localdate()
        due = Q(due_on__lt=today) & (Q(integrated_on__isnull=True) | Q(integrated_on__gt=today))
        return self.filter(due, status=PlanEntry.Status.ACTIVE)


class PlanEntry(models.Model):
    """One service of a plan and how far it is."""

    class Step(models.IntegerChoices):
        """TT 01/2018/TT-VPCP Đ.21, in its order."""

        CHOOSE = 1, _("choose by volume")
        SIMPLIFY = 2, _("simplify the papers")
        SOURCES = 3, _("find data sources")
        IDENTIFY = 4, _("choose the identification")
        PROCESS = 5, _("design the electronic process")
        TEST = 6, _("test")
        PUBLISH = 7, _("publish")
        MEASURE = 8, _("measure")
        IMPROVE = 9, _("improve")

    class Status(models.TextChoices):
        ACTIVE = "active", _("under way")
        PAUSED = "paused", _("put aside")
        DROPPED = "dropped", _("taken out of the plan")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="entries", verbose_name=_("integration plan"))
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="planned", verbose_name=_("procedure")
    )
    step = models.PositiveSmallIntegerField(_("step"), choices=Step, default=Step.CHOOSE)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ACTIVE)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency in charge")
    )
    responsible = models.CharField(_("person in charge"), max_length=120, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    integrated_on = models.DateField(_("integrated on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)

    objects = PlanEntryQuerySet.as_manager()

    class Meta:
        ordering = ["step", "due_on", "pk"]
        verbose_name = _("service of the plan")
        verbose_name_plural = _("services of the plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "procedure"], name="planentry_once"),
            models.CheckConstraint(
                condition=Q(integrated_on__isnull=True) | Q(step__gte=7), name="planentry_integrated_when_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.year} {self.procedure}"

    @property
    def is_late(self) -> bool:
        """As ``PlanEntryQuerySet.late`` has it, today."""
        waits = self.integrated_on is None and self.status == self.Status.ACTIVE
        return waits and self.due_on is not None and self.due_on < timezone.localdate()


class PlanStep(models.Model):
    """A line of an entry's history: when it reached a step, through whom; since when it is integrated from then on."""

    entry = models.ForeignKey(PlanEntry, on_delete=models.CASCADE, related_name="history")
    step = models.PositiveSmallIntegerField(choices=PlanEntry.Step)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    integrated_on = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
