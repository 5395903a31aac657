"""The page of one section or one question: its settings and its conditions, saved together or not at all.

Whoever saves over a form that somebody else changed is told what changed, keeps what was typed, and decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from procedures.admin.builder import base
from procedures.builder import changes, saving, validity
from procedures.builder import document as documents
from procedures.builder.condition_form import ConditionEditor, all_values, with_more_lines
from procedures.builder.document import Document, NoSuchPlace, Place
from procedures.builder.kinds import KINDS, NOT_ANSWERED, NOT_IN_BLOCKS
from procedures.builder.question_form import QuestionForm, SectionForm
from procedures.builder.saving import EditedElsewhere
from procedures.builder.subjects import Subject, subjects
from procedures.models import Edition

MORE = "more-"


class Refused(Exception):
    """The form as a whole would be wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass
class Work:
    """What one page edits: ``node`` at ``place``, ``is_new`` where it is yet to be added there."""

    edition: Edition
    place: Place
    node: Document
    is_new: bool
    kind: str = ""
    """Of a question; empty for a section."""

    def form(self, sent: Mapping[str, Any] | None) -> SectionForm | QuestionForm:
        if self.kind:
            return QuestionForm(sent, kind=self.kind, initial=QuestionForm.initial_of(self.node))
        return SectionForm(sent, initial=SectionForm.initial_of(self.node))

    def editors(self, sent: Mapping[str, Any] | None) -> dict[str, ConditionEditor]:
        asked = subjects(self.edition, saving.document_of(self.edition), self.place)
        names = ["show", "require"] if self.kind and self.kind not in NOT_ANSWERED else ["show"]
        return {
            name: ConditionEditor(sent, prefix=name, condition=self.node.get(name), subjects=asked) for name in names
        }


# --- The addresses ----------------------------------------------------------------------------


@base.draft_page
def add_section(request: HttpRequest, edition: Edition) -> HttpResponse:
    place = documents.end_of(saving.document_of(edition), ())
    return _work(request, Work(edition, place, {}, is_new=True))


@base.draft_page
def section(request: HttpRequest, edition: Edition, place: str) -> HttpResponse:
    where = documents.read_place(place)
    if len(where) != 1:
        raise NoSuchPlace(place)
    return _work(request, Work(edition, where, documents.at(saving.document_of(edition), where), is_new=False))


@base.draft_page
def add_question(request: HttpRequest, edition: Edition, place: str) -> HttpResponse:
    """First which kind (``?loai=``), then its settings."""
    document, parent = saving.document_of(edition), documents.read_place(place)
    into = documents.at(document, parent)
    if len(parent) > 1 and into.get("kind") != "repeated":
        raise NoSuchPlace(place)
    kinds = {kind: words for kind, words in KINDS.items() if len(parent) == 1 or kind not in NOT_IN_BLOCKS}
    kind = request.GET.get("loai", "")
    if kind not in kinds:
        title = _("Which kind of question?")
        return base.shown(
            request, "kinds", edition, title=title, tab="form", kinds=list(kinds.items()), into=changes.title(into)
        )
    return _work(request, Work(edition, documents.end_of(document, parent), {}, is_new=True, kind=kind))


@base.draft_page
def question(request: HttpRequest, edition: Edition, place: str) -> HttpResponse:
    where = documents.read_place(place)
    if len(where) == 1:
        raise NoSuchPlace(place)
    node = documents.at(saving.document_of(edition), where)
    kind = request.GET.get("loai") or str(node.get("kind"))
    return _work(request, Work(edition, where, node, is_new=False, kind=kind if kind in KINDS else "text"))


# --- The work ---------------------------------------------------------------------------------


def _work(request: HttpRequest, work: Work) -> HttpResponse:
    action = request.POST.get("action", "")
    if request.method != "POST":
        return _page(request, work, work.form(None), work.editors(None))
    if action.startswith(MORE):
        return _page(request, work, work.form(request.POST), work.editors(with_more_lines(request.POST, action[5:])))
    form, editors = work.form(request.POST), work.editors(request.POST)
    valid = [form.is_valid(), *(editor.is_valid() for editor in editors.values())]
    if not all(valid):
        return _page(request, work, form, editors)
    try:
        return _save(request, work, form, editors)
    except Refused as refused:
        for fault in refused.faults[:5]:
            form.add_error(_culprit(fault, form), fault)
    except EditedElsewhere as edited:
        return _conflict(request, work, edited)
    return _page(request, work, form, editors)


