"""What comes in and goes back over the counter. ``dossiers.models`` reads this: dossiers are named by strings."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.models import StoredFile
from procedures.models import Case, Component, Edition


class CounterIntake(models.Model):
    """How a dossier came in at the counter or by post: who put it into the system, and who brought it."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="intake")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(help_text="when it was put into the system; after an outage later than it came")
    sets = models.PositiveSmallIntegerField(_("sets of papers"), default=1)
    brought_by = models.JSONField(
        default=dict, help_text="who handed it in for the owner: name, id_number, phone, address, relation"
    )
    consignment = models.CharField(_("number of the consignment"), max_length=30, blank=True)

    def __str__(self) -> str:
        return str(self.dossier)


class PaperTakenQuerySet(models.QuerySet["PaperTaken"]):
    def held(self) -> Self:
        """Originals kept for comparison and not given back yet (NĐ 61/2018 Đ.20)."""
        return self.filter(held__gt=0, given_back_at__isnull=True)


class PaperTaken(models.Model):
    """How many sheets of one paper lie in the dossier, and how many originals are to go back (form 01, point 6)."""

    class Digitised(models.IntegerChoices):
        """National values of the state of a component (A3)."""

        NO = 0, _("on paper only")
        SCANNED = 1, _("scanned")
        FROM_DOSSIER = 2, _("taken from an earlier dossier")
        FROM_RESULT = 3, _("taken from an earlier result")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="papers_taken")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="+")
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    certified = models.PositiveSmallIntegerField(_("certified copies"), default=0)
    photocopies = models.PositiveSmallIntegerField(_("photocopies"), default=0)
    held = models.PositiveSmallIntegerField(_("originals held for comparison"), default=0)
    digitised = models.PositiveSmallIntegerField(choices=Digitised, default=Digitised.NO)
    given_back_at = models.DateTimeField(_("originals given back"), null=True)
    given_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PaperTakenQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "component__number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "component"], name="paper_taken_once"),
            models.CheckConstraint(
                condition=Q(given_back_at__isnull=True) | Q(held__gt=0), name="paper_given_back_was_held"
            ),
        ]

    @property
    def is_there(self) -> bool:
        return bool(self.originals or self.certified or self.photocopies or self.digitised)


class CounterScan(models.Model):
    """A scan sent with a form that was not in order yet: kept for its clerk until the form is sent again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def visible_to(self, user: User) -> Self:
        """Of the units where somebody handles dossiers now."""
        return self.filter(unit__in=user.posts.current().handling().agencies())


class Guidance(models.Model):
    """What was said at the counter where nothing was received: form 02 or 03, kept (NĐ 61/2018 Đ.15, 17.1; A2 #3)."""

    class Kind(models.TextChoices):
        INCOMPLETE = "incomplete", _("incomplete: told what to complete")
        REFUSED = "refused", _("refused")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="of the unit's slips of this kind in this year")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.JSONField(help_text="snapshot: name, number, address, phone, email")
    lines = models.JSONField(default=list, help_text="what to complete, one text each")
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("given"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year", "number"], name="guidance_number_unique"),
            models.CheckConstraint(condition=~Q(reason="") | Q(kind="incomplete"), name="guidance_refusal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.year}"


class Collection(models.Model):
    """Who took a result away at the counter, by which paper they showed who they are (A8)."""

    class Proof(models.TextChoices):
        IDENTITY = "identity", _("the owner, by an identity paper")
        BROUGHT = "brought", _("who handed it in, by receipt and identity paper")
        AUTHORISED = "authorised", _("somebody authorised, by power of attorney and identity paper")

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="collection")
    name = models.CharField(_("full name"), max_length=200)
    id_number = models.CharField(_("number of the identity paper"), max_length=20)
    proof = models.CharField(max_length=10, choices=Proof)
    authority = models.CharField(_("power of attorney"), max_length=200, blank=True)
    originals = models.JSONField(default=list, help_text="originals given back: {name, held}")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(proof="authorised") | ~Q(authority=""), name="collection_authorised_by_a_paper"
            )
        ]
