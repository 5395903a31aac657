"""A document from outside, looked at before anything reads it: is it built like a form, and of a sane size?

Nothing of it is trusted or run; what is not known is named by its place and refused.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.builder.kinds import KINDS

BYTES_MAX = 512 * 1024
QUESTIONS_MAX = 400
SECTIONS_MAX = 60
OPTIONS_MAX = 300
TEXT_MAX = 4000
FAULTS_MAX = 40
DEEPEST = 24


class Unreadable(ValueError):
    """Not a document at all; the message says what to do."""


def loads(content: bytes) -> dict[str, Any]:
    """Raises ``Unreadable``."""
    if len(content) > BYTES_MAX:
        raise Unreadable(_("The file is larger than 512 kB: that is no form"))
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not text in UTF-8")) from error
    except json.JSONDecodeError as error:
        message = _("The file is not JSON: line %(line)s, column %(column)s")
        raise Unreadable(message % {"line": error.lineno, "column": error.colno}) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(_("The file cannot be read: nested too deeply, or a key stands twice")) from error
    if not isinstance(document, dict) or _depth(document) > DEEPEST:
        raise Unreadable(_("The file holds no form: an object with “owners” and “steps” is expected"))
    return document


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _value in pairs}) != len(pairs):
        raise ValueError("twice")
    return dict(pairs)


def _depth(node: Any) -> int:
    parts = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    return 1 + max((_depth(part) for part in parts), default=0)


# --- The parts --------------------------------------------------------------------------------

Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= TEXT_MAX and "\x00" not in value


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and set(value) <= {"vi", "en"} and all(_is_text(text) for text in value.values())


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 10**15


def _is_limit(value: Any) -> bool:
    return _is_number(value) or _is_text(value)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= OPTIONS_MAX and all(_is_text(part) for part in value)


def _is_options(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= OPTIONS_MAX and all(map(_is_option, value))


def _is_option(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"value", "label"}
        and _is_text(value["value"])
        and _is_words(value["label"])
    )


def _is_nodes(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= QUESTIONS_MAX and all(isinstance(part, dict) for part in value)


FORM: dict[str, Check] = {"source": _is_text, "owners": _is_texts, "steps": _is_nodes}
SECTION: dict[str, Check] = {
    "name": _is_text,
    "title": _is_words,
    "intro": _is_words,
    "owners": _is_texts,
    "show": _is_object,
    "questions": _is_nodes,
}
QUESTION: dict[str, Check] = {
    "name": _is_text, "kind": _is_text, "label": _is_words, "hint": _is_words, "required": _is_bool,
    "show": _is_object, "require": _is_object, "options": _is_options, "max_length": _is_number, "min": _is_limit,
    "max": _is_limit, "past": _is_bool, "format": _is_text, "prefill": _is_text, "locked": _is_bool,
    "compute": _is_object, "files": _is_object, "rows": _is_object, "questions": _is_nodes,
}  # fmt: skip
MUST: dict[str, str | Promise] = {
    "name": gettext_lazy("its name is missing"),
    "label": gettext_lazy("its label is missing"),
    "title": gettext_lazy("its title is missing"),
}


def faults(document: dict[str, Any]) -> list[str]:
    """What is not built as a form is, by place; nothing where it is."""
    found = [*_of(document, FORM, _("form"), ())]
    if not found:
        found = [fault for number, step in enumerate(document.get("steps", []), 1) for fault in _section(step, number)]
    if not document.get("owners") and not found:
        found = [_("Choose at least one kind of owner")]
    return found[:FAULTS_MAX]


def _of(node: dict[str, Any], known: dict[str, Check], place: str, must: tuple[str, ...]) -> Iterator[str]:
    for key in node:
        if key not in known:
            yield _("%(place)s: “%(key)s” is not a setting of a form") % {"place": place, "key": str(key)[:60]}
        elif not known[key](node[key]):
            yield _("%(place)s: “%(key)s” has a value that is not allowed") % {"place": place, "key": key}
    yield from (f"{place}: {MUST[key]}" for key in must if not node.get(key))


def _section(section: dict[str, Any], number: int) -> Iterator[str]:
    place = _("section %(number)s") % {"number": number}
    yield from _of(section, SECTION, place, ("name", "title"))
    if number > SECTIONS_MAX:
        yield _("%(place)s: at most 60 sections") % {"place": place}
    yield from _questions(section, place, 0)


def _questions(parent: dict[str, Any], place: str, depth: int) -> Iterator[str]:
    questions = parent.get("questions", [])
    for number, question in enumerate(questions if _is_nodes(questions) else [], 1):
        here = _("%(place)s, question %(number)s (%(name)s)") % {
            "place": place,
            "number": number,
            "name": str(question.get("name", ""))[:60],
        }
        yield from _of(question, QUESTION, here, ("name", "label"))
        kind = question.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            yield _("%(place)s: there is no such kind of question") % {"place": here}
        if question.get("questions") and (kind != "repeated" or depth):
            yield _("%(place)s: only a block that repeats has questions of its own") % {"place": here}
        else:
            yield from _questions(question, here, depth + 1)
