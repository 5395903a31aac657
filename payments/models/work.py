"""Money or messages that fit nothing, each waiting for a person, with the lawful step proposed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models import reach
from payments.models.messages import InboundMessage
from payments.models.money import Settlement
from payments.models.requests import Account
from portal.accounts.models import User


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def reached_by(self, user: User) -> Self:
        """Of an agency's dossiers by its cashiers and leaders; what belongs to no dossier, by the province's."""
        known = Q(account__in=reach.accounts(user)) | reach.of_money(user, "settlement")
        nobodys = Q(account__isnull=True, settlement__isnull=True)
        return self.filter(known | nobodys if reach.is_of_the_province(user) else known)


class WorkItem(models.Model):
    class Kind(models.TextChoices):
        LATE = "late", _("paid after the attempt had ended")
        DOUBLE = "double", _("paid twice")
        WRONG_AMOUNT = "wrong_amount", _("another amount than asked for")
        NOT_DUE = "not_due", _("paid when nothing was owed any more")
        UNKNOWN_ORDER = "unknown_order", _("paid for an order we do not know")
        FOREIGN = "foreign", _("meant for another receiver")
        CURRENCY = "currency", _("not in VND")
        CONTRADICTION = "contradiction", _("one transaction told in two ways")

    class Step(models.TextChoices):
        KEEP = "keep", _("Leave it booked: it was owed")
        REFUND = "refund", _("Pay it back")
        ASSIGN = "assign", _("Find the dossier it was meant for, else pay it back")
        CHECK_AMOUNT = "check_amount", _("Ask for the rest, or pay back what is too much")
        ASK_PROVIDER = "ask_provider", _("Clear it up with the payment service")

    key = models.CharField(max_length=160, unique=True, help_text="so that a repeated message opens no second one")
    kind = models.CharField(max_length=14, choices=Kind)
    proposed = models.CharField(max_length=14, choices=Step)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="work")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, null=True, related_name="work")
    message = models.ForeignKey(InboundMessage, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    done = models.CharField(max_length=14, choices=Step, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, done="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(done=""),
                name="workitem_closed_by_a_step",
            )
        ]


STEP_FOR: dict[WorkItem.Kind, WorkItem.Step] = {
    WorkItem.Kind.LATE: WorkItem.Step.KEEP,
    WorkItem.Kind.DOUBLE: WorkItem.Step.REFUND,
    WorkItem.Kind.WRONG_AMOUNT: WorkItem.Step.CHECK_AMOUNT,
    WorkItem.Kind.NOT_DUE: WorkItem.Step.REFUND,
    WorkItem.Kind.UNKNOWN_ORDER: WorkItem.Step.ASSIGN,
    WorkItem.Kind.FOREIGN: WorkItem.Step.ASK_PROVIDER,
    WorkItem.Kind.CURRENCY: WorkItem.Step.ASK_PROVIDER,
    WorkItem.Kind.CONTRADICTION: WorkItem.Step.ASK_PROVIDER,
}
