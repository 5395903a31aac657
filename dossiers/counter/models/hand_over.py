"""Slips under which papers travel between a one-stop unit and the agency that decides (NĐ 61/2018 Đ.14, 18; A8)."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, user: User) -> Self:
        """Both sides hold the slip."""
        own = user.posts.current().handling().agencies()
        return self.filter(Q(from_agency__in=own) | Q(to_agency__in=own))

    def waiting(self) -> Self:
        """Something on it is neither accepted nor returned."""
        open_ = HandOverItem.objects.filter(slip=models.OuterRef("pk"), state=HandOverItem.State.SENT)
        return self.filter(models.Exists(open_))


class HandOver(models.Model):
    """A batch whose papers are carried at one time; both sides sign. ``number`` counts the sender's slips of a day."""

    class Kind(models.TextChoices):
        DOSSIERS = "dossiers", _("dossiers to be decided")
        RESULTS = "results", _("results to be returned")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField()
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_by_name = models.CharField(max_length=200)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("hand-over slip")
        verbose_name_plural = _("hand-over slips")
        constraints = [
            models.UniqueConstraint(fields=["from_agency", "day", "number"], name="hand_over_number_unique"),
            models.CheckConstraint(condition=~Q(from_agency=F("to_agency")), name="hand_over_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.day:%d%m%Y}-PBG"


class HandOverItem(models.Model):
    """One dossier on a slip: accepted or returned by the other side, by whom and when."""

    class State(models.TextChoices):
        SENT = "sent", _("on its way")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("sent back")

    slip = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="items")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="hand_overs")
    state = models.CharField(max_length=8, choices=State, default=State.SENT)
    due_at = models.DateTimeField(null=True, help_text="by when it had to be handed over (NĐ 61/2018 Đ.18.2-3)")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["slip", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slip", "dossier"], name="hand_over_item_once"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(state="sent"), name="hand_over_one_on_its_way"),
            models.CheckConstraint(
                condition=Q(state="sent", decided_at__isnull=True) | ~Q(state="sent") & Q(decided_at__isnull=False),
                name="hand_over_item_decided_once",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(reason=""), name="hand_over_return_has_reason"),
        ]

    @property
    def is_late(self) -> bool:
        """Handed over after the law's time."""
        return self.due_at is not None and self.slip.sent_at > self.due_at
