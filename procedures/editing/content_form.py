"""The edition's own texts and settings on one page; its lists are rows, or one entry a line."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agencies.models import Level
from procedures.editing.row_lists import EntryForm, RowsEditor
from procedures.fields import NumberField
from procedures.models import Edition, Field

LEVELS_ONLINE = [
    (1, gettext_lazy("1: information about the procedure")),
    (2, gettext_lazy("2: forms to download")),
    (3, gettext_lazy("3: dossiers are filed online")),
    (4, gettext_lazy("4: filed and paid online, result by post")),
]


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "lang": "vi"})
        super().__init__(required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(" ".join(str(entry).split()) for entry in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return [line for line in lines if line]


def _line(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"lang": "vi"}), **options)


def _area(label: Any, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows, "lang": "vi"}), **options)


class ResultForm(EntryForm):
    code = _line(gettext_lazy("Its code"), max_length=60)
    name = _line(gettext_lazy("Name of the result"), max_length=1000)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("code") and not given.get("name") and not given.get("DELETE"):
            self.add_error("name", _("Write what one gets"))
        return given


class AgencyForm(EntryForm):
    code = _line(gettext_lazy("Its code"), max_length=60)
    name = _line(gettext_lazy("Agency, as the decision says it"), max_length=1000)


class LawForm(EntryForm):
    number = _line(gettext_lazy("Number"), max_length=100)
    name = _line(gettext_lazy("Name of the law"), max_length=1000)


class StepsForm(EntryForm):
    case = _line(gettext_lazy("Case, where the steps differ"), max_length=300)
    steps = LinesField(label=gettext_lazy("Steps, one a line"), rows=6)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("case") and not given.get("steps") and not given.get("DELETE"):
            self.add_error("steps", _("Write the steps of this case"))
        return given


WIDE = (forms.Textarea, forms.CheckboxSelectMultiple, forms.RadioSelect)


class ContentForm(forms.Form):
    """Once valid, ``values`` are the columns to write."""

    use_required_attribute = False
    name = _area(
        gettext_lazy("Name of the procedure"), 2, max_length=2000,
        error_messages={"required": gettext_lazy("Write the name")},
    )  # fmt: skip
    field = forms.ModelChoiceField(
        Field.objects.all(), label=gettext_lazy("Field"), widget=forms.Select(attrs={"lang": "vi"}),
        error_messages={"required": gettext_lazy("Choose the field")},
    )  # fmt: skip
    levels = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Levels that handle it"), choices=Level.choices, coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one level")},
    )  # fmt: skip
    audience = LinesField(label=gettext_lazy("Who may ask"), help_text=gettext_lazy("One a line."))
    requirements = _area(gettext_lazy("Requirements"), 4, required=False)
    receiving_address = _area(gettext_lazy("Where to hand in"), 2, required=False)
    decision = _line(
        gettext_lazy("Decision, as published"), max_length=200,
        help_text=gettext_lazy("Number of the paper that announced it, where that was not a decision of this portal."),
    )  # fmt: skip
    online_level = forms.TypedChoiceField(
        label=gettext_lazy("Online level"), choices=LEVELS_ONLINE, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the level")},
    )  # fmt: skip
    sets = NumberField(label=gettext_lazy("Sets of papers to hand in"), min_value=1, max_value=20)
    accepts_post = forms.BooleanField(label=gettext_lazy("Papers and result may go by public post"), required=False)
    pays_online = forms.BooleanField(label=gettext_lazy("Fees can be paid online"), required=False)

    PARTS = {
        "about": (gettext_lazy("The procedure"), ("name", "field", "levels", "audience", "requirements")),
        "law": (gettext_lazy("Law and agencies"), ("decision", "receiving_address")),
        "online": (gettext_lazy("Online"), ("online_level", "sets", "accepts_post", "pays_online")),
    }

    def __init__(self, sent: Any, *, edition: Edition) -> None:
        super().__init__(sent, initial={name: getattr(edition, name) for name in self.base_fields})
        self.editors = {
            "results": RowsEditor(sent, prefix="results", entry=ResultForm, initial=_named(edition.results)),
            "laws": RowsEditor(sent, prefix="laws", entry=LawForm, initial=_named(edition.legal_basis)),
            "handled_by": RowsEditor(sent, prefix="handled_by", entry=AgencyForm, initial=_named(edition.handled_by)),
            "steps": RowsEditor(sent, prefix="steps", entry=StepsForm, initial=_groups(edition.steps)),
        }

    def is_valid(self) -> bool:
        valid = [super().is_valid(), *(editor.is_valid() for editor in self.editors.values())]
        if not all(valid[1:]) and not self.non_field_errors():
            self.add_error(None, _("Mend the lines marked further down"))
        return all(valid)

    def part(self, key: str) -> tuple[Any, list[tuple[forms.BoundField, bool]]]:
        """Its title, and its fields with whether each takes the whole width."""
        title, names = self.PARTS[key]
        return title, [(self[name], isinstance(self.fields[name].widget, WIDE)) for name in names]

    def values(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name != "field"}
        lists = {name: [_entry(form) for form in editor.kept] for name, editor in self.editors.items()}
        renamed = {"field_id": self.cleaned_data["field"].pk, "legal_basis": lists.pop("laws")}
        return given | renamed | lists


def _entry(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}


def _named(entries: Any) -> list[Mapping[str, Any]]:
    return [entry if isinstance(entry, dict) else {"name": str(entry)} for entry in entries or []]


def _groups(entries: Any) -> list[dict[str, Any]]:
    return [{"case": group.get("case", ""), "steps": group.get("steps", [])} for group in entries or []]
