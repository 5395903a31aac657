"""What the nation has and what we have: runs of the nightly comparison and of the refresh, each with its lines."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Edition, Procedure


class Comparison(models.Model):
    """One run. What an earlier one found stays until a later one has ended."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("finished")
        UNREACHABLE = "unreachable", _("the nation did not answer")

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    compared = models.PositiveIntegerField(_("compared"), default=0)
    unanswered = models.PositiveIntegerField(_("without an answer"), default=0)
    said = models.CharField(_("said by the nation"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("comparison with the national database")
        verbose_name_plural = _("comparison with the national database")

    def __str__(self) -> str:
        return f"{self.started_at:%d/%m/%Y %H:%M}"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def decided(self) -> Self:
        """Ours is kept, or a draft is being worked on. A draft thrown away decides nothing."""
        return self.filter(Q(decision="kept") | Q(decision="taken", draft__isnull=False))

    def undecided(self) -> Self:
        return self.exclude(pk__in=self.decided().values("pk"))


class Difference(models.Model):
    """One procedure on which the two catalogues do not agree.

    ``rows`` are ``{"what", "ours", "theirs"}`` in words; ``item`` is the nation's record, ``item_hash`` its digest: a
    decision to keep ours holds for later runs until the nation changes it. ``fault`` says why the record cannot be read
    (``procedures/faults.py``); there is nothing to take over then. Runs before the last one have lost their ``item``.
    """

    class Kind(models.TextChoices):
        MISSING_HERE = "missing_here", _("missing here")
        MISSING_THERE = "missing_there", _("missing at the nation")
        DIFFERENT = "different", _("different")

    class Decision(models.TextChoices):
        NONE = "", _("to decide")
        TAKEN = "taken", _("taken over as a draft")
        KEPT = "kept", _("ours is kept")

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(_("code"), max_length=40)
    name = models.TextField(_("name"), blank=True)
    rows = models.JSONField(default=list)
    item = models.JSONField(default=dict)
    item_hash = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    decision = models.CharField(_("decision"), max_length=6, choices=Decision, blank=True, default=Decision.NONE)
    ground = models.TextField(_("ground"), blank=True)
    draft = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code"]
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        constraints = [
            models.UniqueConstraint(fields=["comparison", "code"], name="difference_once"),
            models.CheckConstraint(condition=~Q(decision="kept") | ~Q(ground=""), name="difference_kept_with_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_kind_display()}"

    @property
    def is_decided(self) -> bool:
        """As ``DifferenceQuerySet.decided`` has it."""
        return self.decision == self.Decision.KEPT or bool(self.decision and self.draft_id)

    @property
    def may_be_taken(self) -> bool:
        """Whether the nation has a record that could become a draft."""
        return bool(self.item) and not self.fault and self.kind != self.Kind.MISSING_THERE


class RefreshRun(models.Model):
    """What one refresh from the national catalogue reported."""

    started_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), auto_now_add=True)
    outcomes = models.JSONField(default=dict)
    failure = models.CharField(_("why it did not run"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("refresh from the nation")
        verbose_name_plural = _("refreshes from the nation")

    def __str__(self) -> str:
        return f"{self.started_at:%d/%m/%Y %H:%M}"


class RefreshLine(models.Model):
    """A fault a refresh met in one record; ``kind`` is the message it is translated by."""

    run = models.ForeignKey(RefreshRun, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(_("code"), max_length=40, blank=True, db_index=True)
    kind = models.CharField(max_length=100, blank=True)
    fault = models.TextField(_("fault"))

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "kind"], name="refreshline_kind")]
