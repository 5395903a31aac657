"""The dossier, who sees it, and the agencies that have a part in it."""

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dossiers.models.status import OPEN_AT_DESK, Status
from portal.accounts.models import Identity, User
from portal.agencies.models import Agency
from procedures.models import Case, Channel, Edition

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Where every page, list, file and export starts.

        A draft is its submitter's alone; strangers find nothing.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(self._own(user) | self._reach(user))

    @staticmethod
    def _own(user: User) -> Q:
        """Handed in by them, or theirs; their drafts but for the deleted ones."""
        written = Q(submitter=user, deleted_at__isnull=True)
        return written | (Q(owner_identity__user=user) & ~Q(status=Status.DRAFT))

    @staticmethod
    def _reach(user: User) -> Q:
        reached = Involvement.objects.current().filter(
            dossier=OuterRef("pk"), agency__in=user.posts.current().handling().agencies().values("pk")
        )
        return Q(Exists(reached)) & ~Q(status=Status.DRAFT)

    def reached_by(self, user: User) -> Self:
        """What an official sees by their posts."""
        return self.filter(self._reach(user))

    def drafts_of(self, user: User) -> Self:
        """What only its submitter sees; the narrow question of every page of a draft."""
        return self.filter(submitter=user, status=Status.DRAFT, deleted_at__isnull=True)

    def deleted_drafts_of(self, user: User) -> Self:
        return self.filter(submitter=user, status=Status.DRAFT, deleted_at__isnull=False)

    def of(self, user: User) -> Self:
        """A citizen's own: handed in by them, or theirs."""
        return self.filter(self._own(user))

    def at_desk(self) -> Self:
        return self.filter(status__in=OPEN_AT_DESK)


