"""The files of a dossier, and who may open them."""

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models.dossier import Dossier
from dossiers.models.status import Status
from dossiers.thread.models import Message
from portal.files.models import StoredFile
from portal.files.paper import PICTURES, Doubt
from procedures.models import Component

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.accounts.models import User


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Files of the dossiers somebody may see.

        A result reaches the applicant when it is handed over, or, where it is returned online, once it is ready; and
        once it has, it stays. What is offered for a supplement reaches the officials when it is sent; what lies beside
        an unsent message is its writer's alone.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        released = (
            Q(dossier__status=Status.HANDED_OVER)
            | Q(dossier__status=Status.FINISHED, dossier__return_by=Dossier.ReturnBy.ONLINE)
            | Q(result__released_at__isnull=False)
        )
        own = (
            Q(dossier__in=Dossier.objects.of(user))
            & ~Q(kind=Attachment.Kind.INTERNAL)
            & (released | ~Q(kind=Attachment.Kind.RESULT))
        )
        reached = Q(dossier__in=Dossier.objects.reached_by(user)) & ~Q(kind=Attachment.Kind.OFFERED)
        unsent = Q(kind=Attachment.Kind.ENCLOSING) & ~Q(stored__stored_by=user)
        return self.filter(own | reached, removed_at__isnull=True).exclude(unsent)

    def papers(self) -> Self:
        """Handed in, or about to be, and not taken out again."""
        return self.filter(kind=Attachment.Kind.PAPER, removed_at__isnull=True)

    def unclear(self) -> Self:
        """Papers whose picture is hard to read, as long as nobody has said that it is wanted all the same."""
        return self.papers().exclude(doubt=Doubt.NONE).filter(wanted_anyway_at__isnull=True)

    def infected(self) -> Self:
        return self.papers().filter(stored__scan=StoredFile.Scan.INFECTED)

    def pictures(self) -> Self:
        """Photographed pages that can be joined."""
        return self.papers().filter(stored__media_type__in=PICTURES)


class Attachment(models.Model):
    """A file of the dossier: a paper handed in, now or before a supplement took its place, or the result."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("paper handed in")
        OFFERED = "offered", _("put in for a supplement, not sent yet")
        REPLACED = "replaced", _("replaced by a supplement")
        RESULT = "result", _("result")
        ENCLOSING = "enclosing", _("put beside a message, not sent yet")
        MESSAGE = "message", _("sent with a message")
        CORRECTION = "correction", _("shows what is wrong with the result")
        INTERNAL = "internal", _("of the officials: minutes of a verification, an agency's letter")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="attachments")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAPER)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="attachment")
    position = models.PositiveIntegerField(
        default=0, db_default=0, help_text="among the files of one paper; equal ones by age"
    )
    doubt = models.CharField(
        max_length=10, blank=True, choices=[(doubt.value, doubt.value) for doubt in Doubt], default="", db_default=""
    )
    wanted_anyway_at = models.DateTimeField(null=True, help_text="when the citizen kept it in spite of the doubt")
    copied_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="copies",
        help_text="the file of an earlier dossier of the same person",
    )
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(
        null=True, help_text="taken out of the draft; the file goes after the longest backup age"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="message", message__isnull=False) | ~Q(kind="message") & Q(message__isnull=True),
                name="attachment_of_a_message_or_not",
            )
        ]

    @property
    def is_unclear(self) -> bool:
        return bool(self.doubt) and self.wanted_anyway_at is None

    @property
    def doubt_in_words(self) -> str:
        return str(Doubt(self.doubt).message)
