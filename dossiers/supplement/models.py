"""One request to put a dossier right (NĐ 61/2018 Đ.17.2, 19.4) and its items.

The dossier and its history are named by strings: ``dossiers.models`` reads this module.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.models import Component


class SupplementRequestQuerySet(models.QuerySet["SupplementRequest"]):
    def open(self) -> Self:
        """Not completed; of a dossier that was withdrawn or refused meanwhile it stays so."""
        return self.filter(completed_at__isnull=True)

    def whole(self) -> Self:
        """With all that pages and papers show of them."""
        return self.select_related("asked_by").prefetch_related("items__component")


class SupplementRequest(models.Model):
    """The law allows one (NĐ 61/2018 Đ.15.3, 17.2): every further one needs a written ground and is counted by its
    ``number``. Written by the workflow's effects and ``saving`` alone."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField(_("number of the request"))
    reason = models.TextField(_("reason"))
    ground = models.TextField(_("ground"), blank=True, help_text="why again, or why later than the law says (Đ.19.4)")
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_in = models.PositiveIntegerField(help_text="number of the event of the dossier's history")
    due_at = models.DateTimeField(_("to be completed by"), null=True)
    due_before = models.DateTimeField(null=True, help_text="the legal due date until then: NgayHenTraTruoc")
    version = models.PositiveIntegerField(default=0, help_text="counts the citizen's saves (D15)")
    saved_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict, help_text="typed and not yet sent: key of the item or question: value")
    remarks = models.JSONField(default=dict, help_text="typed and not yet sent: key of the item: why it stays")
    completed_at = models.DateTimeField(_("completed"), null=True)
    completed_in = models.PositiveIntegerField(null=True, help_text="number of the event of the dossier's history")
    due_after = models.DateTimeField(null=True, help_text="the legal due date counted anew: NgayHenTraMoi")

    objects = SupplementRequestQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "number"]
        verbose_name = _("request for a supplement")
        verbose_name_plural = _("requests for a supplement")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="supplement_number_unique"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(completed_at__isnull=True), name="supplement_one_open"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(ground=""), name="supplement_again_with_ground"),
        ]

    def __str__(self) -> str:
        return str(_("Request no. %(number)s") % {"number": self.number})

    @property
    def is_first(self) -> bool:
        return self.number == 1


class SupplementItem(models.Model):
    """One thing to put right: an answer (``question``), a row of a repeated block (``question`` and ``row``), or a
    paper (``component``)."""

    class Reason(models.TextChoices):
        """A closed list, so that reasons can be counted by question and paper (features §2 no. 13)."""

        MISSING = "missing", _("missing")
        UNREADABLE = "unreadable", _("cannot be read")
        WRONG = "wrong", _("wrong")
        EXPIRED = "expired", _("expired")
        UNCERTIFIED = "uncertified", _("not certified")
        DIFFERS = "differs", _("differs from the register")
        OTHER = "other", _("another reason")

    class State(models.TextChoices):
        OPEN = "open", _("to be put right")
        CHANGED = "changed", _("changed")
        KEPT = "kept", _("left as it was, with an explanation")

    request = models.ForeignKey(SupplementRequest, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=80, blank=True)
    row = models.CharField(max_length=12, blank=True)
    component = models.ForeignKey(Component, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    what = models.TextField(_("what to do"))
    before = models.JSONField(default=None, null=True, help_text="the answer, or the keys of the files, when asked")
    after = models.JSONField(default=None, null=True, help_text="the same, when completed")
    remark = models.TextField(_("the applicant's explanation"), blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)

    class Meta:
        ordering = ["request", "place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(component__isnull=True) & ~Q(question="") | Q(component__isnull=False, question="", row=""),
                name="supplement_item_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["request", "question", "row"],
                condition=Q(component__isnull=True),
                name="supplement_answer_once",
            ),
            models.UniqueConstraint(
                fields=["request", "component"], condition=Q(component__isnull=False), name="supplement_paper_once"
            ),
        ]

    @property
    def key(self) -> str:
        """What saved answers and remarks are kept under."""
        return f"#{self.component_id}" if self.component_id else row_key(self.question, self.row)

    @property
    def adds(self) -> bool:
        """Whether new files stand beside the old ones; otherwise they take their place."""
        return self.reason == self.Reason.MISSING


def row_key(question: str, row: str = "") -> str:
    return f"{question}/{row}" if row else question
