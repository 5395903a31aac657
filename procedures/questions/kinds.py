"""The control of each kind of question, and how an answer of it reads.

A new kind is one entry of ``FIELDS`` and, where it is not shown as it is kept, one case of ``display``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from procedures.fields import DayField, DigitsField, LineField, NumberField, ParagraphsField, PhoneField
from procedures.questions.definition import Question

SHORT = 60
"""Lines up to this length get a short box: its width says how much is expected."""

FORMATS: dict[str, tuple[str, Any]] = {
    "plate": (
        r"^[0-9]{2}[A-Z][0-9A-Z]?-?[0-9]{3}\.?[0-9]{1,2}\Z",
        _("Write the plate as on the vehicle, for example 98A-123.45"),
    ),
    "passport": (r"^[A-Z][0-9]{7,8}\Z", _("Write the passport number: a capital letter and 7 or 8 digits")),
    "postcode": (r"^[0-9]{5,6}\Z", _("Write the post code: 5 or 6 digits")),
    "parcel": (r"^[0-9]{1,5}\Z", _("Write the number of the parcel or sheet: digits only")),
    "account": (r"^[0-9]{6,19}\Z", _("Write the account number: 6 to 19 digits")),
    "year": (r"^(19|20)[0-9]{2}\Z", _("Write the year in four digits")),
    "dossier": (
        r"^[0-9A-Z.\-]{6,60}\Z",
        _("Write the code as on the receipt: capitals, digits, dots, dashes"),
    ),
}
"""The closed list of formats of a line, each with what to say when it does not fit."""

YES, NO = "yes", "no"
YES_NO = {YES: _("Yes"), NO: _("No")}
ELSEWHERE = "elsewhere"
PROVINCE = "24"
"""Statistical code of Bắc Giang (A4)."""


class MoneyField(NumberField):
    """Whole đồng, as people write them: 1.500.000 or 1 500 000."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, **options)
        self.error_messages["invalid"] = _("Write the amount in whole đồng, for example 1.500.000")

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"[\s.,](?=[0-9]{3}(?:\D|$))", "", str(value or "").strip())
        return super().to_python(re.sub(r"\s*(đ|đồng|vnđ|vnd)$", "", text, flags=re.IGNORECASE))


def _line(question: Question, **common: Any) -> forms.Field:
    width = {"class": "govuk-input--width-20"} if question.max_length <= SHORT or question.format else {}
    field = LineField(max_length=question.max_length, widget=forms.TextInput(attrs=width), **common)
    if question.format in FORMATS:
        pattern, message = FORMATS[question.format]
        field.validators.append(RegexValidator(pattern, message))
    return field


def _choice(question: Question, **common: Any) -> forms.Field:
    choices = [(option.value, str(option.label)) for option in question.options]
    if len(choices) > 8:
        return forms.ChoiceField(choices=[("", _("Choose…")), *choices], **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


def _choices(question: Question, **common: Any) -> forms.Field:
    choices = [(option.value, str(option.label)) for option in question.options]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)


def _id_number(question: Question, **common: Any) -> forms.Field:
    return DigitsField(
        pattern=r"^([0-9]{12}|[0-9]{9})\Z",
        message=_("Write the 12 digits of the personal identity number, or the 9 of the old identity card"),
        **common,
    )


def _tax_code(question: Question, **common: Any) -> forms.Field:
    return DigitsField(
        pattern=r"^[0-9]{10}(-[0-9]{3})?\Z",
        message=_("Write the 10 digits of the tax code, or 10 and 3 as in 2400123456-001"),
        **common,
    )


def _agency(question: Question, **common: Any) -> forms.Field:
    agencies = Agency.objects.existing().exclude(kind__in=[Agency.Kind.ONE_STOP, Agency.Kind.COMMUNE])
    listed = [(agency.key, agency.name) for agency in agencies.order_by("level", "sort_key")]
    widget = forms.Select(attrs={"lang": "vi"})
    return forms.ChoiceField(choices=[("", _("Choose…")), *listed], widget=widget, **common)


