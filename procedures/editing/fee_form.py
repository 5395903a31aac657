"""The page of a fee: how its amount comes about is chosen, and only what that takes is asked and kept."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import fee_rules
from procedures.builder.subjects import Subject
from procedures.editing.bands import BandsEditor
from procedures.editing.numbers import AmountField, MeasureField, stored
from procedures.editing.row_form import ChannelsField, RowForm
from procedures.fields import DayField, NumberField
from procedures.models import Fee

R = Fee.Rule
ASKS: dict[str, tuple[str, ...]] = {
    R.FIXED: ("amount", "per"),
    R.QUANTITY: ("amount", "per", "quantity", "beyond"),
    R.PAGES: ("amount", "then", "from_page", "cap", "quantity", "copies"),
    R.BANDS: ("quantity", "bands"),
    R.SHARE: ("quantity", "percent", "least", "most"),
    R.NOTICE: (),
    R.LISTED: ("amount", "per"),
}
"""By rule, the fields that count."""

MUST: dict[str, tuple[str, ...]] = {
    R.QUANTITY: ("amount",),
    R.PAGES: ("amount", "then", "from_page"),
    R.BANDS: ("quantity",),
    R.SHARE: ("quantity", "percent"),
}
PRICED = (
    "quantity", "amount", "per", "beyond", "from_page", "then", "cap", "copies", "percent", "least", "most",
)  # fmt: skip
"""In the order of the page."""

SETTINGS = ("beyond", "then", "from_page", "cap", "copies", "percent", "least", "most")
"""Kept in ``rule_values``."""


def _counted(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.Select(attrs={"lang": "vi"})
    )


def _amount(label: Any, help_text: Any = "") -> AmountField:
    return AmountField(label=label, help_text=help_text, required=False, max_value=10**12)


class FeeForm(RowForm):
    has_condition = True
    full_width = ("name", "legal_basis")
    extras = ("quantity", "rule_values", "amount")
    channels = ChannelsField()
    amount = _amount(
        gettext_lazy("Amount, VND"), gettext_lazy("For one unit, one page or as a whole, as the rule has it.")
    )
    quantity = _counted(
        gettext_lazy("Question that gives the quantity or value"),
        gettext_lazy("A question of the form that is answered by a number. None: one."),
    )
    beyond = NumberField(
        label=gettext_lazy("So many are free"), help_text=gettext_lazy("Only what goes beyond is paid for."),
        min_value=0, required=False,
    )  # fmt: skip
    from_page = NumberField(label=gettext_lazy("Lower amount from page"), min_value=2, required=False)
    then = _amount(gettext_lazy("Amount for each of those pages, VND"))
    cap = _amount(gettext_lazy("At most so much a copy, VND"))
    copies = _counted(gettext_lazy("Question that gives the number of copies"), gettext_lazy("None: one copy."))
    percent = MeasureField(
        label=gettext_lazy("Share of the value, %"), help_text=gettext_lazy("For example 0,5"), required=False,
        max_value=Decimal(100),
    )  # fmt: skip
    least = _amount(gettext_lazy("At least, VND"))
    most = _amount(gettext_lazy("At most, VND"))
    valid_from = DayField(label=gettext_lazy("Valid from"), required=False)
    valid_until = DayField(label=gettext_lazy("Valid until"), required=False)

    class Meta:
        model = Fee
        fields = ("kind", "name", "case", "rule", "per", "legal_basis", "valid_from", "valid_until", "text")
        labels = {
            "kind": gettext_lazy("Kind"),
            "name": gettext_lazy("Name"),
            "rule": gettext_lazy("How the amount comes about"),
            "per": gettext_lazy("For each"),
            "legal_basis": gettext_lazy("Legal basis"),
            "text": gettext_lazy("As published"),
        }
        help_texts = {"per": gettext_lazy("Page, copy, licence… as said behind the amount.")}
        widgets = {
            "kind": forms.RadioSelect,
            "rule": forms.RadioSelect,
            "name": forms.TextInput(attrs={"lang": "vi"}),
            "per": forms.TextInput(attrs={"lang": "vi"}),
            "legal_basis": forms.TextInput(attrs={"lang": "vi"}),
            "text": forms.Textarea(attrs={"rows": 2, "lang": "vi"}),
        }

    def __init__(self, sent: Any, files: Any = None, *, counted: Sequence[Subject] = (), **options: Any) -> None:
        super().__init__(sent, files, **options)
        self.editors["bands"] = BandsEditor(sent, self.instance)
        for name, kinds in (("kind", Fee.Kind.choices), ("rule", Fee.Rule.choices)):
            self.fields[name].choices = kinds  # type: ignore[attr-defined]
        values = self.instance.rule_values if isinstance(self.instance.rule_values, dict) else {}
        self.initial.update({name: values.get(name) for name in SETTINGS if name in values})
        share = fee_rules.number(values.get("permille"))
        self.initial.update(
            amount=self.instance.amount,
            quantity=self.instance.quantity,
            percent=share / 10 if share is not None else None,
        )
        self._offer(counted)

    def _offer(self, counted: Sequence[Subject]) -> None:
        """The questions there are; one that is no longer asked stays to be seen."""
        known = [(subject.name, subject.label) for subject in counted]
        for name in ("quantity", "copies"):
            kept = self.initial.get(name)
            lost = [(kept, _("no longer there: %(name)s") % {"name": kept})] if kept and kept not in dict(known) else []
            self.fields[name].choices = [("", "–"), *lost, *known]  # type: ignore[attr-defined]

    def editors_that_count(self) -> list[Any]:
        """Bands only where the rule is by bands."""
        by_bands = self.data.get("rule") == R.BANDS
        return [editor for name, editor in self.editors.items() if name != "bands" or by_bands]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        rule = given.get("rule", "")
        for name in (*SETTINGS, "amount", "quantity", "per"):
            if name not in ASKS.get(rule, ()):
                given[name] = "" if name in ("quantity", "per", "copies") else None
                self.errors.pop(name, None)
        for name in MUST.get(rule, ()):
            if given.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, _("This way of counting needs it"))
        self._check_limits(given)
        return given

    def _check_limits(self, given: dict[str, Any]) -> None:
        for low, high in (("least", "most"), ("valid_from", "valid_until")):
            first, last = given.get(low), given.get(high)
            if first is not None and last is not None and last < first:
                self.add_error(high, _("This comes before the other limit: check both"))

    def _post_clean(self) -> None:
        given = self.cleaned_data
        if not self.errors:
            self.instance.amount, self.instance.quantity = given["amount"], given["quantity"]
            self.instance.rule_values = self._settings()
        super()._post_clean()  # type: ignore[misc]

    def _settings(self) -> dict[str, Any]:
        given = {name: self.cleaned_data.get(name) for name in SETTINGS if name != "percent"}
        settings: dict[str, Any] = {name: value for name, value in given.items() if value not in (None, "")}
        if self.cleaned_data.get("percent") is not None:
            settings["permille"] = stored(self.cleaned_data["percent"] * 10)
        if self.cleaned_data.get("rule") == R.BANDS and self.editors["bands"].is_valid():
            settings["bands"] = self.editors["bands"].bands
        return settings

    # --- How the page shows it ----------------------------------------------------------------

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "name", "case", "channels")]

    @property
    def priced(self) -> list[tuple[forms.BoundField, str]]:
        """Each with the rules that ask for it: the page shows it only there."""
        return [(self[name], " ".join(rule for rule, asked in ASKS.items() if name in asked)) for name in PRICED]

    @property
    def law(self) -> list[forms.BoundField]:
        return [self[name] for name in ("legal_basis", "valid_from", "valid_until", "text")]
