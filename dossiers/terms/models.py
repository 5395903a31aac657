"""What moved a deadline, and who was warned of it.

The dossier and its history are named by strings: ``dossiers.models`` reads this module.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class HoldQuerySet(models.QuerySet["Hold"]):
    def open(self) -> Self:
        """Of a dossier that was withdrawn meanwhile it stays so."""
        return self.filter(ended_at__isnull=True)


class Hold(models.Model):
    """A stretch in which the clock stood still: a financial duty of the citizen (A6), or the agency had stopped.

    ``minutes`` are the working minutes held, by which the due date moved on.
    """

    class Kind(models.TextChoices):
        DUTY = "duty", _("financial duty")
        STOP = "stop", _("stopped")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    text = models.TextField(_("what the citizen was told"))
    ground = models.CharField(_("legal ground"), max_length=300, blank=True)
    amount = models.PositiveBigIntegerField(_("amount in VND"), null=True)
    begun_at = models.DateTimeField(_("held since"))
    begun_in = models.PositiveIntegerField(help_text="number of the event of the dossier's history")
    ended_at = models.DateTimeField(_("held until"), null=True)
    ended_in = models.PositiveIntegerField(null=True, help_text="number of the event of the dossier's history")
    minutes = models.PositiveIntegerField(_("working minutes held"), null=True)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "begun_in"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at__isnull=True), name="hold_one_open"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("begun_at")), name="hold_ends_after_begin"
            ),
            models.CheckConstraint(condition=~Q(kind="stop") | ~Q(ground=""), name="hold_stop_with_ground"),
        ]

    def covers(self, at: datetime) -> bool:
        return self.begun_at <= at and (self.ended_at is None or at < self.ended_at)


class ApologyQuerySet(models.QuerySet["Apology"]):
    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(signed_at__isnull=True)


class Apology(models.Model):
    """Form 04: the one rescheduling the law allows (NĐ 61/2018 Đ.19.9), with everything the paper says.

    Until it is signed it is a draft, made by the clock or an officer. A dossier has one row, never a second.
    """

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="apology")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="whose apology it is")
    due_before = models.DateTimeField(_("date promised before"))
    due_after = models.DateTimeField(_("new date"))
    reason = models.TextField(_("reason"), blank=True)
    drafted_at = models.DateTimeField(_("drafted"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: the clock"
    )
    signed_at = models.DateTimeField(_("signed"), null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signer_title = models.CharField(max_length=120, blank=True)
    signed_in = models.PositiveIntegerField(null=True, help_text="number of the event of the dossier's history")
    is_late = models.BooleanField(default=False, help_text="less than a working day before the deadline, or after it")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True, help_text="of the agency and year")

    objects = ApologyQuerySet.as_manager()

    class Meta:
        verbose_name = _("apology")
        verbose_name_plural = _("apologies")
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="apology_number_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, number__isnull=True, year__isnull=True)
                | (Q(signed_at__isnull=False, number__isnull=False, year__isnull=False) & ~Q(reason="")),
                name="apology_signed_whole",
            ),
            models.CheckConstraint(condition=Q(due_after__gt=models.F("due_before")), name="apology_to_a_later_date"),
        ]

    def __str__(self) -> str:
        return f"{self.number or '…'}/PXL"


class YearCounter(models.Model):
    """The last number an agency gave in a series of a year. Touched by ``terms.numbers`` alone."""

    class Series(models.TextChoices):
        APOLOGY = "apology", _("apologies")
        REMINDER = "reminder", _("reminders")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=10, choices=Series)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "series", "year"], name="yearcounter_once")]


class TermWarning(models.Model):
    """That a deadline is near was found out; once for each due date and kind."""

    class Kind(models.TextChoices):
        MOST_USED = "used", _("most of the time is used")
        LAST_DAY = "last_day", _("last working day")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="warnings")
    kind = models.CharField(max_length=10, choices=Kind)
    due_at = models.DateTimeField(help_text="the due date it warns of: a new one begins anew")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "kind", "due_at"], name="termwarning_once")]


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def open(self) -> Self:
        return self.filter(answered_at__isnull=True)

    def late(self, now: datetime) -> Self:
        """Answered after their term, or open past it."""
        return self.filter(
            Q(answered_at__gt=models.F("reply_due_at")) | Q(answered_at__isnull=True, reply_due_at__lt=now)
        )


class Reminder(models.Model):
    """A numbered slip by which a one-stop unit urges the deciding agency (NĐ 61/2018 Đ.8, A2 no 24), and its reply."""

    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reminders_sent")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(_("number"), help_text="of the sender and year, without gaps")
    to = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reminders_received")
    dossiers = models.ManyToManyField("dossiers.Dossier", related_name="reminders")
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sender_title = models.CharField(max_length=120, blank=True)
    reply_due_at = models.DateTimeField(_("reply due"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("reply"), blank=True)
    promised_on = models.DateField(_("promised for"), null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sender", "year", "number"], name="reminder_number_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="reminder_answered_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.year}/DDHS"

    def is_late(self, now: datetime) -> bool:
        return (self.answered_at or now) > self.reply_due_at


class SupplementProposalQuerySet(models.QuerySet["SupplementProposal"]):
    def pending(self) -> Self:
        return self.filter(decided_at__isnull=True)


class SupplementProposal(models.Model):
    """A further request for a supplement that a leader has still to approve: the law allows one (Đ.15.3, 17.2)."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="proposals")
    items = models.JSONField(help_text="what is to be put right: {key, reason, what}")
    fine = models.JSONField(help_text="keys of all that was found fine")
    note = models.TextField(_("reason in general"))
    ground = models.TextField(_("ground"))
    due_at = models.DateTimeField(_("to be completed by"), null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_approved = models.BooleanField(null=True)

    objects = SupplementProposalQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(decided_at__isnull=True), name="proposal_one_open"),
            models.CheckConstraint(condition=~Q(ground=""), name="proposal_with_ground"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_approved__isnull=True)
                | Q(decided_at__isnull=False, is_approved__isnull=False),
                name="proposal_decided_somehow",
            ),
        ]
