"""The slip as a form, whole on a page and short on a tablet; and the leader's answer."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms import ActionForm
from feedback.ratings.giving import Occasion, Said
from feedback.ratings.slips import COSTS, OVERALL, PAID, Question, in_force
from portal.vietnamese import plain

LONGEST = 2_000
WRONG = {"required": _("Choose how satisfied you are"), "invalid_choice": _("Choose one of the answers")}


def _field(question: Question) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=str(question.label), help_text=str(question.hint), choices=list(question.choices.items()),
        required=question.is_required, widget=forms.RadioSelect,
        error_messages=WRONG,
    )  # fmt: skip


def _words(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class KioskForm(forms.Form):
    """The few questions of a tablet; ``of`` says which dossier and stage."""

    use_required_attribute = False
    at_kiosk = True

    def __init__(self, *args: Any, of: Occasion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        for question in self._questions():
            self.fields[question.key] = _field(question)

    def _questions(self) -> Iterable[Question]:
        return [question for question in self._asked() if question.on_kiosk]

    def _asked(self) -> Iterable[Question]:
        return in_force(Said({}).on).asked(self.of.stage, online=self.of.is_online)

    def said(self) -> Said:
        cleaned = self.cleaned_data
        answers = {question.key: cleaned[question.key] for question in self._asked() if cleaned.get(question.key)}
        return Said(
            answers, cleaned.get("words", ""), cleaned.get("costs_told", ""), bool(cleaned.get("wants_answer")),
            self.at_kiosk,
        )  # fmt: skip


class RatingForm(KioskForm):
    """All questions, and words."""

    at_kiosk = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["costs_told"] = _words(
            _("What did you have to pay, to whom, for what?"), _("Only if you were asked for money outside the rules.")
        )
        self.fields["words"] = _words(
            _("What was good, what should be better?"),
            _("Leave out names and numbers of your own: it is read without your name and dossier."),
        )
        self.fields["wants_answer"] = forms.BooleanField(
            label=_("Contact me about it: the leader of the agency may see which dossier it is"), required=False
        )
        self.order_fields([OVERALL])

    def _questions(self) -> Iterable[Question]:
        return self._asked()

    def clean_words(self) -> str:
        return _composed(self.cleaned_data["words"])

    def clean_costs_told(self) -> str:
        return _composed(self.cleaned_data["costs_told"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = cleaned.get("costs_told", "")
        if cleaned.get(COSTS) == PAID and "costs_told" in cleaned and not plain(told):
            self.add_error("costs_told", _("Write what you were asked to pay: else nobody can look into it."))
        if told and cleaned.get(COSTS) != PAID:
            cleaned[COSTS] = PAID
        return cleaned


def _composed(said: str) -> str:
    return unicodedata.normalize("NFC", said.replace("\r\n", "\n")).strip()


class TurnForm(forms.Form):
    """The number that opens a dossier at the tablet."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Number"), help_text=_("Six digits: the official at the counter tells you."), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type the number")},
    )  # fmt: skip

    def clean_number(self) -> str:
        return "".join(self.cleaned_data["number"].split())


class CodeForm(forms.Form):
    """For which dossier the clerk wants a number."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Dossier code"), max_length=60, error_messages={"required": _("Type or scan the dossier code")}
    )


class AnswerForm(ActionForm):
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("What you found and what changes. The rater reads it by the link of the rating."),
        max_length=5_000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the answer")},
    )  # fmt: skip
