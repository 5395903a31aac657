"""How people judge a dossier's reception and its end (NĐ 61/2018/NĐ-CP Đ.31; TT 01/2018/TT-VPCP Đ.12): what is
counted, and apart from it what was said in words (decision 041).
"""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.grants import AppendOnly
from portal.outbox import OutboxMessage
from procedures.models import Procedure

LOW, SATISFIED = 2, 4


class Stage(models.TextChoices):
    """As ``dossiers.rating_link.Stage``."""

    RECEPTION = "reception", _("reception")
    RESULT = "result", _("end of the dossier")


class Rating(AppendOnly, models.Model):
    """One a dossier and stage, whoever sends how many at once. No person, no hour, no words: ``answers`` are choices of
    the dated ``slip``."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="ratings")
    stage = models.CharField(max_length=9, choices=Stage)
    slip = models.CharField(max_length=12)
    answers = models.JSONField()
    score = models.PositiveSmallIntegerField(help_text="1 to 5")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="that is judged")
    on = models.DateField()
    at_kiosk = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "stage"], name="rating_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="rating_score_of_five"),
        ]
        indexes = [
            models.Index(fields=["agency", "on"], name="rating_of_agency"),
            models.Index(fields=["procedure", "on"], name="rating_of_procedure"),
            models.Index(fields=["on"], name="rating_day"),
        ]


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user: User) -> Self:
        """Leaders read what was said of their agencies; those of the office that receives petitions read all."""
        agencies = user.posts.current().filter(role=Role.LEADER).agencies()
        if agencies.filter(key=settings.PETITION_RECEPTION).exists():
            return self
        return self.filter(agency__in=agencies)

    def tasks(self) -> Self:
        """What must be answered."""
        return self.filter(due_at__isnull=False)

    def open(self) -> Self:
        return self.tasks().filter(answered_at__isnull=True)

    def in_time(self) -> Self:
        return self.tasks().filter(answered_at__lte=F("due_at"))

    def judged(self, now: datetime) -> Self:
        """Answered, or due by now: those that were answered in time or not."""
        return self.tasks().filter(Q(answered_at__isnull=False) | Q(due_at__lt=now))


class Remark(models.Model):
    """The free words of a rating, kept apart from it: ``key`` is a keyed digest of the link, so that the rater finds
    the
    answer again and nobody else finds the dossier. ``dossier`` is there only where the rater asked to be contacted."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    stage = models.CharField(_("stage"), max_length=9, choices=Stage)
    score = models.PositiveSmallIntegerField(_("score"))
    words = models.TextField(_("words"), blank=True)
    costs = models.TextField(_("costs outside the rules"), blank=True)
    on = models.DateField(_("day"))
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(_("due"), null=True, help_text="end of a working day; empty: needs no answer")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "uuid"]
        verbose_name = _("what raters say")
        verbose_name_plural = _("what raters say")
        constraints = [
            models.CheckConstraint(condition=~Q(words="", costs=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="remark_answered_in_words",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "on"], name="remark_of_agency"),
            models.Index(fields=["due_at"], name="remark_open", condition=Q(answered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.on:%d/%m/%Y}"


class KioskTurn(models.Model):
    """A dossier opened at the counter's tablet for some minutes, by a number that is typed there. No account is signed
    in at a tablet that anybody holds."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=6, unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=9, choices=Stage)
    until_at = models.DateTimeField()

    class Meta:
        verbose_name = _("turn at the rating tablet")
        verbose_name_plural = _("rating tablet")


class ProcedureStanding(models.Model):
    """What the page of a procedure says of its ratings, counted by the clock; none where fewer than five rated."""

    procedure = models.OneToOneField(Procedure, on_delete=models.CASCADE, related_name="satisfaction")
    raters = models.PositiveIntegerField()
    satisfied = models.PositiveSmallIntegerField(help_text="in per cent, rounded down")
    in_time = models.PositiveSmallIntegerField(
        null=True, help_text="low ratings of the whole province answered in time, in per cent"
    )
    in_time_of_field = models.PositiveSmallIntegerField(
        null=True, help_text="the same of its field of procedures, where five or more were to be answered"
    )


class SatisfactionMessage(OutboxMessage):
    """The satisfaction of one agency in one month, owed to the nation (protocols §4.6); sent again it replaces."""

    subject = models.CharField(max_length=40, unique=True, help_text="month and agency")
    month = models.DateField(help_text="its first day")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "agency"], name="satisfaction_owed_once")]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="satisfaction_due", condition=Q(sent_at__isnull=True)),
        ]
