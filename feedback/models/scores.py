"""The published scores of TT 01/2018/TT-VPCP Đ.12-15: what was said of a quarter or year is never said otherwise
later."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.grants import AppendOnly


class ScorePublication(AppendOnly, models.Model):
    """A quarter (``2020-Q3``) or a year (``2020``)."""

    period = models.CharField(max_length=7, unique=True)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-pk"]


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def of_agencies(self) -> Self:
        """Public."""
        return self.filter(officer__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Officers' scores: one's own, and those of the officers of one's agency for its leaders."""
        led = user.posts.current().filter(role=Role.LEADER).agencies()
        return self.filter(Q(officer=user) | Q(officer__isnull=False, agency__in=led))


class ScoreSheet(AppendOnly, models.Model):
    """An agency, or one of its officers, in one period. ``indicators``: number to its value and what made it."""

    publication = models.ForeignKey(ScorePublication, on_delete=models.PROTECT, related_name="sheets")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dossiers = models.PositiveIntegerField()
    indicators = models.JSONField()
    total = models.DecimalField(max_digits=4, decimal_places=1)
    reachable = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=10)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores by Circular 01/2018")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "agency"], condition=Q(officer__isnull=True), name="score_of_agency_once"
            ),
            models.UniqueConstraint(
                fields=["publication", "agency", "officer"],
                condition=Q(officer__isnull=False),
                name="score_of_officer_once",
            ),
        ]
