"""Fields, procedures and their editions."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Level
from portal.agencies.succession import Asked, followed
from portal.vietnamese import findable


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

    def with_draft(self) -> Self:
        """``draft`` is the key of the newest draft; ``found_by`` the plain words of the name in force, else of its."""
        is_draft = Q(editions__state="draft")
        words = models.Max("editions__name_plain", filter=is_draft)
        return self.annotate(
            draft=models.Max("editions__pk", filter=is_draft), found_by=Coalesce("current__name_plain", words)
        )

    def matching(self, text: str) -> Self:
        """By words with or without marks, or by the code; after ``with_draft``."""
        words = findable(text).split()[:12]
        return self.filter(*(Q(found_by__contains=word) for word in words))

    def decided_by(self, agencies: models.QuerySet[Agency]) -> Self:
        """Those in use that one of ``agencies`` may decide: what ``Edition.receivers`` says, asked of many at once."""
        deciding = Q(current__responsibilities__part="deciding")
        own = Q(current__responsibilities__agency__in=agencies)
        kinds = set(agencies.values_list("kind", flat=True))
        levels = [level for level, kind in DECIDING_KINDS.items() if kind in kinds]
        every = Q(current__responsibilities__agency__isnull=True, current__responsibilities__level__in=levels)
        named = self.in_use().filter(deciding & (own | every)).values("pk")
        silent = self.in_use().exclude(pk__in=self.in_use().filter(deciding).values("pk"))
        by_level = Q(pk__in=())
        for level in levels:
            by_level |= Q(current__levels__contains=[level])
        by_field = Q(current__levels__contains=[Level.PROVINCE], current__field__department__in=agencies)
        of_nation = Q(current__field__department__kind=Agency.Kind.VERTICAL)
        unnamed = silent.filter(by_level | by_field).exclude(of_nation).values("pk")
        return self.filter(Q(pk__in=named) | Q(pk__in=unnamed))


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
    sets = models.PositiveSmallIntegerField(_("sets of papers"), default=1)
    accepts_post = models.BooleanField(_("papers and result go by public post"), default=True)
    pays_online = models.BooleanField(_("paid online"), default=False)
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

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def receivers(self) -> models.QuerySet[Agency]:
        """The agencies that decide.

        Those the edition names; failing that all communes, all districts, or the field's department (NĐ 61/2018 Đ.14).
        Empty: none of ours.
        """
        named = list(self.responsibilities.filter(part="deciding"))
        if named:
            every = [DECIDING_KINDS[Level(part.level)] for part in named if not part.agency_id and part.level >= 2]
            own = self._standing(part.agency_id for part in named if part.agency_id)
            return Agency.objects.existing().filter(Q(kind__in=every) | Q(pk__in=own))
        department = self.field.department
        if department and department.kind == Agency.Kind.VERTICAL:
            return Agency.objects.none()
        wanted = Q(kind__in=[kind for level, kind in DECIDING_KINDS.items() if level in self.levels])
        if Level.PROVINCE in self.levels and department:
            wanted |= Q(pk=department.pk)
        return Agency.objects.existing().filter(wanted)

    def _standing(self, named: Iterable[int]) -> set[int]:
        """Who takes the place today of the agencies it named when it was published: it is law and is not rewritten."""
        published = timezone.localdate(self.published_at) if self.published_at else date.min
        keys = set(named)
        return followed(keys, Asked(timezone.localdate(), self.field.code, published)) if keys else keys

    def is_filed_online(self) -> bool:
        """Whether the portal takes dossiers.

        Somebody here decides and the record knows an online channel (level 3 or 4).
        """
        return self.online_level >= 3 and self.receivers().exists()


READ_SELDOM = ("record", "steps", "requirements", "legal_basis", "handled_by", "body_plain", "provenance")
"""Columns of an edition that only its own page reads: other pages leave them in the database."""

DECIDING_KINDS = {Level.DISTRICT: Agency.Kind.DISTRICT, Level.COMMUNE: Agency.Kind.COMMUNE}
