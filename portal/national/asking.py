"""Which lines of the log an address asks for. Unreadable values are told beside their field."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.national import services
from portal.national.log import Exchange
from portal.national.reading import Wanted

SERVICE, DIRECTION, OUTCOME, CODE, WITHIN, DAY, NUMBER = "dich-vu", "chieu", "ket-qua", "ma", "trong", "ngay", "so"
SPANS = {
    "1h": (_("the last hour"), timedelta(hours=1)),
    "24h": (_("the last 24 hours"), timedelta(hours=24)),
    "7d": (_("the last 7 days"), timedelta(days=7)),
}
A_DAY = timedelta(days=1)


def _choice(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("all")), *choices], required=False)


class AskForm(forms.Form):
    """Offers the services that the log knows."""

    is_filter = True
    use_required_attribute = False

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, auto_id="loc-%s")
        names = [(one.name, f"{one.name}: {one.label}") for one in services.known()]
        self.fields[SERVICE] = _choice(_("Service"), names)
        self.fields[DIRECTION] = _choice(_("Direction"), list(Exchange.Direction.choices))
        self.fields[OUTCOME] = _choice(_("Outcome"), list(Exchange.Outcome.choices))
        self.fields[CODE] = forms.CharField(label=pgettext_lazy("an exchange", "Code"), max_length=30, required=False)
        self.fields[WITHIN] = _choice(_("Begun within"), [(name, label) for name, (label, _span) in SPANS.items()])
        self.fields[DAY] = forms.DateField(
            label=_("Or on the day"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("Write the day as day/month/year.")},
        )
        self.fields[NUMBER] = forms.CharField(label=_("Number of the exchange"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        number = said.get(NUMBER)
        if number:
            try:
                said[NUMBER] = str(UUID(number.strip()))
            except ValueError:
                self.add_error(NUMBER, _("This is not the number of an exchange: it has 32 digits and letters a to f."))
        return said

    def wanted(self) -> Wanted:
        """Of a valid form. A day goes before a span."""
        said = self.cleaned_data
        exact = {"direction": said[DIRECTION], "service": said[SERVICE], "outcome": said[OUTCOME], "code": said[CODE]}
        if said[DAY]:
            begins = timezone.make_aware(datetime.combine(said[DAY], time()))
            return Wanted(**exact, number=said[NUMBER], since=begins, until=begins + A_DAY)
        since = timezone.now() - SPANS[said[WITHIN]][1] if said[WITHIN] else None
        return Wanted(**exact, number=said[NUMBER], since=since)

    def parameters(self) -> dict[str, str]:
        """What the address holds, without what is not asked."""
        return {name: value for name in self.fields if (value := str(self.data.get(name, "")).strip())}
