"""What the acts that move a deadline ask of the person who does them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.forms import ActionForm, NoteForm, ReasonForm
from dossiers.models import Apology, Dossier
from dossiers.results.forms import FinishForm
from portal.calendar.current import work_calendar
from procedures import deadlines
from procedures.fields import DayField, LineField, ParagraphsField

LONGEST_GROUND = 300


class OfDossier(ActionForm):
    """A form that knows its dossier: for what it proposes and for what it may accept."""

    def __init__(self, *args: Any, dossier: Dossier | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier


def ground_field() -> LineField:
    return LineField(
        label=_("Legal ground"),
        max_length=LONGEST_GROUND,
        help_text=_("Article and number of the rule, for example: Article 12 of Decree 15/2020"),
        error_messages={"required": _("Write which rule this rests on")},
    )


class DutyForm(OfDossier):
    note = ParagraphsField(
        label=_("What is to be paid"),
        help_text=_("The citizen reads it: for what, by which notice, where and how to pay."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what the citizen has to pay")},
    )
    amount = LineField(
        label=_("Amount in VND"),
        required=False,
        max_length=20,
        help_text=_("Leave it empty where another agency names the amount."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
    )

    def clean_amount(self) -> int | None:
        """Whole đồng, written with dots or spaces between as people do."""
        text = self.cleaned_data["amount"].replace(".", "").replace(" ", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or not int(text):
            raise ValidationError(_("Write a whole number of VND, for example 1.250.000"))
        return int(text)


class DutyDoneForm(OfDossier, NoteForm):
    """How it was shown that it was paid."""


class StopForm(OfDossier, ReasonForm):
    ground = ground_field()

    field_order = ["note", "ground"]


class GoOnForm(OfDossier, NoteForm):
    """Why work goes on."""


class ApologyForm(OfDossier):
    note = ParagraphsField(
        label=_("Why the result is late"),
        help_text=_("It stands in the apology, which the citizen gets."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason")},
    )
    new_on = DayField(
        label=_("New date"),
        help_text=_("Day, month and year. The law allows one new date; it holds until the end of office hours."),
        error_messages={"required": _("Write the new date")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafted = Apology.objects.drafts().filter(dossier=self.dossier).first() if self.dossier else None
        if drafted is not None:
            self.initial = {"note": drafted.reason, "new_on": timezone.localdate(drafted.due_after), **self.initial}

    def clean_new_on(self) -> date:
        day: date = self.cleaned_data["new_on"]
        if self.dossier is None or self.dossier.due_at is None:
            return day
        if day <= timezone.localdate():
            raise ValidationError(_("Choose a day after today"))
        if deadlines.postponed_to(day, work_calendar()) <= self.dossier.due_at:
            raise ValidationError(_("Choose a day after the present date"))
        return day


class RefuseForm(OfDossier, FinishForm):
    note = ParagraphsField(
        label=_("Why the matter is refused"),
        help_text=_("The citizen reads it: which condition is not met, and what can be done about it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason")},
    )
    ground = ground_field()

    field_order = ["note", "ground", "result_number", "result_file", "signed_on", "signer_title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["valid_until"]
        self.fields["result_number"].label = _("Number of the refusal")
        self.fields["result_file"].label = _("Refusal, signed (PDF)")


class WhyNotForm(ReasonForm):
    """Why a further request is not approved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _("The official who proposed it reads it in the history.")
