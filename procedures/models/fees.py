"""What it costs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Edition
from procedures.models.parts import Case, Channel


class Fee(models.Model):
    """A fee (phí) or charge (lệ phí) in whole đồng, by case and channel.

    ``amount`` is empty where the record states none readable.
    """

    class Kind(models.TextChoices):
        FEE = "1", _("fee")
        CHARGE = "2", _("charge")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="fees")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True)
    channel = models.CharField(max_length=1, choices=Channel)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=1, choices=Kind, default=Kind.CHARGE)
    amount = models.PositiveBigIntegerField(_("amount, VND"), null=True, blank=True)
    per = models.CharField(_("per"), max_length=120, blank=True)
    text = models.TextField(_("as published"), blank=True)

    class Meta:
        ordering = ["number"]
