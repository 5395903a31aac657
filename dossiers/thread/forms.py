"""What one types and encloses."""

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dossiers.thread.models import TEXT_LENGTH, CannedAnswer
from portal.files.checks import PapersField, harmless


@dataclass
class Chosen:
    """What the chosen files came to: those to keep, and of the others what is wrong, by name."""

    good: list[UploadedFile] = field(default_factory=list)
    refused: list[SafeString] = field(default_factory=list)


def named(name: str | None, words: str) -> SafeString:
    return format_html('<span lang="vi">{}</span>: {}', name, words)


class EnclosuresField(PapersField):
    """Files to show, not to judge: every kind a paper may be, a small or dark picture too.

    ``cleaned_data`` holds what was ``Chosen``, maybe nothing. Raises ``NoRoom``.
    """

    def clean(self, data: Any, initial: Any = None) -> Chosen:  # type: ignore[override]
        found = Chosen()
        for upload in data or []:
            try:
                found.good.append(harmless(forms.FileField.clean(self, upload, initial)))
            except forms.ValidationError as refusal:
                found.refused.append(named(upload.name, " ".join(refusal.messages)))
        return found


class MessageForm(forms.Form):
    """Refused files are errors of their field; the others are in ``good`` all the same."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Your message"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write your message"),
            "max_length": _("A message takes at most %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    enclosures = EnclosuresField(
        label=_("Send files along"), help_text=_("At most 5 with one message."), required=False
    )

    def __init__(self, data: Any = None, files: Any = None, **rest: Any) -> None:
        super().__init__(data, files, auto_id="tin-%s", **rest)
        self.good: list[UploadedFile] = []

    def clean_text(self) -> str:
        return unicodedata.normalize("NFC", self.cleaned_data["text"].replace("\r\n", "\n"))

    def clean_enclosures(self) -> Chosen:
        found: Chosen = self.cleaned_data["enclosures"]
        self.good = found.good
        for words in found.refused:
            self.add_error("enclosures", words)
        return found


class CannedForm(forms.Form):
    """Which text to put into the message."""

    canned = forms.ModelChoiceField(
        CannedAnswer.objects.none(), label=_("Canned answer"), empty_label=_("Choose…"), required=False
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["canned"].queryset = offered  # type: ignore[attr-defined]
        self.fields["canned"].widget.attrs["lang"] = "vi"
