"""What an edition asks for, by case: papers and time."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.files.models import StoredFile
from procedures.models.catalogue import Edition


class Channel(models.TextChoices):
    """How a dossier reaches the agency, numbered as the national ``KENH`` (protocols §5)."""

    COUNTER = "1", _("at the counter")
    ONLINE = "2", _("online")
    POST = "3", _("by post")


class Case(models.Model):
    """A case (trường hợp) of an edition: it decides papers, time and fee."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="cases", verbose_name=_("edition"))
    number = models.PositiveSmallIntegerField(_("order"))
    name = models.TextField(_("case"), blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="case_number_unique")]

    def __str__(self) -> str:
        return self.name or str(_("ordinary case"))

    def time_limit(self, channel: str) -> "TimeLimit | None":
        """The limit for this case by ``channel``; failing that the edition's shortest general one for any channel."""
        limits = sorted(
            self.edition.time_limits.all(),
            key=lambda limit: (limit.case_id != self.pk, limit.channel != channel, limit.number),
        )
        return next((limit for limit in limits if limit.case_id in (self.pk, None)), None)


class Component(models.Model):
    """A paper of the dossier (thành phần hồ sơ).

    ``is_handed_in`` is false for papers that are only shown, and for notes kept as papers.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="components", verbose_name=_("edition"))
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="components", verbose_name=_("case")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=60, blank=True)
    name = models.TextField(_("name"))
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    form_name = models.CharField(_("form"), max_length=300, blank=True)
    form_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file of the form"),
    )
    replaced_by_result = models.CharField(
        _("may be replaced by the result"), max_length=40, blank=True, help_text=_("code of the result, KQ.…")
    )
    is_required = models.BooleanField(_("required"), default=False)
    condition = models.JSONField(_("only where"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("paper of the dossier")
        verbose_name_plural = _("papers of the dossier")

    def __str__(self) -> str:
        return self.name

    @property
    def is_handed_in(self) -> bool:
        return bool(self.originals or self.copies)


class TimeLimit(models.Model):
    """How long it may take, by case and channel. The value and unit are as the law says them, never converted (A6)."""

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", _("working days")
        CALENDAR_DAYS = "calendar_days", _("days")
        HOURS = "hours", _("working hours")
        MONTHS = "months", _("months")
        SAME_DAY = "same_day", _("the same day")
        UNKNOWN = "unknown", _("not stated")

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="time_limits", verbose_name=_("edition")
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("case"))
    channel = models.CharField(_("channel"), max_length=1, choices=Channel)
    number = models.PositiveSmallIntegerField(_("order"))
    value = models.DecimalField(_("how long"), max_digits=6, decimal_places=2, default=Decimal(0))
    unit = models.CharField(_("counted in"), max_length=14, choices=Unit)
    after_three = models.BooleanField(_("received after 15:00 counts from the next day"), default=False)
    text = models.TextField(_("as published"), blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
