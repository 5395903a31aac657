"""The controls behind the kinds of question: what is typed is cleaned once, here, before anything else sees it (D8)."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LINE_BREAKS = {"\n", "\t"}
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # marks that turn the direction of writing and so hide text
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


def clean_text(text: str, kept: set[str]) -> str:
    """In NFC and trimmed. Raises ``ValidationError`` for characters nobody can see."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    hidden = any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in kept for letter in text)
    if hidden or TURNING.search(text):
        raise ValidationError(_("Remove the characters that cannot be seen, or type the text again"), code="hidden")
    return text


class LineField(forms.CharField):
    """One line of text."""

    kept: set[str] = set()

    def to_python(self, value: Any) -> str:
        return clean_text(str(value or ""), self.kept)


class ParagraphsField(LineField):
    """Text of several lines."""

    kept = LINE_BREAKS
    widget = forms.Textarea


class DigitsField(LineField):
    """Digits that people write with spaces or dots between; kept without."""

    default_validators = []

    def __init__(self, *, pattern: str, message: Any, **options: Any) -> None:
        super().__init__(**options)
        self.validators.append(RegexValidator(pattern, message))
        self.widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-20"}

    def to_python(self, value: Any) -> str:
        return re.sub(r"[ .]", "", super().to_python(value))


class PhoneField(DigitsField):
    """A Vietnamese number, kept with its leading zero."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            pattern=r"^0[0-9]{9,10}\Z",
            message=_("Write a telephone number of 10 digits that begins with 0, for example 0912345678"),
            **options,
        )
        self.widget.attrs |= {"inputmode": "tel", "autocomplete": "tel"}

    def to_python(self, value: Any) -> str:
        return re.sub(r"^(\+84|0084)", "0", super().to_python(value).replace("-", ""))


class DayField(forms.DateField):
    """A date as people write it; nobody in a dossier was born before 1900."""

    def __init__(self, *, must_be_past: bool = False, **options: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, widget=forms.DateInput(format="%d/%m/%Y"), **options)
        self.must_be_past = must_be_past
        self.error_messages["invalid"] = _("Write the date as day/month/year, for example 02/09/1990")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not 1900 <= value.year <= 2100:
            raise ValidationError(_("Check the year of this date"), code="year")
        if value and self.must_be_past and value > timezone.localdate():
            raise ValidationError(_("This date has not come yet: check it"), code="future")


class NumberField(forms.IntegerField):
    """A whole number in the digits 0-9."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["invalid"] = _("Write a whole number, for example 2")

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and not value.strip().isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
