"""Petitions (phản ánh, kiến nghị; NĐ 20/2008/NĐ-CP as amended by NĐ 48/2013, NĐ 92/2017): what came, what became of it,
and what of it is public.
"""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dossiers.models import Dossier
from feedback.models.cases import HIDDEN_WITH_A_GROUND, Case, CaseEvent, CaseQuerySet, Published
from feedback.models.cases import draw_secret as draw_secret  # migration 0001 names it here
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.outbox import OutboxMessage
from procedures.models import Procedure


class PetitionBook(models.Model):
    """The counter of a year's book of petitions (sổ tiếp nhận, NĐ 20/2008 Đ.14); ``receive`` alone touches it."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)


class PetitionQuerySet(CaseQuerySet["Petition"]):
    public = "publication"

    def awaiting(self, user: User) -> Self:
        """Those on which somebody at ``user``'s agencies has the next step."""
        agencies = user.posts.current().handling().agencies()
        theirs = Q(handler__in=agencies, status__in=WITH_THE_AGENCY)
        if agencies.filter(key=settings.PETITION_RECEPTION).exists():
            theirs |= Q(status__in=AT_RECEPTION)
        return self.filter(theirs)


class Petition(Case):
    SENDER = "petitioner"

    class Status(models.IntegerChoices):
        """The numbers of the national exchange (§9.1, assumed); ``PROPOSED`` is inside ``HANDLING`` there."""

        SENT = 1, _("sent")
        RECEIVED = 2, pgettext_lazy("a petition", "received")
        REFUSED = 3, _("not taken in")
        TRANSFERRED = 4, _("passed to the agency in charge")
        HANDLING = 5, _("being handled")
        CLARIFYING = 6, _("waiting for your clarification")
        ANSWERED = 7, _("answered")
        PROPOSED = 15, _("answer awaiting approval")

    ENDED = (Status.REFUSED, Status.ANSWERED)

    class Kind(models.TextChoices):
        REPORT = "report", _("a difficulty, or something wrong")
        PROPOSAL = "proposal", _("a difficulty, and how to do better")

    class Nature(models.TextChoices):
        """What decides the flow (A13): how somebody behaved, or what a rule says."""

        CONDUCT = "conduct", _("conduct of officials")
        RULE = "rule", _("an administrative rule")

    class Finding(models.TextChoices):
        """What the agency in charge found; one found false counts against nobody (TT 01/2018/TT-VPCP Đ.13)."""

        FOUNDED = "founded", _("it is as the petitioner says")
        PARTLY = "partly", _("it is so in part")
        UNFOUNDED = "unfounded", _("it is not so")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("this portal")
        LETTER = "letter", pgettext_lazy("a petition came by", "letter")
        PHONE = "phone", pgettext_lazy("a petition came by", "telephone")
        MAIL = "mail", pgettext_lazy("a petition came by", "e-mail")
        COUNTER = "counter", pgettext_lazy("a petition came by", "in person")
        NATION = "nation", _("the national portal")

    number = models.CharField(_("number in the book"), max_length=20, unique=True, null=True)
    national_id = models.CharField(max_length=60, unique=True, null=True)
    channel = models.CharField(_("came by"), max_length=7, choices=Channel, default=Channel.PORTAL)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    status = models.PositiveSmallIntegerField(_("status"), choices=Status, default=Status.SENT)
    sent_at = models.DateTimeField(_("sent"))

    is_organisation = models.BooleanField(default=False)
    address = models.CharField(_("address"), max_length=300, blank=True)

    title = models.CharField(_("about"), max_length=200)
    content = models.TextField(_("content"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="petitions")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")

    nature = models.CharField(_("nature"), max_length=7, choices=Nature, blank=True)
    handler = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="petitions")
    received_at = models.DateTimeField(_("received"), null=True)
    due_at = models.DateTimeField(_("due"), null=True, help_text="of the step it stands at")
    answer_due_at = models.DateTimeField(_("answer due"), null=True)
    was_extended = models.BooleanField(default=False)
    finding = models.CharField(_("finding"), max_length=9, choices=Finding, blank=True)
    reopened = models.PositiveSmallIntegerField(_("reopened"), default=0)
    nation_files_until = models.DateTimeField(
        null=True, editable=False, help_text="so long the nation can fetch the files that our report names"
    )

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        indexes = [
            models.Index(fields=["due_at", "id"], name="petition_due", condition=Q(answered_at__isnull=True)),
            models.Index(fields=["handler", "status"], name="petition_handler"),
            models.Index(fields=["said_digest", "sent_at"], name="petition_said"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=1, received_at__isnull=True) | ~Q(status=1), name="petition_received_with_its_number"
            ),
            models.CheckConstraint(
                condition=~Q(status=7) | Q(answered_at__isnull=False) & ~Q(answer=""), name="petition_answered_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uuid)[:8].upper()


AT_RECEPTION = (Petition.Status.SENT, Petition.Status.RECEIVED)
WITH_THE_AGENCY = (Petition.Status.TRANSFERRED, Petition.Status.HANDLING, Petition.Status.PROPOSED)


class PetitionFile(models.Model):
    """Enclosed by the petitioner. ``shown`` is the copy that the public gets: looked at by a person, made anew without
    what tells where it came from, under a name of ours."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="petition_file")
    shown = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["pk"]


class HeldFile(models.Model):
    """Chosen in a form that could not be sent yet: kept with it, so that nothing need be chosen twice. Swept after a
    day; ``key`` is known to that form alone."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stored = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="+")
    held_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["held_at"], name="held_since")]


class PetitionEvent(CaseEvent):
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="events")
    status_before = models.PositiveSmallIntegerField(choices=Petition.Status)
    status = models.PositiveSmallIntegerField(choices=Petition.Status)

    class Meta:
        ordering = ["petition", "number"]
        constraints = [models.UniqueConstraint(fields=["petition", "number"], name="petition_event_once")]


class Publication(Published):
    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="publication")
    title = models.CharField(_("about"), max_length=200)
    content = models.TextField(_("content"))
    removed = models.JSONField(default=dict, help_text="how much of each kind was taken out, in words and in files")

    class Meta(Published.Meta):
        indexes = [GinIndex(fields=["vector"], name="publication_words")]
        constraints = [models.CheckConstraint(condition=HIDDEN_WITH_A_GROUND, name="publication_hidden_with_a_ground")]

    @property
    def case(self) -> Petition:
        return self.petition


class PetitionMessage(OutboxMessage):
    """One act of a petition that the nation must learn (protocols §9.1); a petition is told in order."""

    subject = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+", verbose_name=_("petition"))
    event = models.OneToOneField(PetitionEvent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="petition_owed", condition=Q(sent_at__isnull=True)),
            models.Index(fields=["subject", "id"], name="petition_owed_in_order", condition=Q(sent_at__isnull=True)),
        ]


class PetitionAwaited(OutboxMessage):
    """A file of a petition of the nation, to be fetched from the address it named: each a subject of its own, so that
    one that cannot be had keeps none waiting."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="awaited")
    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "address"], name="petition_file_awaited_once")]
