"""What the acts of a question ask of the person who does them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms import ActionForm
from feedback.fields import NamesSelect
from feedback.models import Petition
from portal.agencies.models import Agency

LONGEST = 5_000
WORDS = {"required": _("Write it in words")}


def _words(label: Any, help_text: Any = "", rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=WORDS, **more,
    )  # fmt: skip


class NoteForm(ActionForm):
    note = _words(_("Note"), _("Stands in the history, where the asker reads it too."), rows=2, required=False)


class ReasonForm(ActionForm):
    note = _words(_("Reason"), _("Say why, so that whoever comes next need not ask."))


class AdviceForm(ActionForm):
    note = _words(_("Advice"), _("Where to turn instead, and how. The asker reads it."))


class AskForm(ActionForm):
    note = _words(_("What must be known?"), _("The asker reads it and replies on their page."))


class ReplyForm(ActionForm):
    note = _words(_("Your reply"), rows=6)


class AssignForm(ActionForm):
    agency = forms.ModelChoiceField(
        label=_("Agency that answers"), queryset=Agency.objects.none(), widget=NamesSelect,
        error_messages={"required": _("Choose an agency"), "invalid_choice": _("Choose an agency of the list")},
    )  # fmt: skip
    note = _words(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.existing()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "agency": self.cleaned_data["agency"].pk}


class MoveForm(ActionForm):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Petition.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is")},
    )  # fmt: skip
    note = _words(_("Note"), rows=2, required=False)


class RefuseForm(ActionForm):
    """Each ground goes with advice where to turn instead."""

    GROUNDS = (
        ("not_a_question", _("It asks nothing")),
        ("spam", _("It is spam")),
        ("unclear", _("It is not clear what is asked")),
        ("own_dossier", _("It is about a dossier of their own: that is asked on the dossier's page")),
        ("answered", _("The same has been answered already")),
        ("elsewhere", _("It belongs to another province or to a ministry")),
    )
    ground = forms.ChoiceField(
        label=_("Ground"), choices=GROUNDS, widget=forms.RadioSelect, error_messages={"required": _("Choose a ground")}
    )
    note = _words(_("Advice"), _("Where to turn instead, and how. The asker reads it."))


class AnswerForm(ActionForm):
    answer = _words(
        _("Answer to the asker"), _("Plainly, with the rule it follows from. The asker reads it as it is."), 10
    )


class PublishForm(ActionForm):
    """The public's words; the page proposes them with everything left out that was found to tell who asked."""

    title = forms.CharField(
        label=_("Question as the public reads it"), max_length=200, error_messages=WORDS,
        help_text=_("Without names, numbers and addresses: what was found to tell who asked is left out already."),
    )  # fmt: skip
    content = _words(_("More about it"), rows=6)
    answer = _words(_("Answer as the public reads it"), rows=10)


class CorrectForm(ActionForm):
    answer = _words(_("Correct answer"), _("Asker and public read it from now on; the old one is kept."), 10)
    note = _words(_("What was wrong"), _("The asker reads it."), rows=3)
