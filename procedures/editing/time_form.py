"""The page of a time limit."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.editing.numbers import MeasureField
from procedures.editing.row_form import ChannelsField, RowForm
from procedures.models import TimeLimit

WITHOUT_NUMBER = {TimeLimit.Unit.SAME_DAY, TimeLimit.Unit.UNKNOWN}


class TimeLimitForm(RowForm):
    full_width = ("unit",)
    channels = ChannelsField()
    value = MeasureField(
        label=gettext_lazy("How long"),
        required=False,
        max_digits=6,
        help_text=gettext_lazy("As the law says it, for example 3 or 0,5. Not for “the same day” and “not stated”."),
    )

    class Meta:
        model = TimeLimit
        fields = ("unit", "value", "after_three", "case", "text")
        labels = {"unit": gettext_lazy("Counted in"), "text": gettext_lazy("As published")}
        help_texts = {"text": gettext_lazy("The words of the decision, where they say more than the number.")}
        widgets = {"unit": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 2, "lang": "vi"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        unit = self.fields["unit"]
        unit.choices = TimeLimit.Unit.choices  # type: ignore[attr-defined]
        unit.error_messages["required"] = gettext_lazy("Choose how the time is counted")
        self.order_fields(["unit", "value", "after_three", "case", "channels", "text"])
        if self.is_new:
            self.initial.update(unit=TimeLimit.Unit.WORKING_DAYS, value="")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("unit") in WITHOUT_NUMBER:
            given["value"] = Decimal(0)
        elif "value" not in self.errors and not given.get("value"):
            self.add_error("value", _("Write how long it may take"))
        return given
