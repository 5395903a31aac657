"""Messages of a dossier, their first reading by the other side, and answers that officials keep ready.

The dossier is named by a string: ``dossiers.models`` reads this module.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.grants import AppendOnly
from procedures.models import Field

TEXT_LENGTH = 4000


class Side(models.TextChoices):
    """Whose words they are."""

    APPLICANT = "applicant", _("the applicant")
    AGENCY = "agency", _("the agency")

    @property
    def other(self) -> "Side":
        return Side.AGENCY if self is Side.APPLICANT else Side.APPLICANT


class MessageQuerySet(models.QuerySet["Message"]):
    def unread_by(self, side: Side) -> Self:
        """What the other side wrote and nobody of ``side`` has opened."""
        return self.filter(side=side.other, reading__isnull=True)

    def whole(self) -> Self:
        """In order, with all that pages show of them."""
        return self.select_related("agency", "reading__agency", "reading__by").order_by("pk")


class Message(AppendOnly, models.Model):
    """Written once: never changed, never taken back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="thread")
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField(max_length=TEXT_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    by_title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["dossier", "side", "id"], name="message_of_dossier")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
            models.CheckConstraint(
                condition=Q(side="agency", agency__isnull=False) | Q(side="applicant", agency__isnull=True),
                name="message_of_an_agency_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Reading(AppendOnly, models.Model):
    """Who of the other side opened a message first, and when; later readers change nothing."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="reading")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField()


def _waiting(side: Side) -> MessageQuerySet:
    return Message.objects.unread_by(side).filter(dossier=OuterRef("pk"))


def unread_messages(side: Side) -> Coalesce:
    """For a queryset of dossiers: how many messages wait for ``side``."""
    waiting = _waiting(side).order_by()
    number = waiting.values("dossier").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


class CannedAnswerQuerySet(models.QuerySet["CannedAnswer"]):
    def editable_by(self, user: User) -> Self:
        """All of them for who keeps the catalogue; for a leader those of their agencies."""
        posts = user.posts.current()
        if posts.filter(role=Role.CATALOGUE).exists():
            return self.all()
        return self.filter(agency__in=posts.filter(role=Role.LEADER).values("agency"))

    def fitting(self, *, agencies: "list[int]", field: int) -> Self:
        """In use, for everybody or one of ``agencies``, for every procedure or those of ``field``."""
        for_all_or = Q(agency__isnull=True) | Q(agency__in=agencies)
        return self.filter(for_all_or, Q(field__isnull=True) | Q(field=field), is_active=True).order_by("title")


class CannedAnswer(models.Model):
    """A text kept ready, put into the message where it is read and changed before it is sent."""

    title = models.CharField(_("title of the answer"), max_length=120)
    text = models.TextField(_("text of the answer"), max_length=2000)
    field = models.ForeignKey(
        Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for procedures of"),
        help_text=_("Left empty, it is offered for every procedure."),
    )  # fmt: skip
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the agency"),
        help_text=_("Left empty, every agency may use it."),
    )  # fmt: skip
    is_active = models.BooleanField(_("offered"), default=True)

    objects = CannedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("canned answer")
        verbose_name_plural = _("canned answers")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "agency"],
                nulls_distinct=False,
                name="canned_answer_once",
                violation_error_message=_("There is one of this title already."),
            )
        ]

    def __str__(self) -> str:
        return self.title
