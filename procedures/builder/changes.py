"""What differs between two versions of a form, in words for the administrators who work on it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from procedures.builder.document import Document, kin_of, questions

Kin = tuple[str, ...]


def differences(before: Document, after: Document) -> list[str]:
    """One sentence for each section or question added, taken out or changed; nothing where they are the same."""
    told = [*_nodes(before, after)]
    if before.get("owners") != after.get("owners"):
        told.append(_("Who may be the owner was changed"))
    if not told and before != after:
        told.append(_("The order was changed"))
    return told


def _nodes(before: Document, after: Document) -> Iterator[str]:
    old, new = _by_kin(before), _by_kin(after)
    for kin in [*old, *(kin for kin in new if kin not in old)]:
        name = title(new.get(kin) or old[kin])
        if kin not in new:
            yield _("Taken out: %(name)s") % {"name": name}
        elif kin not in old:
            yield _("Added: %(name)s") % {"name": name}
        elif _own(old[kin]) != _own(new[kin]):
            yield _("Changed: %(name)s") % {"name": name}


def title(node: dict[str, Any]) -> str:
    """How a section or a question is called on the desk: always in Vietnamese."""
    words = node.get("title") or node.get("label") or {}
    return str((words.get("vi") if isinstance(words, dict) else "") or node.get("name") or "?")


def _own(node: dict[str, Any]) -> dict[str, Any]:
    """Without the questions that stand within: they are told of by themselves."""
    return {key: value for key, value in node.items() if key != "questions"}


def _by_kin(document: Document) -> dict[Kin, dict[str, Any]]:
    found = {kin_of(document, (n,)): section for n, section in enumerate(document.get("steps", []))}
    return found | {kin_of(document, place): question for place, question in questions(document)}
