"""What leaders ask of an outage, and who collects a result."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.counter.forms import MomentField
from dossiers.models import Outage
from portal.agencies.models import Agency
from procedures.fields import DayField, LineField, NumberField, ParagraphsField


class OutageForm(forms.Form):
    use_required_attribute = False
    unit = forms.ModelChoiceField(
        Agency.objects.none(), label=_("One-stop unit"), empty_label=None, widget=forms.Select(attrs={"lang": "vi"})
    )
    begun_at = MomentField(label=_("The system was down from"), help_text=_("For example 30/11/2020 14:05"))
    ended_at = MomentField(label=_("It worked again at"), help_text=_("For example 30/11/2020 16:30"))
    ground = ParagraphsField(
        label=_("What had happened"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what had happened")},
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        begun, ended = values.get("begun_at"), values.get("ended_at")
        if begun and ended and ended <= begun:
            self.add_error("ended_at", _("This lies before the beginning"))
        return values


class ReserveForm(forms.Form):
    """Up to which number the book was written for an agency and day."""

    prefix = "danh-so"
    use_required_attribute = False
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Deciding agency"), empty_label=None, widget=forms.Select(attrs={"lang": "vi"})
    )
    day = DayField(label=_("Day"), error_messages={"required": _("Write the day")})
    last = NumberField(
        label=_("Last number in the book"), min_value=1, max_value=99_999,
        help_text=_("The numbers after the last one the system gave are reserved up to this one."),
        error_messages={"required": _("Write the last number")},
    )  # fmt: skip

    def __init__(self, *args: Any, outage: Outage, agencies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.outage = outage
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        first, last = timezone.localdate(self.outage.begun_at), timezone.localdate(self.outage.ended_at)
        if not first <= day <= last:
            raise ValidationError(_("This day lies outside the outage"))
        return day


class CrossOutForm(forms.Form):
    use_required_attribute = False
    reason = LineField(
        label=_("Why the number is crossed out"), max_length=300, error_messages={"required": _("Write the reason")}
    )


class CollectForm(forms.Form):
    """Who takes the result, and by which papers."""

    use_required_attribute = False
    proof = forms.ChoiceField(label=_("Who collects"), widget=forms.RadioSelect, choices=())
    name = LineField(label=_("Full name"), max_length=200, error_messages={"required": _("Write who collects")})
    id_number = LineField(
        label=_("Number of the identity paper"), max_length=20,
        error_messages={"required": _("Write the number of the identity paper you saw")},
    )  # fmt: skip
    authority = LineField(
        label=_("Power of attorney"), max_length=200, required=False,
        help_text=_("Number, day and who certified it"),
    )  # fmt: skip

    def __init__(self, *args: Any, proofs: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["proof"].choices = proofs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("proof") == "authorised" and not values.get("authority"):
            self.add_error("authority", _("Write the power of attorney"))
        return values
