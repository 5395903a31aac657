"""All sections and questions of a form in order, with what is wrong, and the small acts: move, take out, undo."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal import once
from procedures.admin.builder import base
from procedures.builder import changes, saving, validity
from procedures.builder import document as documents
from procedures.builder.document import Document, Place
from procedures.builder.kinds import KINDS, OWNERS
from procedures.builder.saving import EditedElsewhere
from procedures.builder.speech import in_words
from procedures.builder.subjects import Subject, subjects
from procedures.models import Edition
from procedures.questions import provincial_form


@dataclass
class Row:
    """A section or a question on the overview."""

    place: str
    name: str
    title: str
    kind: str = ""
    notes: list[str] = field(default_factory=list)
    condition: str = ""
    rows: list["Row"] = field(default_factory=list)
    takes_questions: bool = False
    is_first: bool = False
    is_last: bool = False

    @property
    def count(self) -> int:
        """How many questions stand within."""
        return sum(1 + row.count for row in self.rows)


def rows(node: Document, known: Sequence[Subject], place: Place = ()) -> list[Row]:
    """What stands within ``node``, and within that; conditions in words that ``known`` gives."""
    inner = node.get("questions" if place else "steps", [])
    return [_row(child, (*place, number), known, number == len(inner) - 1) for number, child in enumerate(inner)]


def _row(node: Document, place: Place, known: Sequence[Subject], is_last: bool) -> Row:
    kind = str(KINDS.get(node.get("kind", ""), node.get("kind", "")))
    return Row(
        place=documents.written(place), name=str(node.get("name", "")), title=changes.title(node), kind=kind,
        notes=_notes(node, place), condition=in_words(node.get("show"), known), rows=rows(node, known, place),
        takes_questions=len(place) == 1 or node.get("kind") == "repeated", is_first=place[-1] == 0, is_last=is_last,
    )  # fmt: skip


def _notes(node: Document, place: Place) -> list[str]:
    notes = []
    if len(place) == 1 and node.get("owners"):
        owners = ", ".join(str(OWNERS.get(owner, owner)) for owner in node["owners"])
        notes.append(_("asked only where the owner is: %(owners)s") % {"owners": owners})
    if len(place) > 1 and node.get("required") is False:
        notes.append(_("optional"))
    if node.get("require"):
        notes.append(_("required only where a condition holds"))
    if node.get("prefill"):
        notes.append(_("filled in beforehand, locked") if node.get("locked") else _("filled in beforehand"))
    return notes


def opened(request: HttpRequest, sections: Sequence[Row]) -> set[str]:
    """The sections that stand open: the one come from, all where that is asked for or where there are few."""
    wanted = request.GET.get(base.OPEN, "")
    if wanted == ALL or len(sections) <= FEW:
        return {section.place for section in sections}
    return {wanted}


ALL, FEW = "tat-ca", 2


@base.editions_page
def view(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        return act(request, edition=edition)
    document = saving.document_of(edition)
    sections = rows(document, subjects(edition, document))
    return base.shown(
        request, "overview", edition,
        title=_("Form"), tab="form", rows=sections, opened=opened(request, sections), all=ALL,
        faults=validity.faults(document) if edition.form else [],
        last=saving.last_change(edition) if edition.is_draft else None,
        is_general=not edition.form,
    )  # fmt: skip


def act(request: HttpRequest, edition: Edition) -> HttpResponse:
    """One of the buttons of the overview."""
    return _act(request, edition=edition.pk)


@base.draft_page
def _act(request: HttpRequest, edition: Edition) -> HttpResponse:
    acts = {"up": _move, "down": _move, "remove": _remove, "undo": _undo, "general": _from_general}
    name = request.POST.get("action", "")
    if name not in acts:
        return redirect(base.OVERVIEW, edition.pk)
    try:
        return acts[name](request, edition)
    except EditedElsewhere as edited:
        base.tell_of(request, edited)
    except Needed as needed:
        messages.error(request, _("Not taken out, for the form would break:"))
        for fault in needed.faults[:5]:
            messages.warning(request, fault)
    return redirect(base.OVERVIEW, edition.pk)


class Needed(Exception):
    """Other parts of the form ask about what would go."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(*faults)
        self.faults = faults


def _place(request: HttpRequest) -> Place:
    return documents.read_place(request.POST.get("place", ""))


def _move(request: HttpRequest, edition: Edition) -> HttpResponse:
    place, by = _place(request), -1 if request.POST["action"] == "up" else 1
    what = _("Moved: %(name)s") % {"name": changes.title(documents.at(saving.document_of(edition), place))}
    to = (*place[:-1], max(0, place[-1] + by))
    return base.save(
        request, edition, lambda now: documents.move(now, place, by), what=what, to=base.overview_of(edition, to)
    )


def _remove(request: HttpRequest, edition: Edition) -> HttpResponse:
    place = _place(request)

    def without(now: Document) -> Document:
        after = documents.remove(now, place)
        faults = validity.added_faults(now, after)
        if faults:
            raise Needed(faults)
        return after

    what = _("Taken out: %(name)s") % {"name": changes.title(documents.at(saving.document_of(edition), place))}
    within = place[:-1]
    return base.save(request, edition, without, what=what, to=base.overview_of(edition, within or None))


def _undo(request: HttpRequest, edition: Edition) -> HttpResponse:
    def back() -> str:
        taken = saving.undo(edition, seen=base.seen(request))
        told = _("Undone: %(what)s") % {"what": taken.what} if taken else _("There is nothing to undo.")
        messages.success(request, told)
        return base.overview_of(edition)

    return once.answer_once(request, back)


def _from_general(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Begin with the questions asked everywhere, as a form of its own."""

    def general(now: Document) -> dict[str, Any]:
        return provincial_form(edition.procedure.code)

    return base.save(request, edition, general, what=_("Begun from the general form"), to=base.overview_of(edition))