def communes(question: Question, **common: Any) -> forms.Field:
    """The communes of the province under their districts; whoever lives elsewhere says so and writes it out."""
    found = Agency.objects.existing().filter(kind=Agency.Kind.COMMUNE).select_related("parent")
    groups: dict[str, list[tuple[str, str]]] = {}
    for commune in found.order_by("parent__sort_key", "sort_key"):
        groups.setdefault(commune.parent.name if commune.parent else "", []).append((commune.key, commune.short_name))
    choices = [("", _("Choose the commune…")), *groups.items(), (ELSEWHERE, _("Outside Bac Giang province"))]
    return forms.ChoiceField(choices=choices, widget=forms.Select(attrs={"lang": "vi"}), **common)


def _number(question: Question, **common: Any) -> forms.Field:
    return NumberField(min_value=question.least, max_value=question.most, **common)


FIELDS: dict[str, Callable[..., forms.Field]] = {
    "text": _line,
    "long_text": lambda question, **common: ParagraphsField(
        widget=forms.Textarea(attrs={"rows": 5}), max_length=question.max_length, **common
    ),
    "date": lambda question, **common: DayField(must_be_past=question.must_be_past, **common),
    "choice": _choice,
    "choices": _choices,
    "yes_no": lambda question, **common: forms.ChoiceField(
        choices=list(YES_NO.items()), widget=forms.RadioSelect, **common
    ),
    "number": _number,
    "money": lambda question, **common: MoneyField(max_value=min(question.most, 10**15), **common),
    "id_number": _id_number,
    "tax_code": _tax_code,
    "phone": lambda question, **common: PhoneField(**common),
    "email": lambda question, **common: forms.EmailField(max_length=254, **common),
    "agency": _agency,
    "address": communes,
}
CHOSEN = {"choice", "choices", "yes_no", "agency", "address"}


def field(question: Question) -> forms.Field:
    missing = _("Choose: %(label)s") if question.kind in CHOSEN else _("Fill in: %(label)s")
    made = FIELDS[question.kind](
        question,
        label=str(question.label),
        help_text=str(question.hint),
        required=question.is_required,
        error_messages={"required": missing % {"label": question.label}},
    )
    made.question = question.name  # type: ignore[attr-defined]
    return made


def kept(value: Any) -> Any:
    """``value`` as JSON knows it; nothing for no answer."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


# --- Addresses --------------------------------------------------------------------------------


def address(commune_key: str, street: str) -> dict[str, str]:
    """As it is kept: statistical codes where it lies in the province, and everything written out. Raises
    ``ValidationError`` for a commune that is none."""
    if commune_key == ELSEWHERE:
        return {"commune": ELSEWHERE, "district": "", "province": "", "street": street, "text": street}
    commune = Agency.objects.filter(key=commune_key, kind=Agency.Kind.COMMUNE).select_related("parent").first()
    if commune is None:
        raise ValidationError(_("Choose the commune from the list"))
    district = commune.parent
    parts = [street, commune.short_name, district.short_name if district else "", "tỉnh Bắc Giang"]
    return {
        "commune": commune.key,
        "commune_code": commune.gso_code,
        "district": district.gso_code if district else "",
        "province": PROVINCE,
        "street": street,
        "text": ", ".join(part for part in parts if part),
    }


# --- Showing ----------------------------------------------------------------------------------


def display(question: Question, value: Any) -> str:
    """A kept answer in words of the screen."""
    if value in (None, "", []):
        return ""
    match question.kind:
        case "choice":
            return _label(question, value)
        case "choices":
            return "; ".join(_label(question, part) for part in value)
        case "yes_no":
            return str(YES_NO.get(value, value))
        case "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        case "money":
            return f"{int(value):,} đồng".replace(",", ".")
        case "address" | "file":
            return str(value.get("text", value.get("name", ""))) if isinstance(value, dict) else str(value)
        case "agency":
            return Agency.objects.filter(key=value).values_list("name", flat=True).first() or str(value)
        case "repeated":
            return "\n".join(f"{number}. {line}" for number, line in enumerate(_lines(question, value), 1))
    return str(value)


def _label(question: Question, value: Any) -> str:
    return next((str(option.label) for option in question.options if option.value == value), str(value))


def _lines(block: Question, rows: list[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        answers = ((question, display(question, row.get(question.name))) for question in block.questions)
        yield "; ".join(f"{question.label}: {words}" for question, words in answers if words)
