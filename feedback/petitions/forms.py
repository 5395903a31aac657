"""What the acts of a petition ask of the person who does them."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dossiers.forms import ActionForm
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
    note = _words(_("Note"), _("Stands in the history, where the petitioner reads it too."), rows=2, required=False)


class ReasonForm(ActionForm):
    note = _words(_("Reason"), _("Say why, so that whoever comes next need not ask."))


class QuestionForm(ActionForm):
    note = _words(_("What must be clarified?"), _("The petitioner reads it and answers on their page."))


class ClarificationForm(ActionForm):
    note = _words(_("Your clarification"), rows=6)


class ReopenForm(ActionForm):
    note = _words(_("What is still open?"), _("The agency that answered reads it and answers anew."), rows=6)


class AnswerForm(ActionForm):
    finding = forms.ChoiceField(
        label=_("What was found?"), choices=Petition.Finding, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was found")},
    )  # fmt: skip
    answer = _words(
        pgettext_lazy("a petition", "Answer"),
        _("What was found, what is done, by which rule. The petitioner reads it as it is."), 10,
    )  # fmt: skip


class PublishForm(ActionForm):
    """The public's words; the page proposes them with everything left out that was found to tell who asked."""

    title = forms.CharField(label=_("In one sentence"), max_length=200, error_messages=WORDS)
    content = _words(_("What was asked"), rows=8)
    answer = _words(_("What was answered"), rows=8)
    files = forms.MultipleChoiceField(  # type: ignore[assignment]
        label=_("Files the public may see"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Open each first: no face, name, number or address may be in it. The public gets a copy without "
                    "details about the camera, the author or the file's name."),
    )  # fmt: skip

    def of(self, petition: Petition) -> None:
        stored = [file.stored for file in petition.files.select_related("stored")]
        self.fields["files"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), format_html('<span lang="vi">{}</span>', one.name)) for one in stored
        ]
        if not stored:
            del self.fields["files"]


class RefuseForm(ActionForm):
    """NĐ 20/2008/NĐ-CP Đ.9, 14: told why, and where it belongs."""

    GROUNDS = (
        ("unclear", _("It is not clear what it is about")),
        ("anonymous", _("No name, or no way to answer")),
        ("complaint", _("It is a complaint: it goes to the agency that decided, by the Law on Complaints")),
        ("denunciation", _("It is a denunciation: it goes another way, by the Law on Denunciations")),
        ("answered", _("The same has been answered already")),
        ("elsewhere", _("It belongs to another province or to a ministry")),
    )
    ground = forms.ChoiceField(
        label=_("Ground"), choices=GROUNDS, widget=forms.RadioSelect, error_messages={"required": _("Choose a ground")}
    )
    note = _words(_("Advice"), _("Where to turn instead, and how. The petitioner reads it."))


class TransferForm(ActionForm):
    nature = forms.ChoiceField(
        label=_("What is it about?"), choices=Petition.Nature, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about")},
    )  # fmt: skip
    agency = forms.ModelChoiceField(
        label=_("Agency in charge"), queryset=Agency.objects.none(), empty_label=pgettext_lazy("in a list", "Choose"),
        help_text=_("Of conduct: the agency that is above the official. Of a rule: the agency that made it."),
        error_messages={"required": _("Choose an agency"), "invalid_choice": _("Choose an agency of the list")},
    )  # fmt: skip
    note = _words(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.existing()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "agency": self.cleaned_data["agency"].pk}
