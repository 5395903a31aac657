"""What counts of each dossier, written from its history (decision 031), and figures kept day by day."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from portal.agencies.models import Agency
from procedures.models import Channel, Field, Procedure


class Changed(models.Model):
    """A dossier whose history has grown. A trigger writes a row with every event; ``facts.catch_up`` takes it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)


class PassageQuerySet(models.QuerySet["Passage"]):
    def at(self, instant: datetime) -> Self:
        """One row of each dossier received by then: that of the agency which had, or has decided, it."""
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=instant), since_at__lte=instant)

    def overdue(self, instant: datetime) -> Self:
        """Past its date then."""
        return self.filter(Exists(Overdue.objects.filter(dossier=OuterRef("dossier")).at(instant)))

    def of(self, agencies: "frozenset[int] | None") -> Self:
        return self if agencies is None else self.filter(agency__in=agencies)


class Passage(models.Model):
    """A received dossier's stay with the agency that decides it. Instants are those of its events; a dossier entered
    from the book of an outage counts from the day it was entered, for reports of the days before were given."""

    class Outcome(models.TextChoices):
        EARLY = "early", _("before its date")
        ON_TIME = "on_time", _("on its date")
        LATE = "late", _("after its date")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="passages")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=1, choices=Channel)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, help_text="decided, or withdrawn after reception")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    objects = PassageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "since_at"], name="passage_once"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, outcome="") | Q(resolved_at__isnull=False) & ~Q(outcome=""),
                name="passage_resolved_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "received_at"], name="passage_of_agency"),
            models.Index(fields=["received_at"], name="passage_received"),
            models.Index(fields=["resolved_at"], name="passage_resolved"),
        ]


class OverdueQuerySet(models.QuerySet["Overdue"]):
    def at(self, instant: datetime) -> Self:
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=instant), since_at__lte=instant)


class Overdue(models.Model):
    """A stretch in which an open dossier was past its date. One that still runs has the stretch it will enter."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    objects = OverdueQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "since_at"], name="overdue_once")]


class DayFigure(models.Model):
    """A figure of the whole province as it stood when a day ended: for what keeps no history of its own, and for what
    is dear to count. Written once a night by ``daily.keep``; ``parts`` as ``Value`` has them."""

    day = models.DateField()
    figure = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True)
    parts = models.JSONField(default=list)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["figure", "day"], name="day_figure_once")]
