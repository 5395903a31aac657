"""What is owed: asked for under a dossier's account, assessed line by line, corrected by a new assessment."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, Hold
from portal.accounts.models import User
from portal.grants import AppendOnly

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Account(models.Model):
    """A dossier's money. Its row is what everybody locks before any of it moves; after it, the dossier."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="account", primary_key=True)


class PaymentRequestQuerySet(models.QuerySet["PaymentRequest"]):
    def payable_by(self, user: "User | AnonymousUser") -> Self:
        """Of the dossiers a citizen handed in or owns: where the pages of paying start."""
        own = Dossier.objects.visible_to(user)
        return self.filter(account__dossier__in=own.of(user)) if isinstance(user, User) else self.none()

    def reached_by(self, user: User) -> Self:
        """Of the dossiers of an official's agencies: where the desk's pages of money start."""
        return self.filter(account__dossier__in=Dossier.objects.reached_by(user))

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def asked_for(self) -> Self:
        """Of a duty only while the clock waits for it: else an official said that it is fulfilled."""
        return self.standing().filter(hold__ended_at__isnull=True)


class PaymentRequest(models.Model):
    """Money asked for once: the fees of the procedure, or a duty by a notice (a tax, A5 status 6)."""

    class Kind(models.TextChoices):
        FEES = "fees", _("fees and charges of the procedure")
        DUTY = "duty", _("financial duty by a notice")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=4, choices=Kind)
    hold = models.OneToOneField(
        Hold, on_delete=models.PROTECT, null=True, related_name="request", help_text="the clock that waits for it"
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: by the rules"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = PaymentRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(kind="fees", withdrawn_at__isnull=True), name="request_fees_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="request_withdrawn_why"
            ),
        ]

    @property
    def dossier(self) -> Dossier:
        return self.account.dossier

    def current(self) -> "Assessment":
        """The assessment that counts now."""
        return self.assessments.latest("number")

    def lines_now(self) -> "models.QuerySet[Line]":
        """Those of that assessment, in one question."""
        current = self.assessments.order_by("-number").values("pk")[:1]
        return Line.objects.filter(assessment=current)


class Assessment(AppendOnly, models.Model):
    """What was found to be owed, in whole đồng. A correction is another one, with its reason (D17)."""

    request = models.ForeignKey(PaymentRequest, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True, help_text="why an official corrected or added it")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="assessment_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="assessment_corrected_why"),
        ]

    def total(self) -> int:
        return sum(line.amount for line in self.lines.all())


class Line(AppendOnly, models.Model):
    """One fee (phí), charge (lệ phí) or other duty as it was assessed, with what made it so."""

    class Kind(models.TextChoices):
        FEE = "1", _("fee")
        CHARGE = "2", _("charge")
        OTHER = "3", _("tax or other revenue")

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=1, choices=Kind)
    counted = models.JSONField(default=dict, help_text="the answers it was reckoned from: quantity, pages, value")
    amount = models.PositiveBigIntegerField(_("amount in VND"))
    explanation = models.CharField(max_length=500, blank=True)
    ground = models.CharField(max_length=300, blank=True)
    exemption = models.CharField(max_length=200, blank=True, help_text="the group, with the share it takes off")
    exemption_ground = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="what proves the exemption")

    class Meta:
        ordering = ["assessment", "number"]
        constraints = [models.UniqueConstraint(fields=["assessment", "number"], name="line_number_once")]
