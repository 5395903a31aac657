"""The published scores of TT 01/2018/TT-VPCP Đ.12-15: what was said of a quarter or year is never said otherwise
later."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.grants import AppendOnly


class PostingCheckQuerySet(models.QuerySet["PostingCheck"]):
    def visible_to(self, user: User) -> Self:
        """Whoever checks sees all, leaders those of their agencies."""
        if user.has_perm("feedback.add_postingcheck"):
            return self
        return self.filter(agency__in=user.posts.current().filter(role=Role.LEADER).agencies())


class PostingCheck(AppendOnly, models.Model):
    """Somebody looked whether the procedures of an agency are posted where people hand in: exact, in full, in time (TT
    01/2018/TT-VPCP Đ.13, indicator 6). A later look of the same day replaces an earlier one."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    on = models.DateField(_("looked on"), default=timezone.localdate)
    missing = models.PositiveSmallIntegerField(
        _("procedures not posted"), help_text=_("Those posted wrongly, in part or in an old version count, too.")
    )
    note = models.TextField(
        _("which ones"), max_length=2_000, blank=True, help_text=_("The agency reads it, so that it can mend it.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("by")
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = PostingCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("check of what is posted")
        verbose_name_plural = _("checks of what is posted")

    def __str__(self) -> str:
        return f"{self.agency} · {self.on:%d/%m/%Y}"

    def clean(self) -> None:
        if self.on is not None and self.on > timezone.localdate():
            raise ValidationError({"on": _("This day has not come yet.")})
        if self.missing and not self.note.strip():
            raise ValidationError({"note": _("Say which procedures, so that the agency can post them.")})


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
