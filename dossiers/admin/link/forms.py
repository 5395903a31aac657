"""Forms of the list of what is stuck."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.link import choosing
from dossiers.link.choosing import Chosen
from dossiers.link.deciding import LONGEST_GROUND
from dossiers.link.reasons import BY_NAME
from dossiers.models import LinkDecision, NationalMessage

TICKED, WANTED, ALL = "subject", "wanted", "all"


class FilterForm(forms.Form):
    """Offers only what occurs among the changes that are owed."""

    is_filter = True

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(initial=chosen.parameters(), auto_id="loc-%s")
        owed = NationalMessage.objects.unsent().order_by()
        agencies = owed.values_list("subject__agency", "subject__agency__name").distinct()
        procedures = owed.values_list("subject__edition__procedure__code", "subject__edition__name").distinct()
        named = {code: f"{code} · {name}" for code, name in procedures}
        whys = [(name, reason.label) for name, reason in BY_NAME.items()]
        ages = [(name, label) for name, (label, _span) in choosing.AGES.items()]
        self._offer(choosing.AGENCY, _("Deciding agency"), sorted(agencies, key=lambda pair: str(pair[1])))
        self._offer(choosing.PROCEDURE, _("Procedure"), sorted(named.items()))
        self._offer(choosing.WHY, _("What stands in the way"), whys)
        self._offer(choosing.AGE, _("How old"), ages)
        for name in (choosing.AGENCY, choosing.PROCEDURE):
            self.fields[name].widget.attrs["lang"] = "vi"

    def _offer(self, name: str, label: Any, choices: list[Any]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=[("", _("all")), *choices], required=False)


class DecideForm(forms.Form):
    """What is done, why, and about which dossiers."""

    what = forms.ChoiceField(
        label=_("What shall be done"),
        widget=forms.RadioSelect,
        choices=[
            (LinkDecision.What.RETRY, _("Try again: what stood in the way has been put right")),
            (LinkDecision.What.SKIP, _("Let these changes go: the national portal will never be told of them")),
        ],
        error_messages={"required": _("Say whether they are tried again or let go.")},
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=LONGEST_GROUND,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with your name. Write no names or numbers of people."),
        error_messages={"required": _("Write on what ground you decide.")},
    )

    def ticked(self) -> set[int]:
        values = self.data.getlist(TICKED) if self.is_bound else []  # type: ignore[attr-defined]
        return {int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19}

    def is_about_all(self) -> bool:
        return self.data.get(WANTED) == ALL

    def clean(self) -> dict[str, Any] | None:
        if not self.is_about_all() and not self.ticked():
            self.add_error(None, _("Tick the dossiers you decide about, or decide about all of the list."))
        return super().clean()
