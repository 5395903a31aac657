"""One try at paying a request, through one provider."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.requests import Assessment, PaymentRequest
from portal.accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of_payer(self, user: "User | AnonymousUser") -> Self:
        return self.filter(request__in=PaymentRequest.objects.payable_by(user))

    def open(self) -> Self:
        return self.filter(state__in=[Attempt.State.CREATED, Attempt.State.HANDED_OVER])

    def usable(self, now: datetime) -> Self:
        """Somebody can still pay by it."""
        return self.open().filter(expires_at__gt=now)

    def move(self, attempt: "Attempt", to: "Attempt.State", **columns: object) -> bool:
        """Forward only, by compare-and-set: false where the attempt stands beyond ``to`` already (D19, D20)."""
        before = [state for state in Attempt.State if to in ONWARD[state]]
        moved = self.filter(pk=attempt.pk, state__in=before).update(state=to, **columns)
        if moved:
            attempt.state = to
        return bool(moved)


class Attempt(models.Model):
    """``amount`` is what the payer was shown; what arrives is compared with it. Only "confirmed" is final."""

    class State(models.TextChoices):
        CREATED = "created", _("being prepared")
        HANDED_OVER = "handed", _("at the payment service")
        FAILED = "failed", _("not paid")
        EXPIRED = "expired", _("expired")
        CONFIRMED = "confirmed", _("paid")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(PaymentRequest, on_delete=models.PROTECT, related_name="attempts")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="attempts")
    provider = models.CharField(max_length=20)
    reference = models.CharField(max_length=80, unique=True, help_text="ours, told to the provider")
    amount = models.PositiveBigIntegerField(_("amount in VND"))
    state = models.CharField(max_length=9, choices=State, default=State.CREATED)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    address = models.CharField(max_length=2000, blank=True, help_text="where the payer is sent")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    next_query_at = models.DateTimeField(null=True, help_text="when the provider is asked next; null: no more")

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["next_query_at"], name="attempt_to_ask", condition=Q(next_query_at__isnull=False)),
            models.Index(fields=["expires_at"], name="attempt_open", condition=Q(state__in=["created", "handed"])),
        ]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="attempt_of_something")]


_S = Attempt.State
ONWARD: dict[Attempt.State, frozenset[Attempt.State]] = {
    _S.CREATED: frozenset({_S.HANDED_OVER, _S.FAILED, _S.EXPIRED, _S.CONFIRMED}),
    _S.HANDED_OVER: frozenset({_S.FAILED, _S.EXPIRED, _S.CONFIRMED}),
    _S.FAILED: frozenset({_S.CONFIRMED}),
    _S.EXPIRED: frozenset({_S.FAILED, _S.CONFIRMED}),
    _S.CONFIRMED: frozenset(),
}
"""The lattice; the database refuses every other step (migration 0002)."""
