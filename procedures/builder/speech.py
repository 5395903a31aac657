"""A condition in words, for people who read it: questions and values by their labels."""

from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.templatetags.words import vietnamese
from procedures.builder.subjects import Subject

SAID: dict[str, str | Promise] = {
    "is": gettext_lazy("{question} is {value}"),
    "is_not": gettext_lazy("{question} is not {value}"),
    "in": gettext_lazy("{question} is one of {value}"),
    "includes": gettext_lazy("{question} has {value} ticked"),
    "less_than": gettext_lazy("{question} is less than {value}"),
    "at_most": gettext_lazy("{question} is at most {value}"),
    "more_than": gettext_lazy("{question} is more than {value}"),
    "at_least": gettext_lazy("{question} is at least {value}"),
}
JOINS: dict[str, str | Promise] = {"all": gettext_lazy(" and "), "any": gettext_lazy(" or ")}


def in_words(condition: Any, subjects: Iterable[Subject]) -> SafeString:
    """One line; nothing for no condition. Never fails, whatever the document holds."""
    return _said(condition, {subject.name: subject for subject in subjects})


def in_plain_words(condition: Any, subjects: Iterable[Subject]) -> str:
    """The same as text without markup, for comparing."""
    return unescape(strip_tags(in_words(condition, subjects)))


def _said(condition: Any, known: Mapping[str, Subject]) -> SafeString:
    if not isinstance(condition, dict) or not condition:
        return SafeString("")
    if "question" in condition:
        return _compared(condition, known)
    key = next(iter(condition))
    inner = condition[key] if isinstance(condition[key], list) else [condition[key]]
    parts = [_said(part, known) for part in inner]
    joined = format_html_join(str(JOINS.get(key, ", ")), "{}", ((part,) for part in parts))
    if key == "not":
        return format_html(_("not ({what})"), what=joined)
    return format_html("({})", joined) if len(parts) > 1 else joined


def _compared(condition: Mapping[str, Any], known: Mapping[str, Subject]) -> SafeString:
    relation = next((key for key in condition if key != "question"), "")
    name, value = str(condition["question"]), condition.get(relation)
    question = _label(known.get(name), name)
    if relation == "filled":
        return format_html(_("{question} is answered") if value else _("{question} is left empty"), question=question)
    said = [_value(known.get(name), part) for part in (value if isinstance(value, list) else [value])]
    joined = format_html_join(", ", "{}", ((part,) for part in said))
    return format_html(str(SAID.get(relation, "{question} {value}")), question=question, value=joined)


def _label(subject: Subject | None, name: str) -> SafeString:
    if subject is None:
        return format_html("<code>{}</code>", name)
    return format_html("{}", subject.label) if subject.is_ours else format_html("“{}”", vietnamese(subject.label))


def _value(subject: Subject | None, value: Any) -> SafeString:
    """Names of cases and options are Vietnamese on every screen; channels and owners are ours."""
    words = dict(subject.values).get(str(value), value) if subject else value
    is_ours = subject is not None and subject.is_ours and subject.name != "case"
    return format_html("“{}”", words if is_ours else vietnamese(words))
