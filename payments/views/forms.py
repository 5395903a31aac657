"""Choosing how to pay."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from payments.providers import ONLINE
from payments.providers.base import Online


class ProviderForm(forms.Form):
    provider = forms.ChoiceField(
        label=_("How do you want to pay?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how you want to pay"),
            "invalid_choice": _("Choose one of the ways listed"),
        },
    )

    def __init__(self, *args: Any, resting: Collection[str] = (), **kwargs: Any) -> None:
        """``resting``: names of those that do not answer just now, told last and not proposed."""
        super().__init__(*args, **kwargs)
        ways = sorted(ONLINE.items(), key=lambda way: way[0] in resting)
        self.fields["provider"].choices = [(name, _words(one, name in resting)) for name, one in ways]  # type: ignore[attr-defined]
        if resting and len(resting) < len(ways):
            self.fields["provider"].initial = ways[0][0]

    @property
    def chosen(self) -> Online:
        return ONLINE[self.cleaned_data["provider"]]


def _words(provider: Online, is_resting: object) -> str:
    said = _("Does not answer just now.") if is_resting else provider.explanation
    return format_html('{}<br><span class="soft">{}</span>', provider.label, said)
