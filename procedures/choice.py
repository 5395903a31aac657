"""The few questions a reader may answer on a procedure's page, by plain GET."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from procedures import fees, questions
from procedures.models import Channel
from procedures.sheet import Choice, Sheet

CASE, CHANNEL, GROUP, ANSWER = "truong-hop", "cach-nop", "mien-giam", "hoi-"
NO_GROUP = "khong"
LONGEST = 200
FEW = 5
"""Up to so many cases stand as radio buttons."""


def said_in(address: QueryDict) -> dict[str, str]:
    """What of an address's parameters is meant for the form."""
    names = sorted(name for name in address if name in {CASE, CHANNEL, GROUP} or name.startswith(ANSWER))
    return {name: str(address[name])[:LONGEST] for name in names if address[name]}


class ChoiceForm(forms.Form):
    """Case, channel, exemption group and what else decides papers or fee; defaults for what is not said, or wrongly."""

    use_required_attribute = False

    def __init__(self, said: Mapping[str, str], sheet: Sheet, on: Any) -> None:
        self.sheet = sheet
        self.groups = fees.groups(sheet.exemptions, on)
        first = {CASE: str(sheet.cases[0].number), CHANNEL: sheet.channels[0], GROUP: NO_GROUP}
        super().__init__(first | {name: said[name] for name in self._names() if said.get(name)})
        self.fields |= {name: make() for name, make in self._makers().items()}
        self.fields |= {f"{ANSWER}{question.name}": _optional(question) for question in sheet.asked}

    def _names(self) -> set[str]:
        return {CASE, CHANNEL, GROUP} | {f"{ANSWER}{question.name}" for question in self.sheet.asked}

    def _makers(self) -> dict[str, Any]:
        """Only what there is to choose."""
        makers: dict[str, Any] = {}
        if len(self.sheet.cases) > 1:
            makers[CASE] = self._case
        if len(self.sheet.channels) > 1:
            makers[CHANNEL] = self._channel
        if self.groups:
            makers[GROUP] = self._group
        return makers

    def _case(self) -> forms.Field:
        cases = [(str(case.number), str(case)) for case in self.sheet.cases]
        widget = forms.RadioSelect if len(cases) <= FEW else forms.Select
        return forms.ChoiceField(label=_("Your case"), choices=cases, widget=widget)

    def _channel(self) -> forms.Field:
        ways = [(str(channel), capfirst(Channel(channel).label)) for channel in self.sheet.channels]
        return forms.ChoiceField(label=_("How you file"), choices=ways, widget=forms.RadioSelect)

    def _group(self) -> forms.Field:
        groups = [(NO_GROUP, _("none of these")), *((entry.group, entry.name) for entry in self.groups)]
        return forms.ChoiceField(label=_("Who pays less or nothing"), choices=groups)

    def choice(self) -> Choice:
        """What was said as far as it can be understood."""
        self.is_valid()
        said = self.cleaned_data
        case = next((case for case in self.sheet.cases if str(case.number) == said.get(CASE)), self.sheet.cases[0])
        answers = {
            name.removeprefix(ANSWER): questions.kept(value)
            for name, value in said.items()
            if name.startswith(ANSWER) and value not in (None, "")
        }
        group = said.get(GROUP, NO_GROUP)
        return Choice(case, said.get(CHANNEL) or self.sheet.channels[0], "" if group == NO_GROUP else group, answers)


def _optional(question: questions.Question) -> forms.Field:
    field = questions.field(question)
    field.required = False
    return field
