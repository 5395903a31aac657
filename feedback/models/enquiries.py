"""Questions and answers (hỏi đáp; NĐ 43/2011/NĐ-CP Đ.17): what was asked, what became of it, what of it is public, and
what the nation must learn of it. A ``Question`` is one of a form; what people ask is an ``Enquiry``.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.models.cases import HIDDEN_WITH_A_GROUND, Case, CaseEvent, CaseQuerySet, Published
from feedback.models.petitions import Petition
from portal.agencies.models import Agency
from portal.grants import AppendOnly
from portal.outbox import OutboxMessage
from procedures.models import Field, Procedure


class EnquiryQuerySet(CaseQuerySet["Enquiry"]):
    public = "public"


class Enquiry(Case):
    SENDER = "asker"

    class Status(models.IntegerChoices):
        SENT = 1, pgettext_lazy("a question", "received")
        ASSIGNED = 2, _("with the agency that answers")
        ASKED = 3, _("waiting for your reply")
        PROPOSED = 4, _("answer awaiting approval")
        ANSWERED = 5, pgettext_lazy("a question", "answered")
        REFUSED = 6, _("not answered here")
        MOVED = 7, _("handled as a petition")

    ENDED = (Status.ANSWERED, Status.REFUSED, Status.MOVED)

    class Channel(models.TextChoices):
        PORTAL = "portal", _("this portal")
        NATION = "nation", _("the national portal")

    national_id = models.CharField(max_length=60, unique=True, null=True, help_text="HOIDAPID of one asked there")
    channel = models.CharField(_("came by"), max_length=7, choices=Channel, default=Channel.PORTAL)
    status = models.PositiveSmallIntegerField(_("status"), choices=Status, default=Status.SENT)
    sent_at = models.DateTimeField(_("asked"))

    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True, help_text="only the nation asks for it")

    title = models.CharField(_("question"), max_length=200)
    content = models.TextField(_("more about it"))
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("field"))
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="enquiries")

    handler = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="enquiries")
    due_at = models.DateTimeField(_("due"), null=True, help_text="of whoever is to act now")
    answer_due_at = models.DateTimeField(_("answer due"))
    closed_at = models.DateTimeField(null=True, help_text="ended without an answer of this book")
    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, null=True, related_name="+")

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


class EnquiryEvent(CaseEvent):
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="events")
    status_before = models.PositiveSmallIntegerField(choices=Enquiry.Status)
    status = models.PositiveSmallIntegerField(choices=Enquiry.Status)

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


class PublicAnswer(Published):
    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="public")
    title = models.CharField(_("question"), max_length=200)
    content = models.TextField(_("what was asked"))
    removed = models.JSONField(default=dict, help_text="how much of each kind was taken out")
    corrected_at = models.DateTimeField(null=True)

    class Meta(Published.Meta):
        indexes = [GinIndex(fields=["vector"], name="public_answer_words")]
        constraints = [
            models.CheckConstraint(condition=HIDDEN_WITH_A_GROUND, name="public_answer_hidden_with_a_ground")
        ]

    @property
    def case(self) -> Enquiry:
        return self.enquiry

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
