"""The page of an exemption."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.vietnamese import plain
from procedures.editing import families, words
from procedures.editing.families import Family
from procedures.editing.row_form import RowForm
from procedures.fields import DayField
from procedures.models import Exemption


class ExemptionForm(RowForm):
    has_condition = True
    full_width = ("name",)
    of = forms.ChoiceField(
        label=gettext_lazy("Of which fee"), required=False, widget=forms.Select(attrs={"lang": "vi"})
    )
    group = forms.SlugField(
        label=gettext_lazy("Code of the group"), required=False, max_length=40,
        help_text=gettext_lazy("By which answers name the group. Empty: made from the name."),
    )  # fmt: skip
    valid_from = DayField(label=gettext_lazy("Valid from"), required=False)
    valid_until = DayField(label=gettext_lazy("Valid until"), required=False)

    class Meta:
        model = Exemption
        fields = ("name", "percent", "ground", "evidence", "group", "valid_from", "valid_until")
        labels = {
            "name": gettext_lazy("Who"),
            "percent": gettext_lazy("Share not to be paid, %"),
            "ground": gettext_lazy("Ground"),
            "evidence": gettext_lazy("Proven by"),
        }
        help_texts = {
            "percent": gettext_lazy("100: nothing to pay."),
            "ground": gettext_lazy("The article that grants it."),
            "evidence": gettext_lazy("The paper to show, for example the certificate of a poor household."),
        }
        widgets = {name: forms.TextInput(attrs={"lang": "vi"}) for name in ("name", "ground", "evidence")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fees = {str(family.head.pk): family for family in families.fees(self.edition)}
        named = [(key, _label(family)) for key, family in self.fees.items()]
        self.fields["of"].choices = [("", _("all fees and charges")), *named]  # type: ignore[attr-defined]
        mine = self.instance.fee_id
        self.initial["of"] = next((key for key, found in self.fees.items() if mine in _keys(found)), "")
        self.order_fields(["name", "percent", "of"])

    @property
    def variants(self) -> list[Any]:
        """The rows of the fee; none for all fees."""
        chosen: str | None = self.cleaned_data.get("of")
        return list(_keys(self.fees[chosen])) if chosen else [None]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["group"] = given.get("group") or "-".join(plain(given.get("name", "")).split())[:40].strip("-")
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("This comes before the other limit: check both"))
        if "of" in given and self._stands_already(given["group"]):
            self.add_error("group", _("This group stands here already for the same fee: change that row"))
        return given

    def _stands_already(self, group: str) -> bool:
        wanted = self.variants
        same = self.edition.exemptions.filter(group=group).exclude(pk__in=_keys(self.family))
        return any(row.fee_id in wanted for row in same)


def _keys(family: Family) -> list[int]:
    return [row.pk for row in family.rows if row.pk]


def _label(family: Family) -> str:
    fee = family.head
    case = f" · {fee.case}" if fee.case else ""
    return f"{fee}{case} · {words.ways(family)}"
