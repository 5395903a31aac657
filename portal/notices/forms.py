"""What people say about the ways out, and what the desk says in the name of the province."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.notices import addresses, letters
from portal.notices.models import Channel, NoticeTemplate, Preference
from portal.notices.sinks import chosen

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ASKED: "dict[str, _StrPromise]" = {
    Channel.EMAIL: gettext_lazy("By e-mail to {address}"),
    Channel.SMS: gettext_lazy("By text message to {address}"),
}
MISSING: "dict[str, _StrPromise]" = {
    Channel.EMAIL: gettext_lazy("Your account has no e-mail address. You need none: every notice stands here."),
    Channel.SMS: gettext_lazy("Your account has no Vietnamese mobile number."),
}


def _address(person: User, channel: str) -> str:
    return addresses.email(person.email) if channel == Channel.EMAIL else addresses.mobile(person.phone)


class PreferenceForm(forms.Form):
    """A box for each way that reaches this person; ``missing`` says why there is none for the others."""

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.missing = person, [MISSING[way] for way in chosen() if not _address(person, way)]
        refused = Preference.objects.refused([person])
        for way in chosen():
            if address := _address(person, way):
                self.fields[way] = forms.BooleanField(
                    label=format_lazy(ASKED[way], address=addresses.national(address)),
                    initial=(person.pk, way) not in refused,
                    required=False,
                )

    def save(self) -> None:
        for way, is_wanted in self.cleaned_data.items():
            Preference.objects.update_or_create(person=self.person, channel=way, defaults={"is_wanted": is_wanted})


class WordingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new version of ``newest``; its braces are checked by the model."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = NoticeTemplate
        fields = ["subject", "body"]
        labels = {"subject": gettext_lazy("Subject"), "body": gettext_lazy("Text of the notice")}
        help_texts = {
            "subject": gettext_lazy("One sentence that says what happened; it is the whole text message."),
            "body": gettext_lazy(
                "What happens next, by when, and what the reader has to do. An empty line begins a new paragraph."
            ),
        }
        error_messages = {
            "subject": {"required": gettext_lazy("Write the subject")},
            "body": {"required": gettext_lazy("Write the text")},
        }
        widgets = {"subject": forms.Textarea(attrs={"rows": 2}), "body": forms.Textarea(attrs={"rows": 14})}

    def __init__(self, newest: NoticeTemplate, data: Any = None) -> None:
        candidate = NoticeTemplate(key=newest.key, examples=newest.examples, subject=newest.subject, body=newest.body)
        super().__init__(data, instance=candidate, initial={"version": newest.version}, auto_id="wording-%s")

    def clean_subject(self) -> str:
        subject = " ".join(self.cleaned_data["subject"].split())
        too_many = letters.letters_too_many(subject, self.instance.examples)
        if too_many > 0:
            raise ValidationError(
                _("With the examples filled in, the text message is %(number)s letters too long. Say it shorter."),
                params={"number": too_many},
            )
        return subject
