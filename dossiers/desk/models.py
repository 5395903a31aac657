"""What the desk keeps beside the dossiers. They are named by a string: ``dossiers.models`` reads this module."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models.status import Status
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.grants import Derived
from procedures.models import Channel, Field, Procedure


class Heap(models.IntegerChoices):
    """The stage of work a status belongs to (the function ``desk_heap`` of the database says which)."""

    RECEIVE = 1, _("To receive")
    PROCESS = 2, _("In process")
    CITIZEN = 3, _("Waiting for the citizen")
    MONEY = 4, _("Waiting for payment")
    HAND_OVER = 5, _("Results to hand over")
    CLOSED = 6, _("Closed")
    STOPPED = 7, _("Stopped")


class Rank(models.IntegerChoices):
    """First what has a term running, then what rests, then what is over."""

    RUNNING = 0
    RESTING = 1
    CLOSED = 2


COPY: Any = {"on_delete": models.DO_NOTHING, "related_name": "+", "db_index": False, "db_constraint": False}
"""A key copied from a row whose own constraint holds."""


class Place(Derived, models.Model):
    """A dossier in the lists of one agency that reaches it; no drafts.

    Kept by the triggers of migration 0028 in the transaction that changes the dossier, its involvements, messages,
    corrections or what the nation is owed; the application may only read. ``at`` is the legal term (the year 9999
    where none runs) and of what is over the moment of its last change.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.DO_NOTHING, related_name="places", db_index=False)
    agency = models.ForeignKey(Agency, **COPY)
    heap = models.PositiveSmallIntegerField(choices=Heap)
    rank = models.PositiveSmallIntegerField(choices=Rank)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(choices=Status)
    procedure = models.ForeignKey(Procedure, **COPY)
    field = models.ForeignKey(Field, **COPY)
    decider = models.ForeignKey(Agency, **COPY)
    channel = models.CharField(max_length=1, choices=Channel)
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    is_asking = models.BooleanField()
    correction_waits = models.BooleanField()
    is_owed = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "rank", "at", "dossier"], name="place_urgency"),
            models.Index(fields=["agency", "heap", "at", "dossier"], name="place_heap"),
            models.Index(fields=["agency", "procedure", "rank", "at", "dossier"], name="place_procedure"),
            models.Index(fields=["agency", "decider", "rank", "at", "dossier"], name="place_decider"),
            models.Index(fields=["agency", "rank", "at", "dossier"], name="place_asking", condition=Q(is_asking=True)),
            models.Index(
                fields=["agency", "rank", "at", "dossier"], name="place_correction", condition=Q(correction_waits=True)
            ),
            models.Index(fields=["agency", "rank", "at", "dossier"], name="place_owed", condition=Q(is_owed=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["dossier", "agency"], name="place_once")]


class Words(Derived, models.Model):
    """What a dossier is found by, without marks; kept by the same triggers.

    Beside the words of codes, owner, procedure and summary: ``#0241…`` for a whole identity number, tax code or
    telephone number, ``@12`` for each agency that reaches it, ``+`` while it is open.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.DO_NOTHING, primary_key=True, related_name="words"
    )
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="words_gin", fastupdate=False)]


class Tone(models.TextChoices):
    """Colours of labels; the word always stands beside."""

    GREY = "grey", _("grey")
    RED = "red", _("red")
    AMBER = "amber", _("amber")
    GREEN = "green", _("green")
    BLUE = "blue", _("blue")
    VIOLET = "violet", _("violet")


class LabelQuerySet(models.QuerySet["Label"]):
    def visible_to(self, user: User) -> Self:
        """Those of the agencies where the person handles dossiers now."""
        return self.filter(agency__in=user.posts.current().handling().values("agency"))


class Label(models.Model):
    """A word in a colour that an agency puts on dossiers for itself; nobody outside sees it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    name = models.CharField(_("word"), max_length=40)
    tone = models.CharField(_("colour"), max_length=8, choices=Tone, default=Tone.GREY)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="label_once")]

    def __str__(self) -> str:
        return self.name


class LabelMark(models.Model):
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="marks")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="label_marks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "dossier"], name="label_mark_once")]


class PrivateNote(models.Model):
    """Somebody's own words about a dossier; the writer alone reads them."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="private_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=2000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["by", "dossier"], name="note_of_writer")]


class SavedListQuerySet(models.QuerySet["SavedList"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those shared with an agency where one handles dossiers now."""
        here = user.posts.current().handling().values("agency")
        return self.filter(Q(by=user) | Q(agency__in=here)).select_related("agency", "by")


class SavedList(models.Model):
    """A list with its filters under a name. ``query`` is of an address and holds ids and choices only."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name of the list"), max_length=60)
    query = models.CharField(max_length=1000)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["by", "name"], name="saved_list_once")]


class Export(models.Model):
    """Who took which list as a file, of how many dossiers and what for (EX-07); kept when the file is long gone.

    ``query`` is what the list's address asked, ``agencies`` those whose dossiers are in it.
    """

    class Form(models.TextChoices):
        XLSX = "xlsx", _("Excel workbook (XLSX)")
        CSV = "csv", _("table (CSV)")

    job = models.OneToOneField("portal.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agencies = models.JSONField()
    query = models.JSONField()
    form = models.CharField(_("form"), max_length=4, choices=Form, default=Form.XLSX)
    purpose = models.CharField(_("purpose"), max_length=300)
    columns = models.JSONField(default=list, help_text="keys of those in the file")
    number = models.PositiveIntegerField(null=True, help_text="of dossiers in it, once it is made")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True, help_text="the first time")

    class Meta:
        ordering = ["-pk"]
