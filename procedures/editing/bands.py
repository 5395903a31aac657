"""The bands of a fee as rows: up to which value, and how much."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.editing.numbers import AmountField, MeasureField, stored
from procedures.editing.row_lists import EntryForm, RowsEditor
from procedures.fee_rules import number
from procedures.models import Fee


class BandForm(EntryForm):
    up_to = MeasureField(label=gettext_lazy("Value up to"), required=False)
    amount = AmountField(label=gettext_lazy("Amount, VND"), required=False, max_value=10**12)


class BandsEditor(RowsEditor):
    fault = ""
    most = 40

    def __init__(self, sent: Any, fee: Fee) -> None:
        super().__init__(sent, prefix="bands", entry=BandForm, initial=_rows(fee))

    @property
    def bands(self) -> list[list[Any]]:
        """As ``rule_values`` keeps them."""
        return [[_bound(form), form.cleaned_data["amount"]] for form in self.kept]

    def fits(self) -> bool:
        """The bounds rise, only the last is open, each has its amount."""
        kept = self.kept
        self.fault = "" if kept else _("Write at least one band")
        faulty = [place for place in range(len(kept)) if not self._fits(kept, place)]
        return bool(kept) and not faulty

    def _fits(self, kept: list[Any], place: int) -> bool:
        form, is_last = kept[place], place == len(kept) - 1
        bound = form.cleaned_data.get("up_to")
        before = kept[place - 1].cleaned_data.get("up_to") if place else None
        if form.cleaned_data.get("amount") is None:
            form.add_error("amount", _("Write the amount"))
        if not is_last and bound is None:
            form.add_error("up_to", _("Only the last band is open: write its upper bound"))
        if is_last and bound is not None:
            form.add_error("up_to", _("Leave this empty in the last band: it takes everything above"))
        elif bound is not None and before is not None and bound <= before:
            form.add_error("up_to", _("It must be more than in the band before"))
        return not form.errors


def _bound(form: Any) -> int | str | None:
    bound = form.cleaned_data.get("up_to")
    return None if bound is None else stored(bound)


def _rows(fee: Fee) -> list[dict[str, Any]]:
    """What is kept, however it is built."""
    entries = fee.rule_values.get("bands") if isinstance(fee.rule_values, dict) else None
    pairs = [entry for entry in entries or [] if isinstance(entry, list) and len(entry) == 2]
    return [{"up_to": number(bound), "amount": amount} for bound, amount in pairs]
