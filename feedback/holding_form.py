"""Enclosing files: what was chosen stays with a form that goes back to its writer."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dossiers.thread.forms import Chosen, EnclosuresField
from feedback import holding
from feedback.holding import MOST_FILES
from feedback.models import HeldFile
from feedback.spam import Sender
from portal.files.models import StoredFile
from portal.files.quota import DayFull

FULL = _("You have sent as many files as a day allows. Send it without them, or tomorrow.")


class HeldField(forms.MultipleChoiceField):
    """Whose files have gone meanwhile is said by the view: they went with what was sent, or stayed too long."""

    def validate(self, value: Any) -> None:
        pass


class HoldingForm(forms.Form):
    """``good`` are the files chosen now, ``kept`` those from before."""

    held = HeldField(
        label=_("Files you have chosen already"), help_text=_("They are kept. Take away the tick to leave one out."),
        required=False,
    )  # fmt: skip
    files = EnclosuresField(  # type: ignore[assignment]
        label=_("Files"), help_text=_("Photographs or PDF, at most 5."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.good: list[UploadedFile] = []
        keys = self.data.getlist("held") if isinstance(self.data, QueryDict) else []
        self.kept = holding.found(keys)
        self.has_lost = len(self.kept) < len(keys)
        self._offer()

    def _offer(self) -> None:
        self.fields["held"].widget = forms.CheckboxSelectMultiple() if self.kept else forms.MultipleHiddenInput()
        self.fields["held"].choices = [  # type: ignore[attr-defined]
            (str(one.key), named(one.stored)) for one in self.kept
        ]

    def clean_files(self) -> Chosen:
        """A refused file is an error of its field."""
        found: Chosen = self.cleaned_data["files"]
        self.good = found.good
        for words in found.refused:
            self.add_error("files", words)
        if len(found.good) + len(self.kept) > MOST_FILES:
            raise forms.ValidationError(_("At most 5 files. Send the most important ones."))
        return found

    def keep(self, sender: Sender) -> None:
        """What was chosen now with what was kept before: the form goes back to its writer."""
        try:
            self._show([*self.kept, *holding.hold(self.good[:MOST_FILES], sender)])
        except DayFull:
            self.add_error("files", FULL)

    def take_over(self, sent: "HoldingForm", sender: Sender) -> None:
        """The files of ``sent``, the same form filled in, which nobody has sent off yet."""
        sent.is_valid()
        sent.keep(sender)
        self.kept, self.initial["held"] = sent.kept, [str(one.key) for one in sent.kept]
        self._offer()

    def _show(self, kept: list[HeldFile]) -> None:
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent.setlist("held", [str(one.key) for one in kept])
        self.data, self.kept = sent, kept
        self._offer()


def named(stored: StoredFile) -> SafeString:
    """As a choice of a form."""
    return format_html('<span lang="vi">{}</span>', stored.name)
