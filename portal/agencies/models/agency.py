"""The agencies of the province as a tree."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Levels of administration of 2020, numbered as the national ``CAPTHUCHIEN`` (protocols §5)."""

    MINISTRY = 0, _("central")
    PROVINCE = 1, _("province")
    DISTRICT = 2, _("district")
    COMMUNE = 3, _("commune")


class AgencyQuerySet(models.QuerySet["Agency"]):
    def existing(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Agency(models.Model):
    """A body of the province.

    Codes are kept in both forms (A4); parentage is stored, never read from a code (D4).
    """

    class Kind(models.TextChoices):
        PROVINCE = "province", _("provincial people's committee")
        DEPARTMENT = "department", _("provincial department")
        DISTRICT = "district", _("district people's committee")
        COMMUNE = "commune", _("commune people's committee")
        ONE_STOP = "one_stop", _("one-stop unit")
        BRANCH = "branch", _("subordinate unit")
        VERTICAL = "vertical", _("vertical agency")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    code_2016 = models.CharField(_("code (QCVN 102:2016)"), max_length=20, unique=True)
    code_2020 = models.CharField(_("code (Decision 20/2020)"), max_length=35, unique=True)
    codes_assumed = models.BooleanField(_("codes assumed"), default=True)
    gso_code = models.CharField(_("statistical code"), max_length=5, blank=True)
    sort_key = models.CharField(max_length=400, blank=True, editable=False)
    valid_from = models.DateField(_("exists from"), default=date(2020, 1, 1))
    valid_to = models.DateField(_("exists to"), null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["level", "sort_key"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name

    def one_stop(self) -> "Agency":
        """The unit that receives for this agency (NĐ 61/2018 Đ.14): its own, or that of the level above.

        Raises ``DoesNotExist``.
        """
        if self.kind == Agency.Kind.ONE_STOP:
            return self
        own = self.children.existing().filter(kind=Agency.Kind.ONE_STOP).first()
        if own:
            return own
        if self.parent is None:
            raise Agency.DoesNotExist(f"no one-stop unit receives for {self.key}")
        return self.parent.one_stop()


class DailyCounter(models.Model):
    """The last serial an agency gave on a day (A4; cases finding 5).

    Touched by ``dossiers.numbering`` alone.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="dailycounter_one_per_agency_day")]
