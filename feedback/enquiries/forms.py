"""What the acts of a question ask of the person who does them."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
    note = words(_("Note"), _("Stands in the history, where the asker reads it too."), rows=2, required=False)


class AdviceForm(ActionForm):
    note = words(_("Advice"), _("Where to turn instead, and how. The asker reads it."))


class AskForm(ActionForm):
    note = words(_("What must be known?"), _("The asker reads it and replies on their page."))


class ReplyForm(ActionForm):
    note = words(_("Your reply"), rows=6)


class AssignForm(HandOverForm):
    agency = of_agencies(_("Agency that answers"))


class MoveForm(ActionForm):
    kind = one_of(Petition.Kind.choices, _("What is it?"), _("Choose what it is"))
    note = words(_("Note"), rows=2, required=False)


class RefuseForm(AdviceForm):
    """Each ground goes with advice where to turn instead."""

    ground = of_grounds((
        ("not_a_question", _("It asks nothing")),
        ("spam", _("It is spam")),
        ("unclear", _("It is not clear what is asked")),
        ("own_dossier", _("It is about a dossier of their own: that is asked on the dossier's page")),
        ("answered", _("The same has been answered already")),
        ("elsewhere", _("It belongs to another province or to a ministry")),
    ))  # fmt: skip
    field_order = ("ground", "note")


class AnswerForm(EnclosingForm):
    field_order = ("answer", "enclosed", "held", "files")
    answer = words(
        _("Answer to the asker"), _("Plainly, with the rule it follows from. The asker reads it as it is."), 10
    )


class PublishForm(PublishingForm):
    """The public's words; the page proposes them with everything left out that was found to tell who asked."""

    field_order = ("title", "content", "answer", "files")
    title = forms.CharField(
        label=_("Question as the public reads it"), max_length=200, error_messages=WORDS,
        help_text=_("Without names, numbers and addresses: what was found to tell who asked is left out already."),
    )  # fmt: skip
    content = words(_("More about it"), rows=6)
    answer = words(_("Answer as the public reads it"), rows=10)


class CorrectForm(ActionForm):
    answer = words(_("Correct answer"), _("Asker and public read it from now on; the old one is kept."), 10)
    note = words(_("What was wrong"), _("The asker reads it."), rows=3)
