"""What helps people do it right: videos, sample dossiers, steps with pictures; and training for officials."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.files.models import StoredFile
from procedures.models.catalogue import Field, Procedure


class GuideQuerySet(models.QuerySet["Guide"]):
    def published(self) -> Self:
        return self.filter(is_published=True)


class Guide(models.Model):
    """A help for a procedure, for a whole field, or for everything."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("video")
        SAMPLE = "sample", _("sample dossier")
        STEPS = "steps", _("step by step")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    procedure = models.ForeignKey(
        Procedure, on_delete=models.CASCADE, null=True, blank=True, related_name="guides", verbose_name=_("procedure")
    )
    field = models.ForeignKey(
        Field, on_delete=models.CASCADE, null=True, blank=True, related_name="guides", verbose_name=_("field")
    )
    text = models.TextField(_("text"), blank=True, help_text=_("of a video: what is said in it"))
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    captions = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("captions")
    )
    address = models.URLField(
        _("address"), blank=True, validators=[URLValidator(schemes=["https"])], help_text=_("of a video elsewhere")
    )
    seconds = models.PositiveIntegerField(_("length, seconds"), null=True, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        constraints = [
            models.CheckConstraint(
                condition=Q(procedure__isnull=True) | Q(field__isnull=True), name="guide_one_subject"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The field it helps with, also where it is about one procedure; nothing where it is about everything."""
        edition = self.procedure.current if self.procedure else None
        field = edition.field if edition else self.field
        return field.name if field else ""

    @property
    def length(self) -> str:
        """Minutes and seconds: 3:05."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}" if self.seconds else ""


class GuideStep(models.Model):
    """One step of a guide, with a picture where there is one."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("text"))
    picture = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    class Meta:
        ordering = ["number"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class TrainingMaterial(models.Model):
    """Something for officials to learn from."""

    title = models.CharField(_("title"), max_length=200)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("file"))
    address = models.URLField(_("address"), blank=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["topic", "title"]
        verbose_name = _("training material")
        verbose_name_plural = _("training material")

    def __str__(self) -> str:
        return self.title


class TrainingSession(models.Model):
    """A session officials register for, first come, first served."""

    title = models.CharField(_("title"), max_length=200)
    content = models.TextField(_("content"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place or address"), max_length=200)
    trainer = models.CharField(_("trainer"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    open_until = models.DateTimeField(_("registration until"))
    agencies = models.ManyToManyField(
        Agency, blank=True, verbose_name=_("agencies invited"), help_text=_("nobody named: all")
    )

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="training_ends_after"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="training_seats"),
        ]

    def __str__(self) -> str:
        return self.title


class TrainingRegistration(models.Model):
    """An official's place in a session, or on its waiting list."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="registrations")
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("official"))
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, verbose_name=_("agency"))
    is_waiting = models.BooleanField(_("on the waiting list"), default=False)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    attended = models.BooleanField(_("attended"), null=True, blank=True)

    class Meta:
        ordering = ["is_waiting", "registered_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [models.UniqueConstraint(fields=["session", "official"], name="training_registered_once")]
