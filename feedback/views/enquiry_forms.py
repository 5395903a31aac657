"""What somebody who asks is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.fields import AgencyField, NamesSelect, PhoneField, ProcedureField, TextField, check_reachable
from feedback.models import Enquiry
from procedures.models import Field

SHORTEST, LONGEST = 10, 5_000


class EnquiryForm(forms.Form):
    use_required_attribute = False

    title = forms.CharField(
        label=_("Your question, in one sentence"), max_length=200,
        error_messages={"required": _("Write your question in one sentence")},
        help_text=_("For example: which papers do I need to register a birth?"),
    )  # fmt: skip
    content = TextField(
        label=_("Say more about it"), shortest=SHORTEST, longest=LONGEST,
        help_text=_("What is your case, what have you done already? Leave out numbers of identity cards."),
        error_messages={"required": _("Say a little more, so that the answer fits your case")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    procedure_code = ProcedureField(
        label=_("Procedure it is about"), help_text=_("Its code, for example 1.001193."), required=False, max_length=40
    )
    field = forms.ModelChoiceField(
        label=_("Or the field it is about"), queryset=Field.objects.none(), required=False,
        empty_label=_("I do not know"), widget=NamesSelect,
        error_messages={"invalid_choice": _("Choose a field of the list")},
    )  # fmt: skip
    agency = AgencyField(
        label=_("Agency you ask"), help_text=_("As you know it, with the name of the ward or commune. Else we choose."),
        required=False, max_length=250,
    )  # fmt: skip
    name = forms.CharField(label=_("Your name"), max_length=200, error_messages={"required": _("Write your name")})
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254,
        help_text=_("Write this or a telephone number, so that you can be answered."),
    )  # fmt: skip
    phone = PhoneField(label=_("Telephone"), required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = Field.objects.filter(editions__procedure__current__isnull=False).distinct()
        self.fields["field"].queryset = in_use  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        check_reachable(self, beside="email")
        return said

    def written(self) -> Enquiry:
        """Not saved yet. The field of a named procedure goes before the one chosen."""
        said = self.cleaned_data
        procedure = said["procedure_code"]
        return Enquiry(
            title=said["title"], content=said["content"], procedure=procedure,
            field=procedure.current.field if procedure else said["field"], about=said["agency"], name=said["name"],
            email=said["email"], phone=said["phone"],
        )  # fmt: skip
