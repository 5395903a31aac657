"""The pages of a responsible agency and of an internal step."""

from difflib import get_close_matches
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agencies.models import Agency, Level
from portal.vietnamese import plain
from procedures.editing import ordering
from procedures.editing.numbers import MeasureField
from procedures.editing.row_form import RowForm
from procedures.models import ProcessStep, Responsibility

NAMED: dict[int, Any] = {
    Level.PROVINCE: gettext_lazy("Agency of the province"),
    Level.DISTRICT: gettext_lazy("Agency of the district"),
    Level.COMMUNE: gettext_lazy("Agency of the commune"),
}
LEVELS = [(level, Level(level).label) for level in NAMED]


class ResponsibilityForm(RowForm):
    """For each level a box with its agencies as proposals; only that of the chosen level counts."""

    full_width = ("part", "level", *(f"agency_{int(level)}" for level in NAMED))
    extras = ("agency",)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"), choices=LEVELS, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the level")},
    )  # fmt: skip

    class Meta:
        model = Responsibility
        fields = ("part", "level")
        labels = {"part": gettext_lazy("What it does")}
        widgets = {"part": forms.RadioSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part"].choices = Responsibility.Part.choices  # type: ignore[attr-defined]
        self.fields["part"].error_messages["required"] = gettext_lazy("Choose what the agency does")
        found = Agency.objects.existing().exclude(kind=Agency.Kind.ONE_STOP).only("name", "short_name", "level")
        self.agencies: dict[int, list[Agency]] = {level: [] for level in NAMED}
        for agency in found:
            self.agencies.get(agency.level, []).append(agency)
        for level, label in NAMED.items():
            self.fields[f"agency_{int(level)}"] = _agency_field(label, level)
        if self.instance.agency:
            self.initial[f"agency_{self.instance.level}"] = self.instance.agency.name

    @property
    def named(self) -> list[tuple[forms.BoundField, int]]:
        return [(self[f"agency_{int(level)}"], int(level)) for level in NAMED]

    @property
    def proposals(self) -> list[tuple[int, list[str]]]:
        return [(int(level), [agency.name for agency in agencies]) for level, agencies in self.agencies.items()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        level = given.get("level")
        typed = given.get(f"agency_{level}", "")
        self.instance.agency = self._find(level, typed) if level and typed else None
        return given

    def _find(self, level: int, typed: str) -> Agency | None:
        names = {plain(name): agency for agency in self.agencies[level] for name in (agency.name, agency.short_name)}
        if plain(typed) not in names:
            near = get_close_matches(plain(typed), names, n=1, cutoff=0.5)
            told = _("No agency of this level is called so.")
            meant = _("Did you mean “%(name)s”?") % {"name": names[near[0]].name} if near else ""
            self.add_error(f"agency_{level}", f"{told} {meant}".strip())
        return names.get(plain(typed))


def _agency_field(label: Any, level: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=250,
        help_text=gettext_lazy("Type a part of the name and choose. Empty: every agency of that level."),
        widget=forms.TextInput(attrs={"list": f"agencies-{int(level)}", "autocomplete": "off", "lang": "vi"}),
    )


class ProcessStepForm(RowForm):
    """``beside`` is a step of the same case that this one runs side by side with."""

    full_width = ("name",)
    hours = MeasureField(label=gettext_lazy("Working hours"), max_digits=6)
    beside = forms.ModelChoiceField(
        ProcessStep.objects.none(),
        label=gettext_lazy("Runs side by side with"),
        required=False,
        empty_label=gettext_lazy("no other step: it comes by itself"),
        help_text=gettext_lazy("Of steps side by side only the longest counts. It is then of the same case."),
        widget=forms.Select(attrs={"lang": "vi"}),
    )

    class Meta:
        model = ProcessStep
        fields = ("name", "unit", "role", "hours", "case")
        labels = {
            "name": gettext_lazy("What is done"),
            "unit": gettext_lazy("Part of the agency"),
            "role": gettext_lazy("By whom"),
        }
        help_texts = {"unit": gettext_lazy("One-stop unit, office, leadership…")}
        widgets = {
            "name": forms.TextInput(attrs={"lang": "vi"}),
            "unit": forms.TextInput(attrs={"lang": "vi"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = self.edition.process_steps.exclude(pk=self.instance.pk).select_related("case")
        self.fields["beside"].queryset = others  # type: ignore[attr-defined]
        if not self.is_new:
            self.initial["beside"] = others.filter(case=self.instance.case_id, number=self.instance.number).first()

    def settle(self, row: Any) -> None:
        ordering.place_step(row, self.cleaned_data["beside"])

    def tried(self) -> ProcessStep:
        """The step as typed, for the sum of hours, before anything is stored."""
        step: ProcessStep = self.instance
        beside = self.cleaned_data["beside"]
        step.edition = self.edition
        ordering.place_step(step, beside)
        return step
