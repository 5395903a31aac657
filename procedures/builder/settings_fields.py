"""The settings of single kinds of question: their fields, what they were, what they become in the JSON."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.builder.kinds import (
    CHOSEN,
    FILE_TYPES,
    FORMATS,
    ONLY_QUESTIONS,
    OPERANDS,
    OPERATIONS,
    PREFILLS,
    SETTINGS,
)

VALUE = re.compile(r"[\w.-]{1,60}\Z")
OPTIONS_MAX = 300
NUMBER_MAX = 10**12


class OptionsField(forms.CharField):
    """One option a line, "value | Tiếng Việt | English"; cleaned to the options of the JSON."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        labels = [(option.get("value", ""), option.get("label", {})) for option in value]
        return "\n".join(f"{name} | {label.get('vi', '')} | {label.get('en', '')}" for name, label in labels)

    def clean(self, value: Any) -> Any:
        lines = [line for line in str(value or "").splitlines() if line.strip()]
        if not lines and self.required:
            raise ValidationError(_("Write at least one option"))
        if len(lines) > OPTIONS_MAX:
            raise ValidationError(_("At most 300 options"))
        options = [_option(line, number) for number, line in enumerate(lines, 1)]
        values = [option["value"] for option in options]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice:
            raise ValidationError(_("The value “%(value)s” stands twice"), params={"value": twice})
        return options


def _option(line: str, number: int) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not all(parts):
        raise ValidationError(_("Line %(number)s: write value | Vietnamese | English"), params={"number": number})
    if not VALUE.match(parts[0]):
        message = _("Line %(number)s: the value takes letters, digits, dot, hyphen and underscore only")
        raise ValidationError(message, params={"number": number})
    return {"value": parts[0], "label": {"vi": parts[1], "en": parts[2]}}


class OperandsField(forms.CharField):
    """One operand a line: the name of a question, a number, or a text in quotes."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(_written(operand) for operand in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if not lines:
            raise ValidationError(_("Write at least one question"))
        return [_operand(line, number) for number, line in enumerate(lines, 1)]


def _written(operand: Any) -> str:
    if isinstance(operand, dict):
        value = operand.get("value")
        return f'"{value}"' if isinstance(value, str) else str(value)
    return str(operand)


def _operand(line: str, number: int) -> Any:
    if len(line) > 1 and line[0] == line[-1] == '"':
        return {"value": line[1:-1]}
    if re.fullmatch(r"-?[0-9]{1,12}", line):
        return {"value": int(line)}
    if not line.isidentifier():
        message = _("Line %(number)s: write the name of a question, a number, or a text in quotes")
        raise ValidationError(message, params={"number": number})
    return line


def _whole(label: Any, *, least: int = -NUMBER_MAX, most: int = NUMBER_MAX) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False)


def _one_of(label: Any, choices: Mapping[str, str | Promise], *, required: bool = False) -> forms.ChoiceField:
    empty = [] if required else [("", "–")]
    return forms.ChoiceField(label=label, choices=[*empty, *choices.items()], required=required)


FIELDS: dict[str, Callable[[], forms.Field]] = {
    "max_length": lambda: _whole(gettext_lazy("At most so many characters"), least=1, most=5000),
    "format": lambda: _one_of(gettext_lazy("Format"), FORMATS),
    "min": lambda: _whole(gettext_lazy("Smallest number")),
    "max": lambda: _whole(gettext_lazy("Largest number")),
    "past": lambda: forms.BooleanField(label=gettext_lazy("Not in the future"), required=False),
    "prefill": lambda: _one_of(gettext_lazy("Filled in from"), PREFILLS),
    "locked": lambda: forms.BooleanField(
        label=gettext_lazy("Where that is known, it cannot be typed over"), required=False
    ),
    "options": lambda: OptionsField(
        label=gettext_lazy("Options"),
        help_text=gettext_lazy("One a line: value | Vietnamese | English"),
        widget=forms.Textarea(attrs={"rows": 6}),
    ),
    "files_max": lambda: _whole(gettext_lazy("At most so many files"), least=1, most=20),
    "files_types": lambda: forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of file"), choices=list(FILE_TYPES.items()), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("None ticked: all of them."),
    ),
    "rows_min": lambda: _whole(gettext_lazy("At least so many rows"), least=0, most=100),
    "rows_max": lambda: _whole(gettext_lazy("At most so many rows"), least=1, most=100),
    "operation": lambda: _one_of(gettext_lazy("Computed as"), OPERATIONS, required=True),
    "operands": lambda: OperandsField(
        label=gettext_lazy("Of"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line: the name of a question, a number, or a text in quotes."),
    ),
    "between": lambda: forms.CharField(
        label=gettext_lazy("Between joined texts"), max_length=20, required=False, strip=False,
        help_text=gettext_lazy("Only where texts are joined; for example a comma and a blank."),
    ),
}  # fmt: skip
DIRECT = {"max_length", "format", "min", "max", "past", "prefill", "locked"}
"""Settings that stand in the JSON under their own name."""


def initial_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields showed; a new question asks for nothing special."""
    files, rows, compute = (_mapping(node.get(key)) for key in ("files", "rows", "compute"))
    operation = next((key for key in compute if key in OPERATIONS), "")
    operands = compute.get(operation, [])
    return {key: node.get(key) for key in DIRECT} | {
        "options": node.get("options", []),
        "files_max": files.get("max"), "files_types": files.get("types", []),
        "rows_min": rows.get("min"), "rows_max": rows.get("max"),
        "operation": operation, "operands": operands if isinstance(operands, list) else [operands],
        "between": compute.get("with", ""),
    }  # fmt: skip


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def node_of(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the question's JSON that these settings make."""
    node = {key: given[key] for key in SETTINGS[kind] if key in DIRECT and given[key] not in (None, "", False)}
    if kind in CHOSEN:
        node["options"] = given["options"]
    if kind == "computed":
        node["compute"] = _compute(given)
    for group in ("files", "rows"):
        inner = {key: given.get(f"{group}_{key}") for key in ("min", "max", "types") if given.get(f"{group}_{key}")}
        node |= {group: inner} if inner else {}
    return node


def _compute(given: Mapping[str, Any]) -> dict[str, Any]:
    operation, operands = given["operation"], given["operands"]
    single = operation in {"count", "age"}
    compute = {operation: operands[0] if single else operands}
    return compute | ({"with": given["between"]} if operation == "join" and given["between"] else {})


def clashes(kind: str, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Settings that do not go together: the field to look at and what to do."""
    for least, most in (("min", "max"), ("rows_min", "rows_max")):
        low, high = given.get(least), given.get(most)
        if low is not None and high is not None and low > high:
            yield most, _("The largest is smaller than the smallest")
    if given.get("locked") and not given.get("prefill"):
        yield "prefill", _("Only what is filled in beforehand can be locked: choose from where")
    if kind == "computed" and given.get("operation") and given.get("operands"):
        yield from _wrong_operands(given["operation"], given["operands"])


def _wrong_operands(operation: str, operands: list[Any]) -> Iterator[tuple[str, str]]:
    least, most = OPERANDS[operation]
    if not least <= len(operands) <= most:
        yield "operands", _("This takes from %(least)s to %(most)s lines") % {"least": least, "most": most}
    if operation in ONLY_QUESTIONS and not all(isinstance(operand, str) for operand in operands):
        yield "operands", _("This takes names of questions only")
