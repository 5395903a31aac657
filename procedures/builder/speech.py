"""A condition in words, for overviews."""

from typing import Any

from django.utils.translation import gettext as _

SIGNS = {
    "is": "=",
    "is_not": "≠",
    "in": "∈",
    "includes": "∋",
    "less_than": "<",
    "at_most": "≤",
    "more_than": ">",
    "at_least": "≥",
}


def in_words(condition: Any) -> str:
    """One line; nothing for no condition. Never fails, whatever the document holds."""
    if not isinstance(condition, dict) or not condition:
        return ""
    if "question" in condition:
        return _compared(condition)
    key = next(iter(condition))
    inner = condition[key] if isinstance(condition[key], list) else [condition[key]]
    parts = [in_words(part) for part in inner]
    joined = {"all": _(" and "), "any": _(" or ")}.get(key, "").join(parts)
    if key == "not":
        return _("not (%(what)s)") % {"what": joined}
    return f"({joined})" if len(parts) > 1 else joined


def _compared(condition: dict[str, Any]) -> str:
    relation = next((key for key in condition if key != "question"), "")
    value = condition.get(relation)
    if relation == "filled":
        words = _("%(question)s is answered") if value else _("%(question)s is left empty")
        return words % {"question": condition["question"]}
    said = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    return f"{condition['question']} {SIGNS.get(relation, relation)} {said}"
