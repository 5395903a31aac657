"""What a decision changes about agencies on a day, and what was before: successors and former names (A4)."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models.agency import Agency
from portal.grants import AppendOnly
from portal.jobs import Job

if TYPE_CHECKING:
    from datetime import date


class ReorganisationQuerySet(models.QuerySet["Reorganisation"]):
    def due(self, day: "date") -> Self:
        """Confirmed, in force, and nobody has ordered the work yet."""
        return self.filter(confirmed_at__isnull=False, in_force_on__lte=day, ordered_at__isnull=True)


class Reorganisation(models.Model):
    """One decision: prepared by one administrator, confirmed by another (cases AD-07), carried out on its day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number of the decision"), max_length=60, unique=True)
    about = models.CharField(_("subject"), max_length=300)
    in_force_on = models.DateField(_("in force from"))
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True, help_text="agencies, posts and successors are changed")
    done_at = models.DateTimeField(null=True, help_text="dossiers have followed")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        ordering = ["-in_force_on", "-pk"]
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations of agencies")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("prepared_by")),
                name="reorganisation_second_person",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="reorganisation_confirmed_first",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether its lines may still be changed."""
        return self.confirmed_at is None


class Change(models.Model):
    """One line of a decision. ``into`` is the successor, the parent, or who takes the field over.

    What is founded is there already, but exists from the end of time until the decision is put in force.
    """

    class Kind(models.TextChoices):
        FOUND = "found", _("is founded under")
        MERGE = "merge", _("merges into")
        PARENT = "parent", _("comes under")
        RENAME = "rename", _("gets the name")
        FIELD = "field", _("hands a field over to")

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("what becomes of it"), max_length=8, choices=Kind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    into = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    field = models.CharField(_("field"), max_length=40, blank=True, help_text="code, of a field of administration")
    name = models.CharField(_("name"), max_length=250, blank=True)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "kind", "agency", "field"], name="change_once"),
            models.CheckConstraint(condition=Q(into__isnull=True) | ~Q(into=F("agency")), name="change_elsewhere"),
            models.CheckConstraint(
                condition=Q(kind="rename", into__isnull=True) & ~Q(name="") | ~Q(kind="rename") & Q(into__isnull=False),
                name="change_is_whole",
            ),
        ]


class Succession(AppendOnly, models.Model):
    """From ``since`` on, ``successor`` stands where ``agency`` is named: everywhere, or in one ``field``.

    Published editions keep naming the agency of their day: they are law. Whoever asks who is competent follows this
    table (``portal.agencies.succession``).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inheritances")
    since = models.DateField()
    field = models.CharField(max_length=40, blank=True)
    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="successions")

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "since", "field"], name="succession_once"),
            models.UniqueConstraint(fields=["agency"], condition=Q(field=""), name="succession_whole_once"),
            models.CheckConstraint(condition=~Q(agency=F("successor")), name="succession_elsewhere"),
        ]


class FormerState(AppendOnly, models.Model):
    """What an agency was called, its codes and whom it was under, up to and with ``until``."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="former_states")
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=120)
    code_2016 = models.CharField(_("code (QCVN 102:2016)"), max_length=20)
    code_2020 = models.CharField(_("code (Decision 20/2020)"), max_length=35)
    parent = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("under"))
    until = models.DateField(_("until"))
    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, related_name="former_states", verbose_name=_("reorganisation")
    )

    class Meta:
        ordering = ["until", "pk"]
        verbose_name = _("former state")
        verbose_name_plural = _("former names, codes and place")
        constraints = [models.UniqueConstraint(fields=["agency", "reorganisation"], name="former_state_once")]

    def __str__(self) -> str:
        return self.name
