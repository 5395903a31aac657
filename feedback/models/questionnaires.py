"""Surveys and knowledge contests: one model. What is asked and when; who took part; what came of it.

A published questionnaire is never edited, only closed (the database refuses). An entry is one row, written with one
statement when it begins and one when it is sent; ``questionnaires.entering`` alone writes it.
"""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.models import StoredFile

CODE_LENGTH = 12


def is_keeper(user: User) -> bool:
    """Those who keep the catalogue, and the office that receives petitions."""
    return user.has_perm("feedback.view_questionnaire")


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, user: User) -> Self:
        """Where every page of the desk starts."""
        return self if is_keeper(user) else self.none()

    def public(self) -> Self:
        return self.exclude(state=Questionnaire.State.DRAFT)


class Questionnaire(models.Model):
    """What is asked, of whom, by which rules."""

    class Kind(models.TextChoices):
        CONTEST = "contest", _("knowledge contest")
        SURVEY = "survey", _("survey")

    class Taking(models.TextChoices):
        NAMED = "named", _("everybody, with name, year of birth and telephone number")
        ACCOUNT = "account", _("who has signed in")
        ANYBODY = "anybody", _("everybody, without saying who")

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("published")
        CLOSED = "closed", _("closed")

    slug = models.SlugField(_("short address"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    taking = models.CharField(_("who may take part"), max_length=7, choices=Taking, default=Taking.NAMED)
    title = models.CharField(_("title of the survey or contest"), max_length=200)
    summary = models.TextField(_("what it is about"), max_length=1000)
    rules = models.TextField(_("rules"), blank=True)
    prizes = models.TextField(_("prizes"), blank=True)
    consent_text = models.TextField(_("what one consents to"), blank=True)
    unit_label = models.CharField(_("asked for as school or agency"), max_length=100, blank=True)
    winners = models.PositiveSmallIntegerField(_("number of prizes"), default=10)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("questionnaire")
        verbose_name_plural = _("surveys and contests")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="questionnaire_published_some_day"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_contest(self) -> bool:
        return self.kind == self.Kind.CONTEST

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class Round(models.Model):
    """When one may take part, how many questions are drawn, for how long. ``per_topic`` empty: all, as written."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("name of the round"), max_length=100)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    per_topic = models.PositiveSmallIntegerField(_("questions drawn of each topic"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("time in minutes"), null=True, blank=True)
    prediction = models.CharField(_("question that decides ties"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    ranked_at = models.DateTimeField(_("counted"), null=True, editable=False)
    all_right = models.PositiveIntegerField(null=True, editable=False, help_text="entries that answered all right")

    class Meta:
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="round_number_once"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="round_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_running(self, now: datetime) -> bool:
        return self.closed_at is None and self.starts_at <= now < self.ends_at

    def is_over(self, now: datetime) -> bool:
        return self.closed_at is not None or self.ends_at <= now


class BankQuestion(models.Model):
    """``right``: places in ``choices``, from 0; none in a survey. Difficulty 1 to 3."""

    class Kind(models.TextChoices):
        ONE = "one", _("one answer")
        MANY = "many", _("several answers")
        TEXT = "text", _("in own words")

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="bank")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=80, blank=True)
    difficulty = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=4, choices=Kind)
    text = models.TextField()
    choices = models.JSONField(default=list)
    right = models.JSONField(default=list)

    class Meta:
        ordering = ["questionnaire", "number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="bank_number_once")]


class Entry(models.Model):
    """One person's in one round.

    ``person_key`` and ``device`` are digests with our key. No index covers what changes while somebody answers, so
    that saving touches no index (HOT). Times in UTC; ``used_ms`` in milliseconds.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    person_key = models.CharField(max_length=32)
    device = models.CharField(max_length=32)
    name = models.CharField(max_length=120, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    district = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.CharField(max_length=120, blank=True)
    may_publish = models.BooleanField(default=False)
    consented_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    seed = models.BigIntegerField()
    answers = models.JSONField(default=dict)
    prediction = models.PositiveIntegerField(null=True)
    began_at = models.DateTimeField()
    due_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    was_late = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(null=True)
    used_ms = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person_key"], name="entry_one_of_a_person"),
            models.UniqueConstraint(fields=["round", "user"], name="entry_one_of_an_account"),
        ]


class Tally(models.Model):
    """How many entries were sent, by district and day, in ``slot``s so that hardly two ever wait for one row. Written
    by the statement that sends the entry, so it is exact."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tallies")
    district = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    slot = models.PositiveSmallIntegerField()
    sent = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district", "day", "slot"], nulls_distinct=False, name="tally_of_a_day_and_place"
            )
        ]


class Standing(models.Model):
    """An entry's place in the ranking of its closed round; ``distance``: of its prediction from what came true."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="standings", db_index=False)
    rank = models.PositiveIntegerField()
    distance = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["round", "rank"], name="standing_rank_once")]


class UnitResult(models.Model):
    """Of a district and a school or agency: entries, and the sum of their right answers."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="units")
    district = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.CharField(max_length=120, blank=True)
    entries = models.PositiveIntegerField()
    score_sum = models.PositiveBigIntegerField(default=0)
    all_right = models.PositiveIntegerField(default=0)


class AnswerCount(models.Model):
    """How often a choice was taken in a closed round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="counts")
    question = models.ForeignKey(BankQuestion, on_delete=models.CASCADE, related_name="+")
    choice = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question", "choice"], name="answer_counted_once")]


class Certificate(models.Model):
    """The signed paper of a prize; ``token`` stands in its code for checking."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="certificate")
    token = models.CharField(max_length=32, unique=True)
    number = models.CharField(max_length=30, unique=True)
    issued_at = models.DateTimeField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