class Dossier(models.Model):
    """Status is written by ``workflow.perform`` alone.

    Public identifier is ``uuid``; ``code`` exists from acceptance (NĐ 61/2018 Đ.17.3).
    """

    class ReturnBy(models.TextChoices):
        """How the result is to be returned; the national ``HinhThuc`` is derived in ``sync``."""

        COUNTER = "counter", _("at the counter")
        POST = "post", _("by public post")
        ONLINE = "online", _("online")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.PositiveSmallIntegerField(_("status"), choices=Status, default=Status.DRAFT)
    provisional_number = models.CharField(_("provisional number"), max_length=20, unique=True, null=True)
    code = models.CharField(_("dossier code"), max_length=60, unique=True, null=True)
    national_code = models.CharField(max_length=80, blank=True, default="")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, verbose_name=_("edition"))
    case = models.ForeignKey(Case, on_delete=models.PROTECT, verbose_name=_("case"))
    channel = models.CharField(_("channel"), max_length=1, choices=Channel, default=Channel.ONLINE)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="decides", verbose_name=_("deciding agency")
    )
    received_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="receives", verbose_name=_("one-stop unit")
    )
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="handed_in",
        verbose_name=_("submitter"),
    )
    owner_identity = models.ForeignKey(Identity, on_delete=models.PROTECT, null=True, blank=True, related_name="owns")
    owner = models.JSONField(
        _("owner"), default=dict, help_text="snapshot: kind, name, id_number, tax_code, address, phone, email"
    )
    answers = models.JSONField(_("answers"), default=dict, help_text="question: {value, source, at}")
    set_aside = models.JSONField(
        default=list, help_text="answers to questions of an earlier edition: {vi, en, text}; gone when it is handed in"
    )
    typed = models.JSONField(
        default=dict,
        db_default={},
        help_text="of a draft: by question, its controls as they were left, not checked yet (autosave.py)",
    )
    return_by = models.CharField(_("return of the result"), max_length=10, choices=ReturnBy, default=ReturnBy.COUNTER)
    summary = models.CharField(_("summary"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    version = models.PositiveIntegerField(
        default=0, help_text="counts the saves of the draft; a form made from an older one is told so"
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, help_text="of a draft: by its writer, or expired")
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    reception_due_at = models.DateTimeField(_("answer on reception due"), null=True)
    received_at = models.DateTimeField(_("received"), null=True)
    first_due_at = models.DateTimeField(_("first due"), null=True)
    due_at = models.DateTimeField(_("due"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    handed_over_at = models.DateTimeField(_("handed over"), null=True)
    withdrawal_asked_at = models.DateTimeField(_("withdrawal asked"), null=True)
    result_number = models.CharField(_("number of the result"), max_length=60, blank=True)
    last_event = models.PositiveIntegerField(default=0, help_text="number of the newest event")
    nation_knows_since = models.DateTimeField(
        null=True, help_text="first acknowledged by the national portal; later ones are updates"
    )
    came_from_nation = models.BooleanField(
        default=False, db_default=False, help_text="begun by a deep link of the national portal, filed here"
    )
    nation_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the record the national portal acknowledged last"
    )
    nation_files_until = models.DateTimeField(
        null=True, help_text="until then the nation can fetch the files of the record it holds; empty where it has none"
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        indexes = [
            models.Index(fields=["submitter", "-saved_at"], name="dossier_of_submitter"),
            models.Index(KT("owner__id_number"), name="dossier_owner_number", condition=Q(owner_identity__isnull=True)),
            models.Index(
                KT("owner__tax_code"), name="dossier_owner_tax_code", condition=Q(owner_identity__isnull=True)
            ),
            models.Index(fields=["saved_at"], name="draft_age", condition=Q(status=0)),
            models.Index(
                Coalesce("due_at", "reception_due_at"),
                "id",
                name="dossier_urgency",
                condition=Q(status__in=OPEN_AT_DESK),
            ),
            models.Index(
                fields=["nation_files_until"],
                name="dossier_files_there",
                condition=Q(nation_files_until__isnull=False),
            ),
            models.Index(
                fields=["agency", "nation_knows_since"],
                name="dossier_known_there",
                condition=Q(code__isnull=False) | Q(status__in=[3, 7]),
            ),
            models.Index(fields=["handed_over_at"], name="dossier_ended", condition=Q(handed_over_at__isnull=False)),
            models.Index(
                fields=["received_at"], name="dossier_taken_in", condition=Q(received_at__isnull=False, channel="2")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["national_code"], condition=~Q(national_code=""), name="dossier_national_code_once"
            ),
            models.CheckConstraint(condition=Q(status__lte=10), name="dossier_status_national"),
            models.CheckConstraint(
                condition=Q(status__in=[0, 1, 3, 5, 7]) | Q(code__isnull=False, received_at__isnull=False),
                name="dossier_code_from_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(status=0) | Q(deleted_at__isnull=True), name="dossier_deleted_only_as_draft"
            ),
            models.CheckConstraint(
                condition=Q(status=0) | Q(provisional_number__isnull=False), name="dossier_number_from_submission"
            ),
        ]

    def __str__(self) -> str:
        return self.public_code or str(self.uuid)

    @property
    def public_code(self) -> str:
        """What is told to people and to the nation: the legal code, before acceptance the provisional number."""
        return self.code or self.provisional_number or ""

    @property
    def procedure_name(self) -> str:
        return self.edition.name

    def answer(self, question: str) -> Any:
        return self.answers.get(question, {}).get("value")


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def current(self) -> Self:
        return self.filter(until__isnull=True)


class Involvement(models.Model):
    """An agency's part in a dossier, with its dates: the only source of what officials see."""

    class Part(models.TextChoices):
        RECEIVING = "receiving", _("receives and returns")
        DECIDING = "deciding", _("decides")
        JOINT = "joint", _("decides with others")
        CONSULTED = "consulted", _("is asked for an opinion")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    part = models.CharField(max_length=10, choices=Part)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "dossier"], name="involvement_reach", condition=Q(until__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "agency", "part"], condition=Q(until__isnull=True), name="involvement_once"
            )
        ]
