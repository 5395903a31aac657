"""What an entrant is asked about themselves, and the few fields of a paper that can be wrong."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.fields import PhoneField
from feedback.models import Questionnaire
from feedback.models.questionnaires import CODE_LENGTH
from feedback.questionnaires.person import Facts
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.templatetags.words import vietnamese

OLDEST, YOUNGEST = 110, 6
MOST_PREDICTED = 99_999_999


class StartForm(forms.Form):
    """Only what this questionnaire needs: nothing at all of somebody who need not say who they are."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Full name"), max_length=120, error_messages={"required": _("Write your full name")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    birth_year = forms.IntegerField(
        label=_("Year of birth"), widget=forms.NumberInput(attrs={"autocomplete": "bday-year"}),
        error_messages={
            "required": _("Write your year of birth"),
            "invalid": _("Write the year in four digits, for example 1990"),
        },
    )  # fmt: skip
    phone = PhoneField(
        label=_("Telephone number"), max_length=20, error_messages={"required": _("Write a telephone number")},
        help_text=_("Of your own or of your family. It is used to tell you of a prize, and then deleted."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    district = forms.ModelChoiceField(
        label=_("District or city"), queryset=Agency.objects.none(), empty_label=_("Choose"),
        error_messages={"required": _("Choose your district or city")}, widget=forms.Select(attrs={"lang": "vi"}),
    )  # fmt: skip
    unit = forms.CharField(max_length=120, required=False)
    may_publish = forms.BooleanField(
        label=_("If I win a prize, my full name may be published. Without it only its first letters are."),
        required=False,
    )  # fmt: skip
    consents = forms.BooleanField(
        label=_("I consent to this"),
        error_messages={"required": _("Without your consent we may not keep your answers")},
    )

    def __init__(self, *args: Any, questionnaire: Questionnaire, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.identity = getattr(user, "identity", None)
        self.fields["district"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["district"].label_from_instance = place  # type: ignore[attr-defined]
        self.fields["unit"].label = vietnamese(questionnaire.unit_label)
        for name in self._not_asked(questionnaire):
            del self.fields[name]

    def _not_asked(self, one: Questionnaire) -> set[str]:
        is_known = self.identity is not None and bool(self.identity.full_name and self.identity.born_on)
        unnamed = one.taking == Questionnaire.Taking.ANYBODY or is_known
        left = {"name", "birth_year", "phone"} if unnamed else set()
        left |= set() if one.unit_label else {"unit"}
        left |= {"consents"} if one.is_contest else {"may_publish"}
        return left | ({"district"} if one.taking == Questionnaire.Taking.ANYBODY else set())

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if len(name.split()) < 2:
            raise forms.ValidationError(_("Write your full name, as on your papers."))
        return name

    def clean_birth_year(self) -> int:
        year, now = int(self.cleaned_data["birth_year"]), timezone.localdate().year
        if not now - OLDEST <= year <= now - YOUNGEST:
            raise forms.ValidationError(_("This year of birth cannot be right."))
        return year

    def clean_phone(self) -> str:
        return re.sub(r"^\+?84", "0", self.cleaned_data["phone"])

    def clean_unit(self) -> str:
        return " ".join(self.cleaned_data["unit"].split())

    def facts(self, questionnaire: Questionnaire) -> Facts:
        """As typed, or as the nation knows the person who signed in."""
        said = self.cleaned_data
        known = {name: said[name] for name in ("name", "birth_year", "phone") if name in said}
        if not known and self.identity and questionnaire.taking != Questionnaire.Taking.ANYBODY:
            born = self.identity.born_on
            known = {
                "name": self.identity.full_name,
                "phone": self.identity.phone,
                "birth_year": born.year if born else None,
            }
        return Facts(
            **known, district=said.get("district"), unit=said.get("unit", ""),
            may_publish=bool(said.get("may_publish")), consents=bool(said.get("consents")),
        )  # fmt: skip


def districts() -> Any:
    return Agency.objects.existing().filter(kind=Agency.Kind.DISTRICT).order_by("sort_key")


def place(district: Agency) -> str:
    """«Ủy ban nhân dân huyện Yên Thế» is the district of Yên Thế."""
    short = district.name.removeprefix("Ủy ban nhân dân ").removeprefix("UBND ")
    return short[:1].upper() + short[1:]


class PredictionForm(forms.Form):
    """The question that decides ties."""

    use_required_attribute = False
    prediction = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_PREDICTED,
        error_messages={
            "invalid": _("Write a number, for example 1250"), "min_value": _("Write a number that is not below 0"),
            "max_value": _("This number is too large"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prediction"].label = question


class CodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("Code of the entry"), help_text=_("Twelve letters and digits, from the page after you began."),
        max_length=30, error_messages={"required": _("Write the code")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        code = re.sub(r"[\s.-]", "", self.cleaned_data["code"]).upper()
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(_("A code has twelve letters and digits."))
        return code
