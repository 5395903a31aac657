"""What the steps around a result ask of the person who takes them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.forms import ActionForm, NoteForm, ReasonForm
from dossiers.models import CorrectionRequest
from portal.files.checks import PaperField
from procedures.fields import DayField, LineField


class FinishForm(NoteForm):
    result_number = LineField(
        label=_("Number of the result"), max_length=60, error_messages={"required": _("Write the number of the result")}
    )
    signed_on = DayField(
        label=_("Signed on"), required=False, help_text=_("Day, month and year, for example 30/11/2020; empty: today")
    )
    signer_title = LineField(
        label=_("Title of who signed"), required=False, max_length=200, help_text=_("For example: Chairman")
    )
    valid_until = DayField(
        label=_("The result is valid until"), required=False, help_text=_("Empty where the result holds without a term")
    )
    result_file = PaperField(
        label=_("Result, signed (PDF)"), error_messages={"required": _("Choose the file of the result")}
    )

    field_order = ["result_number", "result_file", "signed_on", "signer_title", "valid_until", "note"]

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("The day of signing lies in the future"))
        return day

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        signed_on, until = values.get("signed_on") or timezone.localdate(), values.get("valid_until")
        if until is not None and until < signed_on:
            self.add_error("valid_until", _("This lies before the day of signing"))
        return values


class OfResult(ActionForm):
    """Says which result is meant: ``of`` is its file's uuid."""

    of = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "", "invalid": ""})


class AcknowledgeForm(OfResult):
    """Asks nothing else."""


class CorrectForm(OfResult, FinishForm):
    note = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("The citizen reads it: say what was wrong and what is right now."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason")},
    )

    field_order = ["of", "note", "result_number", "result_file", "signed_on", "signer_title", "valid_until"]


class ReasonOfResultForm(OfResult, ReasonForm):
    """Why it is revoked, or why it stays."""


class AskCorrectionForm(OfResult):
    what = forms.MultipleChoiceField(
        label=_("What is wrong?"),
        choices=CorrectionRequest.What.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one")},
    )
    note = forms.CharField(
        label=_("How does it read, and how should it read?"),
        help_text=_("For example: the result says 1981, my birth certificate says 1987."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what is wrong and how it should read")},
    )
    shown = PaperField(
        label=_("A photograph or a PDF that shows it"), required=False, help_text=_("Not needed, but it helps.")
    )


class HandToPostForm(NoteForm):
    tracking_number = LineField(
        label=_("Number of the consignment"),
        max_length=30,
        help_text=_("As it stands on the slip of the post; the citizen follows it by this number."),
        error_messages={"required": _("Write the number the post gave")},
    )
    posted_on = DayField(label=_("Handed to the post on"), required=False, help_text=_("Empty: today"))

    field_order = ["tracking_number", "posted_on", "note"]

    def clean_posted_on(self) -> Any:
        day = self.cleaned_data["posted_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This day lies in the future"))
        return day
