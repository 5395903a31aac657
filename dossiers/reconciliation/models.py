"""Runs of the comparison of both ledgers, and what each found.

Nothing personal: codes, names of fields, digests. The dossier is named by a string: ``dossiers.models`` reads this
module.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.jobs import Job


class Reconciliation(models.Model):
    """One run. ``digest_here`` and ``digest_there`` are equal where both ledgers said the same of every dossier."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("run through")
        BROKEN = "broken", _("broken off")

    class Mode(models.TextChoices):
        QUICK = "quick", _("quick")
        FULL = "full", _("full")

    class Way(models.TextChoices):
        DIGESTS = "digests", _("by digests")
        LOOKUPS = "lookups", _("dossier by dossier")

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)
    mode = models.CharField(_("mode"), max_length=6, choices=Mode)
    way = models.CharField(_("way"), max_length=8, choices=Way, default=Way.DIGESTS)
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    compared = models.PositiveIntegerField(_("compared"), default=0)
    under_way = models.PositiveIntegerField(_("still being sent"), default=0)
    found = models.PositiveIntegerField(_("found"), default=0)
    healed = models.PositiveIntegerField(_("owed again"), default=0)
    left = models.PositiveIntegerField(_("left to people"), default=0)
    digest_here = models.CharField(max_length=64, blank=True)
    digest_there = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("comparison of both ledgers")
        verbose_name_plural = _("comparison of both ledgers")

    def __str__(self) -> str:
        return f"{self.started_at:%d/%m/%Y %H:%M}"

    @property
    def seconds(self) -> float | None:
        return round((self.ended_at - self.started_at).total_seconds(), 1) if self.ended_at else None

    @property
    def is_equal(self) -> bool:
        """Whether both sides said the same of everything and nothing is left to anybody."""
        return not (self.found or self.left or self.under_way)


class MismatchQuerySet(models.QuerySet["Mismatch"]):
    def open(self) -> Self:
        return self.filter(state=Mismatch.State.OPEN)

    def settled_like(self, code: str, kind: str) -> Self:
        """What a person has decided about the same before; it holds while both digests are the same."""
        return self.filter(code=code, kind=kind, state=Mismatch.State.RESOLVED)


class Mismatch(models.Model):
    """One dossier on which the ledgers do not agree. A healed one is owed through the outbox again."""

    class Kind(models.TextChoices):
        MISSING_THERE = "missing_there", _("missing at the nation")
        NEVER_OWED = "never_owed", _("changed here and never told")
        DIFFERENT = "different", _("different at the nation")
        LINES_MISSING = "lines_missing", _("lines of its course are missing there")
        LINES_FOREIGN = "lines_foreign", _("the nation has lines of its course that we never sent")
        MISSING_HERE = "missing_here", _("known there, not here")
        LATER_THERE = "later_there", _("further there than here")
        PARKED = "parked", _("refused by the nation")

    class State(models.TextChoices):
        OPEN = "open", _("to decide")
        HEALED = "healed", _("owed again")
        RESOLVED = "resolved", _("decided")
        GONE = "gone", _("no longer there")

    run = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="mismatches")
    seen_in = models.ForeignKey(
        Reconciliation, on_delete=models.PROTECT, related_name="+", help_text="the last run that found it"
    )
    code = models.CharField(_("dossier"), max_length=80)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    fields = models.JSONField(_("fields"), default=list, help_text="names of fields that differ; never values")
    digest_here = models.CharField(max_length=130, blank=True)
    digest_there = models.CharField(max_length=130, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.TextField(_("ground"), blank=True)

    objects = MismatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("difference between the ledgers")
        verbose_name_plural = _("differences between the ledgers")
        indexes = [models.Index(fields=["code", "kind"], name="mismatch_of_code")]
        constraints = [
            models.UniqueConstraint(fields=["code", "kind"], condition=Q(state="open"), name="mismatch_once_open"),
            models.CheckConstraint(
                condition=~Q(state="resolved") | Q(settled_by__isnull=False, settled_at__isnull=False) & ~Q(ground=""),
                name="mismatch_resolved_with_ground",
            ),
        ]

    def __str__(self) -> str:
        return self.code
