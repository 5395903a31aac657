"""The decisions that announce procedures (quyết định công bố, NĐ 63/2010 Đ.13–15, 17, 24)."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.files.models import StoredFile
from procedures.models.catalogue import Edition, Procedure


class DecisionQuerySet(models.QuerySet["Decision"]):
    def due(self, today: date) -> Self:
        """Scheduled for ``today`` or before, in the order they were made."""
        return self.filter(state=Decision.State.SCHEDULED, publish_on__lte=today).order_by("publish_on", "pk")

    def awaiting_entry(self) -> Self:
        """Not yet recorded as entered into the national database, though signed."""
        return self.filter(entered_on__isnull=True, state=Decision.State.PUBLISHED)

    def signed_by(self, ordinary: date, shortened: date) -> Self:
        """Signed on those days at the latest, by procedure of issue."""
        return self.filter(
            Q(is_shortened=False, signed_on__lte=ordinary) | Q(is_shortened=True, signed_on__lte=shortened)
        )


class Decision(models.Model):
    """What the chairman of the provincial people's committee announces, and from when it counts."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        SCHEDULED = "scheduled", _("waits for its date")
        PUBLISHED = "published", _("published")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=60, help_text=_("number and abbreviations as on the paper"))
    subject = models.TextField(_("subject"))
    signed_on = models.DateField(_("signed on"))
    signer = models.CharField(_("signer"), max_length=120)
    signer_title = models.CharField(_("title of the signer"), max_length=120, default="Chủ tịch")
    issued_by = models.CharField(_("issued by"), max_length=200, default="Ủy ban nhân dân tỉnh Bắc Giang")
    effective_on = models.DateField(_("takes effect on"))
    is_shortened = models.BooleanField(
        _("issued by the shortened procedure"),
        default=False,
        help_text=_("the term for entry into the national database is then two working days instead of five"),
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed paper")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    publish_on = models.DateField(_("to be published on"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("published by"),
    )
    entered_on = models.DateField(
        _("entered into the national database on"), null=True, blank=True, help_text=_("within the term of Article 24")
    )
    faults = models.JSONField(_("what stood in the way"), default=list, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(fields=["number", "signed_on"], name="decision_number_unique"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="decision_published_at"
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_on__isnull=False), name="decision_scheduled_on"
            ),
            models.CheckConstraint(
                condition=Q(entered_on__isnull=True) | Q(entered_on__gte=F("signed_on")), name="decision_entered_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.signed_on:%d/%m/%Y})"

    @property
    def is_open(self) -> bool:
        """Still to be changed."""
        return self.state != self.State.PUBLISHED


class DecisionLine(models.Model):
    """What a decision does with one procedure."""

    class Effect(models.TextChoices):
        NEW = "new", _("newly issued")
        AMENDED = "amended", _("amended")
        REPLACED = "replaced", _("replaced by another")
        ABOLISHED = "abolished", _("abolished")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines", verbose_name=_("decision"))
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="decided", verbose_name=_("procedure")
    )
    effect = models.CharField(_("what happens to it"), max_length=10, choices=Effect)
    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="line", verbose_name=_("draft edition")
    )
    successor = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("procedure of the decision")
        verbose_name_plural = _("procedures of the decision")
        constraints = [
            models.UniqueConstraint(fields=["decision", "procedure"], name="decision_procedure_once"),
            models.CheckConstraint(
                condition=Q(effect__in=["new", "amended"], edition__isnull=False)
                | Q(effect__in=["replaced", "abolished"], edition__isnull=True),
                name="decision_line_edition",
            ),
            models.CheckConstraint(
                condition=Q(effect="replaced", successor__isnull=False)
                | ~Q(effect="replaced") & Q(successor__isnull=True),
                name="decision_line_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure.code}: {self.get_effect_display()}"
