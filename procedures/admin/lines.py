"""Lists of an edition as lines of text: what the record keeps as JSON, people write one entry a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agencies.models import Level


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows, "cols": 90}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else self.as_text(value)

    def as_text(self, value: Any) -> str:
        return "\n".join(str(entry) for entry in value)

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        return self.read([line for line in lines if line])

    def read(self, lines: list[str]) -> list[Any]:
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(self.prepare_value(initial) or "") != self.to_python(data or ""))


class PairsField(LinesField):
    """Entries of two parts, ``first | name``; both must be there."""

    def __init__(self, *, first: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first = first

    def as_text(self, value: Any) -> str:
        return "\n".join(f"{entry.get(self.first, '')} | {entry.get('name', '')}" for entry in value)

    def read(self, lines: list[str]) -> list[Any]:
        return [self._entry(number, line) for number, line in enumerate(lines, 1)]

    def _entry(self, number: int, line: str) -> dict[str, str]:
        first, bar, name = (part.strip() for part in line.partition("|"))
        if not bar or not (first or name):
            raise forms.ValidationError(
                _("Line %(number)s: write both parts with a bar between them, as in “A | B”."),
                params={"number": number},
            )
        return {self.first: first, "name": name}


class StepsField(LinesField):
    """Steps by case: a line beginning with ``#`` names the case, every other line is a step."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=10, **kwargs)

    def as_text(self, value: Any) -> str:
        blocks = []
        for group in value:
            steps = [" ".join(step.split()) for step in group["steps"]]
            blocks.append("\n".join(([f"# {group['case']}"] if group.get("case") else []) + steps))
        return "\n\n".join(blocks)

    def read(self, lines: list[str]) -> list[Any]:
        groups: list[dict[str, Any]] = []
        for line in lines:
            if line.startswith("#"):
                groups.append({"case": line.lstrip("# ").strip(), "steps": []})
                continue
            if not groups:
                groups.append({"case": "", "steps": []})
            groups[-1]["steps"].append(line)
        return groups


class LevelsField(forms.TypedMultipleChoiceField):
    """The levels that handle it, as numbers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=Level.choices,
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Choose at least one level")},
            **kwargs,
        )
