"""Questions and answers (hỏi đáp; NĐ 43/2011/NĐ-CP Đ.17): what was asked, what became of it, what of it is public, and
what the nation must learn of it. A ``Question`` is one of a form; what people ask is an ``Enquiry``.
"""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.models.petitions import SECRET_LENGTH, Petition, draw_secret
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.grants import AppendOnly
from portal.outbox import OutboxMessage
from procedures.models import Field, Procedure


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: User) -> Self:
        """Where every list and page of the desk starts: the reception of petitions sees all, an agency those it has
        or had in hand."""
        agencies = user.posts.current().handling().agencies()
        if agencies.filter(key=settings.PETITION_RECEPTION).exists():
            return self
        had = EnquiryEvent.objects.filter(enquiry=OuterRef("pk"), handler__in=agencies)
        return self.filter(Q(handler__in=agencies) | Exists(had))

    def of(self, user: User) -> Self:
        return self.filter(submitter=user)

    def late(self, now: datetime) -> Self:
        return self.exclude(status__in=ENDED).filter(due_at__lt=now)

    def published(self) -> Self:
        """What the public sees, and the only way to it: a page, a list, a feed, a map of the site."""
        return self.filter(public__isnull=False, public__hidden_at__isnull=True)


class Enquiry(models.Model):
    """As it was asked; ``status`` and what follows are moved by ``enquiries.acting.perform`` alone."""

    class Status(models.IntegerChoices):
        SENT = 1, pgettext_lazy("a question", "received")
        ASSIGNED = 2, _("with the agency that answers")
        ASKED = 3, _("waiting for your reply")
        PROPOSED = 4, _("answer awaiting approval")
        ANSWERED = 5, pgettext_lazy("a question", "answered")
        REFUSED = 6, _("not answered here")
        MOVED = 7, _("handled as a petition")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("this portal")
        NATION = "nation", _("the national portal")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secret = models.CharField(max_length=SECRET_LENGTH, default=draw_secret, editable=False)
    national_id = models.CharField(max_length=60, unique=True, null=True, help_text="HOIDAPID of one asked there")
    channel = models.CharField(_("came by"), max_length=7, choices=Channel, default=Channel.PORTAL)
    status = models.PositiveSmallIntegerField(_("status"), choices=Status, default=Status.SENT)
    sent_at = models.DateTimeField(_("asked"))

    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True, help_text="only the nation asks for it")
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    title = models.CharField(_("question"), max_length=200)
    content = models.TextField(_("more about it"))
    said_digest = models.CharField(max_length=64, editable=False, help_text="of the words of the content, for repeats")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("field"))
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="enquiries")
    about = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("agency"))

    handler = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="enquiries")
    due_at = models.DateTimeField(_("due"), null=True, help_text="of whoever is to act now")
    answer_due_at = models.DateTimeField(_("answer due"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    closed_at = models.DateTimeField(null=True, help_text="ended without an answer of this book")
    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, null=True, related_name="+")
    last_event = models.PositiveIntegerField(default=0)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("question of citizens")
        verbose_name_plural = _("questions and answers")
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="enquiry_due",
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
            ),
            models.Index(fields=["handler", "status"], name="enquiry_handler"),
            models.Index(fields=["said_digest", "sent_at"], name="enquiry_said"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=5) | Q(answered_at__isnull=False) & ~Q(answer=""), name="enquiry_answered_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[6, 7]) | Q(closed_at__isnull=False), name="enquiry_closed_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(status=7) | Q(petition__isnull=False), name="enquiry_moved_into_a_petition"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)[:8].upper()

    @property
    def dossier(self) -> None:
        """A question is about none: for a dossier of one's own there are its messages."""
        return None

    @property
    def is_of_nation(self) -> bool:
        return self.channel == self.Channel.NATION


ENDED = (Enquiry.Status.ANSWERED, Enquiry.Status.REFUSED, Enquiry.Status.MOVED)


class EnquiryEvent(AppendOnly, models.Model):
    """A line of an enquiry's history, numbered 1..n."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    status_before = models.PositiveSmallIntegerField(choices=Enquiry.Status)
    status = models.PositiveSmallIntegerField(choices=Enquiry.Status)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", help_text="that acted")
    handler = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+", help_text="that has it in hand from now on"
    )
    due_at = models.DateTimeField(null=True, help_text="by when this step was due; nothing where it had no term")
    note = models.TextField(blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ["enquiry", "number"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "number"], name="enquiry_event_once")]


class AnswerWording(AppendOnly, models.Model):
    """An answer as it went out, numbered 1..n: what a correction replaced stays."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["enquiry", "number"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "number"], name="answer_wording_once")]


class PublicAnswer(models.Model):
    """What the public reads of an answered enquiry: written anew without whoever asked, never the row itself."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="public")
    title = models.CharField(_("question"), max_length=200)
    content = models.TextField(_("what was asked"))
    answer = models.TextField(_("answer"))
    findable = models.TextField(editable=False, help_text="without marks, for searching")
    vector = models.GeneratedField(
        expression=SearchVector("findable", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    removed = models.JSONField(default=dict, help_text="how much of each kind was taken out")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    hidden_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [GinIndex(fields=["vector"], name="public_answer_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_because=""),
                name="public_answer_hidden_with_a_ground",
            )
        ]

    @property
    def changed_at(self) -> datetime:
        return self.corrected_at or self.published_at


class EnquiryMessage(OutboxMessage):
    """One event of an enquiry the national portal must learn (protocols §9.2); ordered within its enquiry."""

    subject = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="owed")
    event = models.OneToOneField(EnquiryEvent, on_delete=models.PROTECT, related_name="owed")

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="enquiry_unsent", condition=Q(sent_at__isnull=True)),
            models.Index(fields=["next_attempt_at", "id"], name="enquiry_due_out", condition=Q(sent_at__isnull=True)),
        ]
