"""The steps a dossier went through or stands at, and what was asked, verified and proposed on the way.

The dossier is named by a string: ``dossiers.models`` reads this module.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Role


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def running(self) -> Self:
        """Open, and not held while the citizen or the law is waited for."""
        return self.open().filter(running_since__isnull=False)

    def late(self, now: datetime) -> Self:
        """Over their hours."""
        return self.filter(due_at__lt=now)

    def near(self, now: datetime, day_ends: datetime) -> Self:
        """Whose hours are over before the day is."""
        return self.filter(due_at__gte=now, due_at__lt=day_ends)


class Task(models.Model):
    """One passage through one step. A step that is done again gets a new row; who returned it says the old one."""

    class Outcome(models.TextChoices):
        FORWARDED = "forwarded", _("passed on")
        ASSIGNED = "assigned", _("assigned")
        SUBMITTED = "submitted", _("submitted for approval")
        APPROVED = "approved", _("approved")
        SENT_BACK = "sent_back", _("sent back")
        RETURNED = "returned", _("returned to the step before")
        TAKEN_BACK = "taken_back", _("taken back by the step before")
        DONE = "done", _("carried out")
        TRANSFERRED = "moved", _("dossier transferred")
        DROPPED = "dropped", _("dossier ended")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField(_("order"))
    branch = models.PositiveSmallIntegerField(_("branch"), default=1)
    name = models.CharField(_("what is done"), max_length=300)
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    hours = models.DecimalField(_("working hours"), max_digits=6, decimal_places=2, null=True)
    is_assumed = models.BooleanField(default=False, help_text="the edition names no steps; these are the usual ones")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="tasks")
    assigned_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(_("begun"))
    running_since = models.DateTimeField(null=True, help_text="empty while it is held, and once it has ended")
    minutes = models.PositiveIntegerField(default=0, help_text="office time used until it was last held or ended")
    due_at = models.DateTimeField(_("due"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    remark = models.TextField(blank=True, help_text="what who ended it says to the next, or back")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "pk"]
        verbose_name = _("step of a dossier")
        verbose_name_plural = _("steps of dossiers")
        indexes = [
            models.Index(fields=["assignee", "due_at"], name="task_of_assignee", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["agency", "role"], name="task_of_agency", condition=Q(ended_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "number", "branch"], condition=Q(ended_at__isnull=True), name="task_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | Q(ended_at__isnull=False, running_since__isnull=True) & ~Q(outcome=""),
                name="task_ended_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def is_late(self, now: datetime) -> bool:
        return self.due_at is not None and (self.ended_at or now) > self.due_at


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def open(self) -> Self:
        return self.filter(answered_at__isnull=True, closed_at__isnull=True)

    def overdue(self, now: datetime) -> Self:
        return self.open().filter(due_at__lt=now)


class Opinion(models.Model):
    """What another agency is asked, and its answer (NĐ 61/2018 Đ.19.5): content, term and lateness are on record."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="opinions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    question = models.TextField(_("question"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(_("due"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("dossiers.Attachment", on_delete=models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    unit_told_at = models.DateTimeField(null=True, help_text="the one-stop unit learnt that the answer is late")
    closed_at = models.DateTimeField(null=True, help_text="the dossier ended without this answer")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "pk"]
        verbose_name = _("opinion asked for")
        verbose_name_plural = _("opinions asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "agency"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="opinion_one_open_of_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="opinion_answered_in_words",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.closed_at is None

    def is_late(self, now: datetime) -> bool:
        return (self.answered_at or self.closed_at or now) > self.due_at


class Verification(models.Model):
    """The record of a verification (NĐ 61/2018 Đ.19.3): time, place, participants, content, and its file."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="verifications")
    held_at = models.DateTimeField(_("held"))
    place = models.CharField(_("place"), max_length=300)
    participants = models.TextField(_("participants"))
    content = models.TextField(_("content"))
    file = models.ForeignKey("dossiers.Attachment", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["dossier", "pk"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def pending(self) -> Self:
        return self.filter(decision=Approval.Decision.PENDING)

    def live(self) -> Self:
        """Waiting, or given and not taken back since."""
        return self.filter(decision__in=[Approval.Decision.PENDING, Approval.Decision.APPROVED])


class Approval(models.Model):
    """What was proposed to the leader, and what the leader made of it (NĐ 61/2018 Đ.19.1)."""

    class Proposed(models.TextChoices):
        APPROVE = "approve", _("issue the result asked for")
        REFUSE = "refuse", _("refuse after appraisal")

    class Decision(models.TextChoices):
        PENDING = "pending", _("waits for the leader")
        APPROVED = "approved", _("approved")
        SENT_BACK = "sent_back", _("sent back")
        WITHDRAWN = "withdrawn", _("no longer holds")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="approvals")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", help_text="the step that proposed it")
    proposed = models.CharField(max_length=8, choices=Proposed)
    reason = models.TextField(help_text="why so; of a refusal the legal ground too")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.PENDING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    remark = models.TextField(blank=True, help_text="the leader's words")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(decision__in=["pending", "approved"]), name="approval_one_live"
            ),
            models.CheckConstraint(
                condition=~Q(decision="approved") | ~Q(decided_by=models.F("proposed_by")),
                name="approval_by_somebody_else",
            ),
        ]
