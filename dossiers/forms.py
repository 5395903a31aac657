"""What an action asks of the person who does it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class ActionForm(forms.Form):
    """Asks nothing."""

    shared: ClassVar[frozenset[str]] = frozenset({"note"})
    """Fields that may be answered alike for many dossiers; who asks others is not fit for a batch."""

    use_required_attribute = False

    def values(self) -> dict[str, Any]:
        """What goes into the ``Act``; files stay uploads here, the view stores them."""
        return dict(self.cleaned_data)


class NoteForm(ActionForm):
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Stands in the history, where the citizen reads it too."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(ActionForm):
    note = forms.CharField(
        label=_("Why do you withdraw?"),
        help_text=_("The agency reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerWithdrawalForm(ActionForm):
    note = forms.CharField(
        label=_("Why can it not be withdrawn?"),
        help_text=_("The citizen reads it; work on the dossier goes on."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason")},
    )


class ReasonForm(ActionForm):
    note = forms.CharField(
        label=_("Reason"),
        help_text=_("The citizen reads it: say what is wrong, by which rule, and what to do."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason")},
    )
