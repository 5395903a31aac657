"""Ways in for people who do not know what their matter is called."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Procedure


class LifeEvent(models.Model):
    """Something that happens to a person or a business, with the procedures it brings."""

    class Audience(models.TextChoices):
        PERSON = "person", _("people")
        BUSINESS = "business", _("businesses")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name_vi = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    intro_vi = models.CharField(_("what it is about"), max_length=200, blank=True)
    intro_en = models.CharField(_("what it is about, in English"), max_length=200, blank=True)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience)
    number = models.PositiveSmallIntegerField(_("order"), default=1)
    procedures: "models.ManyToManyField[Procedure, LifeEventEntry]" = models.ManyToManyField(
        Procedure, through="LifeEventEntry", related_name="life_events"
    )

    class Meta:
        ordering = ["audience", "number"]
        verbose_name = _("life event")
        verbose_name_plural = _("life events")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def intro(self) -> str:
        return self.intro_en if get_language() == "en" else self.intro_vi


class LifeEventEntry(models.Model):
    """A procedure of a life event, in its place."""

    event = models.ForeignKey(LifeEvent, on_delete=models.CASCADE, related_name="entries")
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, verbose_name=_("procedure"))
    number = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("procedure of the life event")
        verbose_name_plural = _("procedures of the life event")
        constraints = [models.UniqueConstraint(fields=["event", "procedure"], name="life_event_procedure_once")]

    def __str__(self) -> str:
        return str(self.procedure)
