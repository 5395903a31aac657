"""What the acts of a petition ask of the person who does them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dossiers.forms import ActionForm
from feedback.act_forms import (
    WORDS,
    EnclosingForm,
    HandOverForm,
    PublishingForm,
    of_agencies,
    of_grounds,
    one_of,
    words,
)
from feedback.models import Petition


class NoteForm(ActionForm):
    note = words(_("Note"), _("Stands in the history, where the petitioner reads it too."), rows=2, required=False)


class QuestionForm(ActionForm):
    note = words(_("What must be clarified?"), _("The petitioner reads it and answers on their page."))


class ClarificationForm(ActionForm):
    note = words(_("Your clarification"), rows=6)


class ReopenForm(ActionForm):
    note = words(_("What is still open?"), _("The agency that answered reads it and answers anew."), rows=6)


class AnswerForm(EnclosingForm):
    field_order = ("finding", "answer", "enclosed", "held", "files")
    finding = one_of(Petition.Finding.choices, _("What was found?"), _("Choose what was found"))
    answer = words(
        pgettext_lazy("a petition", "Answer"),
        _("What was found, what is done, by which rule. The petitioner reads it as it is."), 10,
    )  # fmt: skip


class PublishForm(PublishingForm):
    """The public's words; the page proposes them with everything left out that was found to tell who asked."""

    field_order = ("title", "content", "answer", "files")
    title = forms.CharField(label=_("In one sentence"), max_length=200, error_messages=WORDS)
    content = words(_("What was asked"), rows=8)
    answer = words(_("What was answered"), rows=8)


class RefuseForm(ActionForm):
    """NĐ 20/2008/NĐ-CP Đ.9, 14: told why, and where it belongs."""

    ground = of_grounds((
        ("unclear", _("It is not clear what it is about")),
        ("anonymous", _("No name, or no way to answer")),
        ("complaint", _("It is a complaint: it goes to the agency that decided, by the Law on Complaints")),
        ("denunciation", _("It is a denunciation: it goes another way, by the Law on Denunciations")),
        ("answered", _("The same has been answered already")),
        ("elsewhere", _("It belongs to another province or to a ministry")),
    ))  # fmt: skip
    note = words(_("Advice"), _("Where to turn instead, and how. The petitioner reads it."))


class TransferForm(HandOverForm):
    field_order = ("nature", "agency", "note")
    nature = one_of(Petition.Nature.choices, _("What is it about?"), _("Choose what it is about"))
    agency = of_agencies(
        _("Agency in charge"),
        _("Of conduct: the agency that is above the official. Of a rule: the agency that made it."),
    )
