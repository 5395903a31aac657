"""Papers as they were issued. Owed by the act that issues them, made soon after, never changed from then on.

The dossier and its history are named by strings: ``dossiers.models`` reads this module.
"""

import secrets
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.agencies.models import Agency
from portal.files.models import StoredFile

if TYPE_CHECKING:
    from dossiers.models.dossier import DossierQuerySet

TOKEN_BYTES = 24


def new_token() -> str:
    """192 random bits: nobody guesses the address at which a paper is checked."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    def of(self, dossiers: "DossierQuerySet") -> Self:
        """Those of dossiers somebody reaches."""
        return self.filter(dossier__in=dossiers)

    def for_applicant(self) -> Self:
        return self.filter(is_for_applicant=True)

    def current(self) -> Self:
        """Not replaced by a later one."""
        return self.filter(replaced_at__isnull=True)

    def waiting(self, now: datetime | None = None) -> Self:
        """Owed and due to be made, the oldest first."""
        return self.filter(made_at__isnull=True, next_attempt_at__lte=now or timezone.now()).order_by("pk")


class IssuedPaper(models.Model):
    """One paper. What it says (``facts``) is gathered once; the file is made once and is what everybody gets."""

    class State(models.TextChoices):
        VALID = "valid", pgettext_lazy("a paper", "valid")
        REPLACED = "replaced", pgettext_lazy("a paper", "replaced")
        REVOKED = "revoked", pgettext_lazy("a paper", "revoked")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.CharField(max_length=43, unique=True, default=new_token, help_text="where it can be checked")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="issued_papers")
    event = models.ForeignKey(
        "dossiers.DossierEvent",
        on_delete=models.PROTECT,
        null=True,
        related_name="issued_papers",
        help_text="the act that issued it; none for one asked for by hand",
    )
    key = models.CharField(_("kind"), max_length=30)
    version = models.PositiveSmallIntegerField(help_text="of the template, by the registry")
    number = models.CharField(_("number"), max_length=80, blank=True)
    facts = models.JSONField(default=dict, help_text="all that is printed; empty until gathered, then never changed")
    is_for_applicant = models.BooleanField(default=False)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    official = models.CharField(_("official"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="issued_paper")
    made_at = models.DateTimeField(null=True)
    is_signed = models.BooleanField(default=False)
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    replaced_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True, help_text="why it was issued again")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_because = models.CharField(_("reason of the revocation"), max_length=500, blank=True)
    next_attempt_at = models.DateTimeField(null=True, default=timezone.now, help_text="empty: a person must look")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=100, blank=True)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "pk"]
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="paper_waiting", condition=Q(made_at__isnull=True)),
            models.Index(fields=["agency", "key", "issued_at"], name="paper_of_agency"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"], condition=Q(previous__isnull=True), name="paper_once_an_act"
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | Q(file__isnull=False) & ~Q(facts={}), name="paper_made_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.key

    @property
    def state(self) -> State:
        if self.revoked_at is not None:
            return self.State.REVOKED
        return self.State.REPLACED if self.replaced_at is not None else self.State.VALID

    @property
    def signer(self) -> str:
        """Official and agency, as the signature names them."""
        return ", ".join(part for part in (self.official, self.title, self.agency.name) if part)
