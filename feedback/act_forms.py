"""Fields and forms of acts that petitions and questions both know."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dossiers.forms import ActionForm
from feedback.fields import NamesSelect
from portal.agencies.models import Agency

LONGEST = 5_000
WORDS = {"required": _("Write it in words")}


def words(label: Any, help_text: Any = "", rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=WORDS, **more,
    )  # fmt: skip


def one_of(choices: Iterable[tuple[str, Any]], label: Any, missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": missing}
    )


def of_grounds(choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    return one_of(choices, _("Ground"), _("Choose a ground"))


class ReasonForm(ActionForm):
    note = words(_("Reason"), _("Say why, so that whoever comes next need not ask."))


def of_agencies(label: Any, help_text: Any = "") -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        label=label, help_text=help_text, queryset=Agency.objects.none(), widget=NamesSelect,
        empty_label=pgettext_lazy("in a list", "Choose"),
        error_messages={"required": _("Choose an agency"), "invalid_choice": _("Choose an agency of the list")},
    )  # fmt: skip


class HandOverForm(ActionForm):
    """To the ``agency`` that is chosen of the province's; ``values`` has its key."""

    agency = of_agencies("")
    note = words(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.existing()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "agency": self.cleaned_data["agency"].pk}
