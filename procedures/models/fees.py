"""What it costs, and who is exempt (domain A14)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Edition
from procedures.models.parts import Case, Channel


class Fee(models.Model):
    """A fee (phí) or charge (lệ phí) in whole đồng, by case and channel.

    ``amount`` is empty where the record states none readable. What ``rule`` does with it: ``procedures/fees.py``.
    """

    class Kind(models.TextChoices):
        FEE = "1", _("fee")
        CHARGE = "2", _("charge")

    class Rule(models.TextChoices):
        """A closed list; the settings of each stand in ``rule_values``."""

        FIXED = "fixed", _("a fixed amount")
        QUANTITY = "quantity", _("amount × quantity")
        PAGES = "pages", _("by page, with a lower amount from a page on and a cap per copy")
        BANDS = "bands", _("by bands of a value")
        SHARE = "share", _("a share of a value")
        NOTICE = "notice", _("by a notice that comes later")
        LISTED = "listed", _("one of several published amounts; the record does not say which")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="fees")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("case"))
    channel = models.CharField(_("channel"), max_length=1, choices=Channel)
    number = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=1, choices=Kind, default=Kind.CHARGE)
    name = models.CharField(_("name"), max_length=300, blank=True)
    amount = models.PositiveBigIntegerField(_("amount, VND"), null=True, blank=True)
    per = models.CharField(_("per"), max_length=120, blank=True)
    text = models.TextField(_("as published"), blank=True)
    rule = models.CharField(_("rule"), max_length=10, choices=Rule, default=Rule.FIXED)
    quantity = models.CharField(
        _("question that gives the quantity or value"), max_length=60, blank=True, help_text=_("empty: one")
    )
    rule_values = models.JSONField(_("settings of the rule"), default=dict, blank=True)
    """Of quantity ``beyond``; of pages ``then``, ``from_page``, ``cap``, ``copies``; of bands ``bands``, pairs of upper
    bound (none in the last) and amount; of share ``permille``, ``least``, ``most``."""

    condition = models.JSONField(_("only where"), default=dict, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("fee or charge")
        verbose_name_plural = _("fees and charges")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="fee_validity",
            )
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} {self.number}"


class Exemption(models.Model):
    """Who pays less or nothing, on which ground, proven by what. Without a fee it holds for all of the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="exemptions")
    fee = models.ForeignKey(
        Fee, on_delete=models.CASCADE, null=True, blank=True, related_name="exemptions", verbose_name=_("fee")
    )
    number = models.PositiveSmallIntegerField(_("order"), default=1)
    group = models.SlugField(_("code of the group"), max_length=40)
    name = models.CharField(_("who"), max_length=200)
    percent = models.PositiveSmallIntegerField(
        _("share exempted, %"), default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    condition = models.JSONField(
        _("only where"), default=dict, blank=True, help_text=_("empty: who says to belong to the group")
    )
    ground = models.CharField(_("ground"), max_length=300)
    evidence = models.CharField(_("proven by"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="exemption_percent"),
            models.UniqueConstraint(fields=["edition", "fee", "group"], name="exemption_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.name
