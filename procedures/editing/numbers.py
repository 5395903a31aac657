"""Numbers as people write them in forms: with groups of three, with a decimal comma, with a unit behind."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from procedures.questions.kinds import MoneyField

GROUPED = re.compile(r"[0-9]{1,3}([. ][0-9]{3})+(,[0-9]+)?\Z|[0-9]{1,3}(,[0-9]{3}){2,}\Z")
INVALID = _("Write a number, for example 1.500 or 2,5")


BOX = {"inputmode": "decimal", "class": "govuk-input--width-10"}
"""A box for text: one for numbers sends nothing for what it cannot read, and reads 50.000 as fifty."""


class AmountField(MoneyField):
    """Whole đồng; what is stored is shown in groups of three."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return BOX

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) and not isinstance(value, bool) else value


class MeasureField(forms.DecimalField):
    """A number that is not negative: 1.500 is one thousand five hundred, 2,5 is two and a half."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return BOX

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_digits": 15, "decimal_places": 2} | options)
        self.error_messages["invalid"] = INVALID

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if not isinstance(value, str):
            return super().to_python(value)
        text = " ".join(value.split())
        if not text:
            return None
        plain = re.sub(r"[. ]", "", text) if GROUPED.match(text) else text.replace(" ", "")
        try:
            number = Decimal(plain.replace(",", "" if plain.count(",") > 1 else "."))
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not number.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        return str(localize(_short(value))) if isinstance(value, Decimal) else value


def _short(number: Decimal) -> Decimal | int:
    return int(number) if number == number.to_integral_value() else number.normalize()


def stored(number: Decimal) -> int | str:
    """As JSON keeps it: whole, or as text so that nothing is rounded."""
    short = _short(number)
    return short if isinstance(short, int) else str(short)
