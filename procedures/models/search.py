"""What searching keeps: an entry per procedure, the words there are, synonyms, and what people asked in vain."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Edition, Procedure


class SearchEntry(models.Model):
    """A procedure in force as searching sees it: words without diacritics, by weight. Made anew from the edition."""

    procedure = models.OneToOneField(Procedure, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    name = models.TextField(help_text="with marks, as vietnamese.marked() writes them, between blanks")
    name_plain = models.TextField()
    also_plain = models.TextField(blank=True, help_text="results and other names")
    papers_plain = models.TextField(blank=True, help_text="papers, cases, field and agencies")
    body_plain = models.TextField(blank=True)
    levels = ArrayField(models.PositiveSmallIntegerField(), default=list)
    field_id = models.BigIntegerField()
    agency_id = models.BigIntegerField(null=True, help_text="the department in charge")
    online_level = models.PositiveSmallIntegerField(default=1)
    prior = models.FloatField(default=0, help_text="how ordinary it is; added to the score")
    vector = models.GeneratedField(
        expression=SearchVector("name_plain", weight="A", config="simple")
        + SearchVector("also_plain", weight="B", config="simple")
        + SearchVector("papers_plain", weight="C", config="simple")
        + SearchVector("body_plain", weight="D", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    names = models.GeneratedField(
        expression=SearchVector("name_plain", weight="A", config="simple")
        + SearchVector("also_plain", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    """Most searches end here: a small index, in which nothing has to be looked at twice."""

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_gin", fastupdate=False),
            GinIndex(fields=["names"], name="search_names_gin", fastupdate=False),
        ]


class Word(models.Model):
    """A syllable of the entries (but for their text), or two that stand side by side in a name or a result with a blank
    between them; and in how many entries."""

    word = models.CharField(max_length=60, primary_key=True)
    documents = models.PositiveIntegerField()


class Synonym(models.Model):
    """What people say, and how the catalogue writes it."""

    said = models.CharField(_("what people say"), max_length=80, unique=True)
    written = models.CharField(
        _("what the catalogue writes"), max_length=200, help_text=_("several ways with a semicolon between them")
    )
    is_active = models.BooleanField(_("used"), default=True)
    is_seeded = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["said"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return self.said


class CatalogueChange(models.Model):
    """A transaction that changed what readers see. Written by the database itself; read by ``generation`` alone."""

    id = models.UUIDField(primary_key=True, db_default=RandomUUID(), editable=False)


class AskedQuery(models.Model):
    """What was looked for on a day, how often, and whether it helped. Nothing about who asked."""

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=120)
    found = models.PositiveIntegerField(_("procedures found"), default=0)
    asked = models.PositiveIntegerField(_("times asked"), default=0)
    opened = models.PositiveIntegerField(_("times one was opened"), default=0)

    class Meta:
        ordering = ["-day", "-asked"]
        verbose_name = _("query of readers")
        verbose_name_plural = _("queries of readers")
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="asked_query_once")]

    def __str__(self) -> str:
        return self.words
