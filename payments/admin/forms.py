"""What the officials' pages of money ask."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payments.assessment import Due
from payments.models import Line, PaymentRequest, Refund, WorkItem
from payments.providers import PROVIDERS
from payments.providers.base import OverTheCounter
from portal.templatetags.words import money

VOUCHER = re.compile(r"[0-9A-Za-zĐđ./_-]{1,60}")
AMOUNT = re.compile(r"\d{1,3}([.,]?\d{3})*|\d{1,12}", re.ASCII)


class AmountField(forms.CharField):
    """Whole đồng, with or without points between the thousands."""

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"\s|đ$|đồng$", "", str(value or ""))
        if not text:
            return None
        if not AMOUNT.fullmatch(text) or len(text) > 15:
            raise ValidationError(_("Write the amount in whole VND, like 150.000"))
        return int(re.sub(r"[.,]", "", text))


class VoucherField(forms.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=60,
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
            **more,
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not VOUCHER.fullmatch(text):
            raise ValidationError(_("A number has letters, digits and . / - _ only, and no blanks"))
        return str(text)


class TakeForm(forms.Form):
    """Which request, how the money came, and the bank's number of a transfer."""

    use_required_attribute = False
    request = forms.ChoiceField(label=_("What is paid"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How it was paid"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is cash or a transfer")},
    )
    voucher = VoucherField(
        label=_("The bank's number of the transfer"),
        required=False,
        help_text=_("For a transfer only. One number is counted once."),
    )

    def __init__(self, owed: list[tuple[PaymentRequest, int]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owed = {str(request.uuid): request for request, _missing in owed}
        choices = [(str(request.uuid), f"{request.get_kind_display()}: {money(missing)}") for request, missing in owed]
        self.fields["request"].choices = choices  # type: ignore[attr-defined]
        ways = [(name, one.label) for name, one in PROVIDERS.items() if isinstance(one, OverTheCounter)]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["request"].widget = forms.HiddenInput()
            self.initial["request"] = choices[0][0]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("way") == "transfer" and not said.get("voucher") and "voucher" not in self.errors:
            self.add_error("voucher", _("Write the number that the bank gave the transfer"))
        return said

    @property
    def chosen(self) -> PaymentRequest:
        return self.owed[self.cleaned_data["request"]]

    @property
    def provider(self) -> OverTheCounter:
        return PROVIDERS[self.cleaned_data["way"]]  # type: ignore[return-value]

    @property
    def voucher_of_way(self) -> str:
        """Cash has no number of a bank."""
        return self.cleaned_data["voucher"] if self.cleaned_data["way"] == "transfer" else ""


class NoteForm(forms.Form):
    use_required_attribute = False
    note = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the reason")},
    )


class LineForm(forms.Form):
    """One thing that is owed; a line without a name is none."""

    use_required_attribute = False
    name = forms.CharField(label=_("What for"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Line.Kind.choices, initial=Line.Kind.CHARGE)
    amount = AmountField(
        label=_("Amount in VND"), required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    ground = forms.CharField(label=_("Legal ground"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        named, counted = bool(said.get("name")), said.get("amount") is not None
        if named and not counted and "amount" not in self.errors:
            self.add_error("amount", _("Write how much; 0 for what is free of charge"))
        if counted and not named and "name" not in self.errors:
            self.add_error("name", _("Write what the amount is for"))
        return said

    @property
    def due(self) -> Due | None:
        said = self.cleaned_data
        if not said.get("name"):
            return None
        return Due(said["name"], said["amount"], said["kind"], said["ground"])


LineFormSet = forms.formset_factory(LineForm, extra=1, max_num=20, absolute_max=40)


class SendForm(forms.Form):
    use_required_attribute = False
    way = forms.ChoiceField(
        label=_("How it goes back"),
        widget=forms.RadioSelect,
        choices=Refund.Way.choices,
        error_messages={"required": _("Say how the money goes back")},
    )


class CompleteForm(forms.Form):
    use_required_attribute = False
    number = VoucherField(
        label=_("Number of the transfer or voucher"),
        help_text=_("The payer is told this number."),
        error_messages={"required": _("Write the number under which the money went back")},
    )


class StepForm(forms.Form):
    """What is done with money that fits nothing."""

    use_required_attribute = False
    step = forms.ChoiceField(
        label=_("What to do"), widget=forms.RadioSelect, error_messages={"required": _("Choose what to do")}
    )
    note = forms.CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where you do something else than proposed. Write no account numbers."),
    )

    def __init__(self, steps: list[WorkItem.Step], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, step.label) for step in steps]  # type: ignore[attr-defined]
        if steps:
            self.initial.setdefault("step", steps[0])


class ReplaceForm(NoteForm):
    payer = forms.CharField(
        label=_("Made out to"),
        max_length=300,
        help_text=_("The payer as the new receipt should read."),
        error_messages={"required": _("Write whom the new receipt is made out to")},
    )
