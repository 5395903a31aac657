"""The catalogue: what one may ask for, from whom, under which published law."""

from decimal import Decimal
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Level


class Field(models.Model):
    """A field of administration (lĩnh vực) and the provincial department in charge of it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=300)
    department = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("department in charge")
    )
    sort_key = models.CharField(max_length=600, blank=True, editable=False)

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("field")
        verbose_name_plural = _("fields")

    def __str__(self) -> str:
        return self.name


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def in_use(self) -> Self:
        """What readers may find: listed by the nation and with a published edition."""
        return self.filter(is_used=True, current__isnull=False)


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính), keyed by its short national code."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    code_suffix = models.CharField(_("suffix of the publishing body"), max_length=40, blank=True)
    is_used = models.BooleanField(_("in use"), default=True)
    current = models.OneToOneField(
        "Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("edition in force")
    )

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def __str__(self) -> str:
        return f"{self.code} {self.current.name if self.current else ''}".strip()


class Channel(models.TextChoices):
    """How a dossier reaches the agency, numbered as the national ``KENH`` (protocols §5)."""

    COUNTER = "1", _("at the counter")
    ONLINE = "2", _("online")
    POST = "3", _("by post")


class Edition(models.Model):
    """What was law for a procedure under one decision.

    Published ones never change; a dossier keeps the one it was filed under. National part: as read from the national
    database (``record`` keeps the raw item and ``record_hash`` its digest). Provincial part: ``form``, ``online_level``
    and the receivers that follow from the levels.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="editions", verbose_name=_("procedure")
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    name = models.TextField(_("name"))
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="editions", verbose_name=_("field"))
    levels = models.JSONField(_("levels"), default=list, help_text=_("numbers of the levels that handle it"))
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    steps = models.JSONField(_("steps"), default=list)
    audience = models.JSONField(_("who may ask"), default=list)
    requirements = models.TextField(_("requirements"), blank=True)
    results = models.JSONField(_("results"), default=list)
    legal_basis = models.JSONField(_("legal basis"), default=list)
    handled_by = models.JSONField(_("handled by, as published"), default=list)
    receiving_address = models.TextField(_("receiving address"), blank=True)
    provenance = models.JSONField(_("source and what is assumed"), default=dict)
    record = models.JSONField(_("national record"), default=dict)
    record_hash = models.CharField(max_length=64)
    form = models.JSONField(_("form"), default=dict, blank=True)
    online_level = models.PositiveSmallIntegerField(_("online level"), default=1)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    name_plain = models.TextField(editable=False)
    body_plain = models.TextField(editable=False, blank=True)
    name_vector = models.GeneratedField(
        expression=SearchVector("name_plain", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    body_vector = models.GeneratedField(
        expression=SearchVector("body_plain", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ["procedure", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="edition_number_unique")]
        indexes = [
            GinIndex(fields=["name_vector"], name="edition_name_gin"),
            GinIndex(fields=["body_vector"], name="edition_body_gin"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    def receivers(self) -> models.QuerySet[Agency]:
        """The agencies that decide.

        All communes, all districts, or the field's department (NĐ 61/2018 Đ.14). Empty: none of ours.
        """
        department = self.field.department
        if department and department.kind == Agency.Kind.VERTICAL:
            return Agency.objects.none()
        wanted = Q(kind__in=[kind for level, kind in DECIDING_KINDS.items() if level in self.levels])
        if Level.PROVINCE in self.levels and department:
            wanted |= Q(pk=department.pk)
        return Agency.objects.existing().filter(wanted)

    def is_filed_online(self) -> bool:
        """Whether the portal takes dossiers.

        Somebody here decides and the record knows an online channel (level 3 or 4).
        """
        return self.online_level >= 3 and self.receivers().exists()


class Case(models.Model):
    """A case (trường hợp) of an edition: it decides papers, time and fee."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="cases")
    number = models.PositiveSmallIntegerField()
    name = models.TextField(_("case"), blank=True)

    class Meta:
        ordering = ["number"]
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

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="components")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="components")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=60, blank=True)
    name = models.TextField(_("name"))
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    form_name = models.CharField(_("form"), max_length=300, blank=True)
    is_required = models.BooleanField(_("required"), default=False)

    class Meta:
        ordering = ["number"]

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

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="time_limits")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True)
    channel = models.CharField(max_length=1, choices=Channel)
    number = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(0))
    unit = models.CharField(max_length=14, choices=Unit)
    after_three = models.BooleanField(_("received after 15:00 counts from the next day"), default=False)
    text = models.TextField(_("as published"), blank=True)

    class Meta:
        ordering = ["number"]


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


READ_SELDOM = ("record", "steps", "requirements", "legal_basis", "handled_by", "body_plain", "provenance")
"""Columns of an edition that only its own page reads: other pages leave them in the database."""

DECIDING_KINDS = {Level.DISTRICT: Agency.Kind.DISTRICT, Level.COMMUNE: Agency.Kind.COMMUNE}
