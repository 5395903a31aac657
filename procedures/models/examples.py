"""Examples that guard an edition: answers, and what must come of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Edition
from procedures.models.parts import Channel


class Example(models.Model):
    """One filled form with its expected outcome; publishing runs all of an edition and refuses when one breaks."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="examples")
    number = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name"), max_length=200)
    case = models.PositiveSmallIntegerField(_("number of the case"), default=1)
    channel = models.CharField(_("channel"), max_length=1, choices=Channel, default=Channel.ONLINE)
    owner = models.CharField(_("kind of owner"), max_length=20, default="self")
    answers = models.JSONField(_("answers"), default=dict)
    errors = models.JSONField(
        _("questions with an error"), default=list, blank=True, help_text=_("empty: the answers are valid")
    )
    papers = models.JSONField(_("numbers of the papers asked for"), default=list, blank=True)
    fee = models.PositiveBigIntegerField(_("fee, VND"), null=True, blank=True, help_text=_("empty: not known"))

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("example")
        verbose_name_plural = _("examples")

    def __str__(self) -> str:
        return self.name
