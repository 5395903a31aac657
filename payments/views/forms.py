"""Choosing how to pay."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [(name, _words(one)) for name, one in ONLINE.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Online:
        return ONLINE[self.cleaned_data["provider"]]


def _words(provider: Online) -> str:
    return format_html('{}<br><span class="soft">{}</span>', provider.label, provider.explanation)