def _culprit(fault: str, form: SectionForm | QuestionForm) -> str | None:
    """The field beside which a fault of the whole form belongs."""
    return "operands" if "operands" in form.fields and "compute" in fault else None


def _save(
    request: HttpRequest, work: Work, form: SectionForm | QuestionForm, editors: dict[str, ConditionEditor]
) -> HttpResponse:
    node = form.node(work.node) | {name: editor.document for name, editor in editors.items() if editor.document}

    def change(now: Document) -> Document:
        after = documents.put(now, work.place, node)
        faults = validity.added_faults(now, after)
        if faults:
            raise Refused(faults)
        return after

    told = _("Added: %(name)s") if work.is_new else _("Changed: %(name)s")
    to = base.overview_of(work.edition, work.place)
    if request.POST.get("action") == "another" and work.kind:
        to = reverse("admin:procedures_edition_question_add", args=[work.edition.pk, written_parent(work)])
    return base.save(request, work.edition, change, what=told % {"name": changes.title(node)}, to=to)


def written_parent(work: Work) -> str:
    return documents.written(work.place[:-1])


def _conflict(request: HttpRequest, work: Work, edited: EditedElsewhere) -> HttpResponse:
    """What was typed, on the form as it is now; saving once more puts it there knowingly."""
    work.edition.form = edited.now
    moved = _where_now(work, edited)
    work.place, work.is_new = moved or (*work.place[:-1], 0), work.is_new or moved is None
    if work.is_new:
        work.place = documents.end_of(edited.now, work.place[:-1])
    else:
        work.node = documents.at(edited.now, work.place)
    form, editors = work.form(request.POST), work.editors(request.POST)
    for part in (form, *editors.values()):
        part.is_valid()
    now = work.form(None) if not work.is_new else None
    theirs = [(field.label, field.value()) for field in now if field.value()] if now else []
    return _page(request, work, form, editors, edited=edited, theirs=theirs, status=409)


def _where_now(work: Work, edited: EditedElsewhere) -> Place | None:
    if work.is_new:
        return None
    try:
        kin = documents.kin_of(edited.seen, work.place) if edited.seen is not None else None
        return documents.find(edited.now, kin, work.place) if kin else work.place
    except NoSuchPlace:
        return None


def _page(
    request: HttpRequest,
    work: Work,
    form: SectionForm | QuestionForm,
    editors: dict[str, ConditionEditor],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    sent = request.method == "POST" and "edited" not in more
    response = base.shown(
        request, "node", work.edition,
        title=_title(work), tab="form", work=work, form=form, editors=list(editors.items()),
        address=_address(work), kinds=_other_kinds(work), values=all_values(_subjects(editors)),
        subjects=_subjects(editors),
        version=base.seen(request) if sent else "", back=base.overview_of(work.edition, work.place), **more,
    )  # fmt: skip
    response.status_code = status
    return response


def _subjects(editors: dict[str, ConditionEditor]) -> list[Subject]:
    """What either editor may ask about: both are offered the same."""
    return list(editors["show"].subjects.values())


def _title(work: Work) -> str:
    if work.kind:
        return _("New question: %(kind)s") % {"kind": KINDS[work.kind]} if work.is_new else changes.title(work.node)
    return _("New section") if work.is_new else changes.title(work.node)


def _address(work: Work) -> str:
    """Where this page is sent: told anew, for after a conflict it may stand elsewhere."""
    if not work.kind:
        name, place = ("section_add", []) if work.is_new else ("section", [documents.written(work.place)])
        return reverse(f"admin:procedures_edition_{name}", args=[work.edition.pk, *place])
    name, at = ("question_add", work.place[:-1]) if work.is_new else ("question", work.place)
    address = reverse(f"admin:procedures_edition_{name}", args=[work.edition.pk, documents.written(at)])
    return f"{address}?loai={work.kind}"


def _other_kinds(work: Work) -> list[tuple[str, Any]]:
    if not work.kind:
        return []
    return [(kind, words) for kind, words in KINDS.items() if len(work.place) == 2 or kind not in NOT_IN_BLOCKS]
