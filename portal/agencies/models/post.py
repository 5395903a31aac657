"""Who holds which post at an agency."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models.agency import Agency


class Role(models.TextChoices):
    """What an official does at an agency."""

    CLERK = "clerk", _("reception clerk")
    OFFICER = "officer", _("officer")
    LEADER = "leader", _("leader")
    CASHIER = "cashier", _("cashier")
    CATALOGUE = "catalogue", _("catalogue administrator")
    ADMIN = "admin", _("system administrator")
    LINK = "link", _("national link officer")


class PostQuerySet(models.QuerySet["Post"]):
    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def handling(self) -> Self:
        """Posts that handle dossiers; who looks after the catalogue or the system sees none."""
        return self.filter(role__in=HANDLING)

    def agencies(self) -> models.QuerySet[Agency]:
        return Agency.objects.filter(pk__in=self.values("agency"))


HANDLING = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER, Role.CASHIER})


class Post(models.Model):
    """A person's dated assignment to an agency (NĐ 61/2018 Đ.11.4: postings last 06-24 months)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts", verbose_name=_("person")
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts", verbose_name=_("agency"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    title = models.CharField(_("title"), max_length=120, blank=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "role"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="post_until_after_since"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.agency}"
