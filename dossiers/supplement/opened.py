"""What an open request lets the citizen change, and how far they are.

Open are its items and what follows from them: questions and papers that the new answers bring up, which nobody was
asked before. Everything else stays as it was handed in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import SuspiciousOperation

from dossiers.answers import components, counted, values
from dossiers.models import Attachment, Dossier
from dossiers.supplement.models import SupplementItem, SupplementRequest
from procedures import questions
from procedures.models import Component
from procedures.questions import Counted, Question
from procedures.questions.counted import missing


class NotOpened(SuspiciousOperation):
    """Something was sent for what is not open: nothing of that form is taken."""


@dataclass(frozen=True)
class PaperPlace:
    """Where files may be given: for an item, or for a paper that new answers demand."""

    component: Component
    item: SupplementItem | None
    held: tuple[Attachment, ...]
    offered: tuple[Attachment, ...]


class Opened:
    """The dossier as handed in, and as it would be with what is saved for ``request``."""

    def __init__(self, dossier: Dossier, request: SupplementRequest) -> None:
        self.dossier, self.request = dossier, request
        self.items = list(request.items.select_related("component"))
        self.form = questions.form_for(dossier.edition)
        self.before = counted(dossier)
        self.names, self.now = self._followed()

    # --- Answers

    def _followed(self) -> tuple[set[str], Counted]:
        """The names of open questions, those that follow included, and what counts now."""
        names = {item.question for item in self.items if item.question}
        while True:
            now = counted(self.dossier, self.instead(names))
            new = (_asked(now) - _asked(self.before)) | (_missing(now) - _missing(self.before))
            if new <= names:
                return names, now
            names |= new

    def instead(self, names: set[str]) -> dict[str, Any]:
        """What is saved for these questions; of a block whose rows are open, the block with the new rows."""
        saved = self.request.answers
        found = {name: saved[name] for name in names if name in saved}
        for item in self.items:
            if item.row and item.key in saved:
                rows = found.get(item.question, values(self.dossier).get(item.question) or [])
                found[item.question] = _with_row(rows, saved[item.key])
        return found

    @cached_property
    def whole(self) -> list[Question]:
        """The questions that are open as a whole, in the order of the form: items, and what follows."""
        by_row = {item.question for item in self.items if item.row}
        seen = {question.name: question for question in [*self.now.questions(), *self.before.questions()]}
        return [
            question for name, question in self._in_order(seen) if name in self.names - by_row and _is_typed(question)
        ]

    def _in_order(self, seen: Mapping[str, Question]) -> Iterator[tuple[str, Question]]:
        placed = dict.fromkeys(question.name for question in self.form.questions())
        return ((name, seen[name]) for name in placed if name in seen)

    def question(self, name: str) -> Question:
        """As it is asked of this dossier: two kinds of owner may be asked differently under one name."""
        asked = [*self.before.questions(), *self.now.questions()]
        return next(question for question in asked if question.name == name)

    def value(self, item: SupplementItem) -> Any:
        """What is saved for an answer or a row, else what was handed in."""
        return self.request.answers.get(item.key, item.before)

    def differs(self, key: str, value: Any) -> bool:
        """Whether ``value`` is another than what is saved or was handed in under this key."""
        before = {item.key: item.before for item in self.items}
        return not _same(value, self.request.answers.get(key, before.get(key)))

    def refuse_others(self, keys: set[str]) -> None:
        """Raises ``NotOpened`` for a key of something that is not open."""
        items = {item.key for item in self.items} | {f"#{place.component.pk}" for place in self.papers}
        if any(self.is_closed(key) for key in keys - items):
            raise NotOpened("something that is not open")

    def is_closed(self, name: str) -> bool:
        """Whether it is no question of the form, or one that was asked when the dossier was handed in and is not open
        as a whole. Others may have followed from an answer that was changed meanwhile."""
        if name in {question.name for question in self.whole}:
            return False
        asked_before = {question.name for question in self.before.questions()}
        return self.form.question(name) is None or name in asked_before

    # --- Papers

    @cached_property
    def papers(self) -> list[PaperPlace]:
        files = self.dossier.attachments.filter(removed_at=None).select_related("stored")
        held, offered = _by_component(files, Attachment.Kind.PAPER), _by_component(files, Attachment.Kind.OFFERED)
        return [
            PaperPlace(component, item, held.get(component.pk, ()), offered.get(component.pk, ()))
            for component, item in self._paper_places(set(held))
        ]

    def _paper_places(self, held: set[int | None]) -> Iterator[tuple[Component, SupplementItem | None]]:
        items = [item for item in self.items if item.component is not None]
        yield from ((item.component, item) for item in items if item.component is not None)
        known = {item.component_id for item in items} | {one.pk for one in components(self.dossier, self.before)} | held
        for component in components(self.dossier, self.now):
            if component.pk not in known and component.is_handed_in:
                yield component, None

    # --- How far

    def is_changed(self, item: SupplementItem) -> bool:
        if item.component_id is not None:
            return any(place.offered for place in self.papers if place.component.pk == item.component_id)
        return not _same(self.value(item), item.before)

    def is_asked(self, item: SupplementItem) -> bool:
        """Whether it still is, after what else was changed."""
        if item.component_id is None:
            return item.question in _asked(self.now)
        return item.component_id in {component.pk for component in components(self.dossier, self.now)}

    def is_done(self, item: SupplementItem) -> bool:
        """Changed, left as it is with an explanation, or not asked any more."""
        return self.is_changed(item) or bool(self.request.remarks.get(item.key)) or not self.is_asked(item)

    def undone(self) -> list[SupplementItem]:
        return [item for item in self.items if not self.is_done(item)]

    def gaps(self) -> list[str]:
        """Names of what follows from new answers and is still missing: questions, then papers."""
        found = sorted(_missing(self.now) - _missing(self.before))
        wanted = [place for place in self.papers if place.item is None and place.component.is_required]
        return found + [f"#{place.component.pk}" for place in wanted if not place.offered]


def _asked(whole: Counted) -> set[str]:
    return {question.name for question in whole.questions() if _is_typed(question)}


def _missing(whole: Counted) -> set[str]:
    return {question.name for _step, question in missing(whole)}


def _is_typed(question: Question) -> bool:
    return question.is_asked and question.kind != "file"


def _with_row(rows: list[dict[str, Any]], new: dict[str, Any]) -> list[dict[str, Any]]:
    """``new`` in the place of the first row of its id: only that one was judged."""
    place = next(place for place, row in enumerate(rows) if row.get("id") == new["id"])
    return [*rows[:place], new, *rows[place + 1 :]]


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    """No answer is no answer, however it is written; in rows and addresses, too."""
    if isinstance(value, dict):
        value = {name: part for name, inner in value.items() if (part := _plain(inner)) is not None}
    if isinstance(value, list):
        value = [_plain(part) for part in value]
    return None if value in (None, "", [], {}) else value


def _by_component(files: Any, kind: str) -> dict[int | None, tuple[Attachment, ...]]:
    found: dict[int | None, tuple[Attachment, ...]] = {}
    for file in files:
        if file.kind == kind:
            found[file.component_id] = (*found.get(file.component_id, ()), file)
    return found
