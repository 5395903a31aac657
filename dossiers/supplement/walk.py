"""Everything an official judges before asking for a supplement: each answer, each row, each paper (Đ.15.3: "once,
fully").

Answers that the nation gave and that are computed are not the citizen's to change and are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dossiers.answers import NATIONAL, components, counted
from dossiers.models import Attachment, Dossier
from dossiers.supplement.models import row_key
from procedures.models import Component
from procedures.questions import Question, Step, display


@dataclass(frozen=True)
class Point:
    """One thing that is fine or is to be put right. ``row`` is the id of a row of a repeated block, ``number`` its
    place, from 1."""

    question: Question | None = None
    row: str = ""
    number: int = 0
    component: Component | None = None
    value: Any = None
    files: tuple[Attachment, ...] = ()

    @property
    def key(self) -> str:
        if self.component is not None:
            return f"#{self.component.pk}"
        return row_key(self.question.name if self.question else "", self.row)

    @property
    def snapshot(self) -> Any:
        """What it is now, as an item keeps it."""
        return [str(file.uuid) for file in self.files] if self.component is not None else self.value


@dataclass
class Section:
    """A step of the form, or (no step) the papers."""

    step: Step | None
    points: list[Point] = field(default_factory=list)


def sections(dossier: Dossier) -> list[Section]:
    """In the order of the form; sections without anything to judge are left out."""
    whole = counted(dossier)
    found = [Section(step, list(_answers(dossier, asked))) for step, asked in whole.steps]
    found.append(Section(None, list(_papers(dossier))))
    return [section for section in found if section.points]


def points(dossier: Dossier) -> dict[str, Point]:
    return {point.key: point for section in sections(dossier) for point in section.points}


def _answers(dossier: Dossier, asked: list[Question]) -> Iterator[Point]:
    for question in asked:
        entry = dossier.answers.get(question.name, {})
        if not question.is_asked or question.kind == "file" or is_the_nations(question, entry):
            continue
        yield Point(question, value=entry.get("value"))
        if question.kind == "repeated":
            yield from _rows(question, entry.get("value") or [])


def is_the_nations(question: Question, entry: dict[str, Any]) -> bool:
    """Given by the national identity and locked: corrected there, not here."""
    return question.is_locked and entry.get("source") == NATIONAL


def _rows(block: Question, rows: list[dict[str, Any]]) -> Iterator[Point]:
    """A row without an id of its own (the browser sends it) is judged with its block."""
    seen = {""}
    for number, row in enumerate(rows, start=1):
        key = str(row.get("id", ""))
        if key not in seen:
            seen.add(key)
            yield Point(block, key, number, value=row)


def _papers(dossier: Dossier) -> Iterator[Point]:
    files: dict[int | None, list[Attachment]] = {}
    for file in dossier.attachments.filter(kind=Attachment.Kind.PAPER, removed_at=None).select_related("stored"):
        files.setdefault(file.component_id, []).append(file)
    for component in components(dossier):
        if component.is_handed_in or component.pk in files:
            yield Point(component=component, files=tuple(files.get(component.pk, ())))


def in_words(point: Point) -> str:
    """Its answer as people read it."""
    if point.question is None:
        return ""
    return row_in_words(point.question, point.value) if point.row else display(point.question, point.value)


def row_in_words(block: Question, row: dict[str, Any]) -> str:
    said = ((question.label, display(question, row.get(question.name))) for question in block.questions)
    return "; ".join(f"{label}: {words}" for label, words in said if words)
