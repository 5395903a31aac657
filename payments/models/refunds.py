"""Money on its way back: proposed by a rule or a person, approved by another, followed to its end."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from payments.models import reach
from payments.models.money import Settlement
from payments.models.requests import PaymentRequest
from portal.accounts.models import User


class RefundQuerySet(models.QuerySet["Refund"]):
    def of_dossier(self, dossier: Dossier) -> Self:
        """Of what was booked to its requests, and of what was paid for them and never booked."""
        paid_for = Q(request__isnull=True, settlement__attempt__request__account__dossier=dossier)
        return self.filter(Q(request__account__dossier=dossier) | paid_for)

    def reached_by(self, user: User) -> Self:
        """Of an agency's dossiers by its cashiers and leaders; of money nobody knows the dossier of, by the
        province's."""
        return self.filter(reach.of_money(user, "settlement"))


class Refund(models.Model):
    """The money leaves the ledger (an entry) when it is completed, not before. Those not refused reserve their part:
    together they never exceed what the settlement still holds (``balances``)."""

    class Reason(models.TextChoices):
        DOUBLE = "double", _("paid twice")
        TOO_MUCH = "too_much", _("paid too much")
        NOT_DUE = "not_due", _("nothing was owed any more")
        REFUSED = "refused", _("dossier refused")
        WITHDRAWN = "withdrawn", _("dossier withdrawn")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        SENT = "sent", _("on its way back")
        COMPLETED = "completed", _("paid back")
        REFUSED = "refused", _("not approved")

    class Way(models.TextChoices):
        TRANSFER = "transfer", _("by transfer to the payer's account")
        CASH = "cash", _("in cash at the counter")

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="refunds")
    request = models.ForeignKey(
        PaymentRequest, on_delete=models.PROTECT, null=True, related_name="refunds", help_text="null: of held money"
    )
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=9, choices=Reason)
    ground = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: by the rule"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    declined_because = models.CharField(max_length=300, blank=True)
    way = models.CharField(_("how it goes back"), max_length=8, choices=Way, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    transaction_id = models.CharField(
        max_length=100, blank=True, help_text="of the way back: the bank's, or the voucher's"
    )

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="proposed"),
                name="refund_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("sent_by")), name="refund_two_persons"
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(completed_at__isnull=False) & ~Q(transaction_id=""),
                name="refund_completed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "completed"]) | ~Q(way="") & Q(sent_at__isnull=False),
                name="refund_sent_somehow",
            ),
        ]
