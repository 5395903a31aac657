"""The rows of an edition: lists in words, and each row on a page of its own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.admin.edition import base
from procedures.builder.condition_form import all_values, with_more_lines
from procedures.builder.subjects import Subject
from procedures.editing import asked, families, history, ordering, saving, words
from procedures.editing.agency_forms import ProcessStepForm, ResponsibilityForm
from procedures.editing.exemption_form import ExemptionForm
from procedures.editing.families import Family
from procedures.editing.fee_form import FeeForm
from procedures.editing.kinds import KINDS, Kind
from procedures.editing.paper_forms import CaseForm, PaperForm
from procedures.editing.row_form import RowForm
from procedures.editing.saving import EditedElsewhere
from procedures.editing.time_form import TimeLimitForm
from procedures.models import Edition

MORE = "more-"
FORMS: dict[str, type[RowForm]] = {
    "case": CaseForm,
    "paper": PaperForm,
    "time": TimeLimitForm,
    "fee": FeeForm,
    "exemption": ExemptionForm,
    "agency": ResponsibilityForm,
    "step": ProcessStepForm,
}
TITLES: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "case": (gettext_lazy("Cases"), gettext_lazy("Add a case"), gettext_lazy("Case")),
    "paper": (gettext_lazy("Papers"), gettext_lazy("Add a paper"), gettext_lazy("Paper")),
    "time": (gettext_lazy("Time limits"), gettext_lazy("Add a time limit"), gettext_lazy("Time limit")),
    "fee": (gettext_lazy("Fees and charges"), gettext_lazy("Add a fee or charge"), gettext_lazy("Fee or charge")),
    "exemption": (gettext_lazy("Exemptions"), gettext_lazy("Add an exemption"), gettext_lazy("Exemption")),
    "agency": (gettext_lazy("Responsible agencies"), gettext_lazy("Add an agency"), gettext_lazy("Agency")),
    "step": (gettext_lazy("Internal process"), gettext_lazy("Add a step"), gettext_lazy("Internal step")),
}
"""By kind: the list, the way to add, one row."""

HELP: dict[str, str | Promise] = {
    "case": gettext_lazy("A citizen first says which case it is; it decides papers, time and fee."),
    "paper": gettext_lazy("In the order they are asked for."),
    "time": gettext_lazy("A limit of a case goes before one of all cases."),
    "fee": gettext_lazy("None: the portal says that no fee is known. Free of charge is a fee of 0 VND."),
    "exemption": gettext_lazy("Of several that apply, the one that takes most off counts."),
    "agency": gettext_lazy("None: it follows from the levels and the department in charge of the field."),
    "step": gettext_lazy("Their hours add up to the time limit of each case; steps side by side count once."),
}


def subjects_of(edition: Edition, key: str) -> list[Subject]:
    return asked.of_exemptions(edition) if key == "exemption" else asked.of_rows(edition)


# --- Lists ------------------------------------------------------------------------------------


@base.editions_page
def listing(request: HttpRequest, edition: Edition, tab: str) -> HttpResponse:
    """All kinds of one tab; posting moves a row."""
    if request.method == "POST":
        return _move(request, edition=edition.pk, tab=tab)
    kinds = [key for key, kind in KINDS.items() if kind.tab == tab]
    subjects = asked.of_exemptions(edition)
    tables = [(key, *TITLES[key][:2], HELP[key], words.table(edition, key, subjects)) for key in kinds]
    sums = words.summed(edition) if tab == "agencies" else []
    title = base.TABS[tab][0]
    return base.shown(request, "rows", edition, title=title, tab=tab, tables=tables, sums=sums)


@base.draft_page
def _move(request: HttpRequest, edition: Edition, tab: str) -> HttpResponse:
    kind, pk, way = KINDS.get(request.POST.get("kind", "")), request.POST.get("row", ""), request.POST.get("action")
    to = base.tab_address(edition, tab)
    if kind is None or not kind.is_ordered or not _is_key(pk) or way not in ("up", "down"):
        return redirect(to)
    by_places = -1 if way == "up" else 1
    try:
        return base.save(
            request,
            lambda: saving.move(edition, kind, int(pk), by_places, seen=base.seen(request), by=request.user),  # type: ignore[arg-type]
            told=_("Moved."),
            to=f"{to}#{kind.key}-{pk}",
        )
    except EditedElsewhere as edited:
        base.tell_of(request, edited)
    return redirect(to)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


# --- One row ----------------------------------------------------------------------------------


@dataclass
class Work:
    """What one page edits: rows of ``kind``, new or stored, in the version the page was made from."""

    edition: Edition
    kind: Kind
    family: Family
    version: str = ""

    @property
    def pk(self) -> int | None:
        key: int | None = self.family.head.pk
        return key

    @property
    def is_new(self) -> bool:
        return self.pk is None

    @property
    def back(self) -> str:
        return base.tab_address(self.edition, self.kind.tab) + f"#{self.kind.key}"

    def form(self, sent: Any, files: Any = None) -> RowForm:
        options: dict[str, Any] = {"counted": asked.counted(self.edition)} if self.kind.key == "fee" else {}
        subjects = subjects_of(self.edition, self.kind.key)
        return FORMS[self.kind.key](sent, files, family=self.family, subjects=subjects, **options)


def _new(edition: Edition, kind: Kind) -> Work:
    return Work(edition, kind, Family((kind.model(edition=edition),)))


def _stored(edition: Edition, kind: Kind, family: Family) -> Work:
    return Work(edition, kind, family, family.version)


@base.draft_page
def add(request: HttpRequest, edition: Edition, key: str) -> HttpResponse:
    return _work(request, _new(edition, KINDS[key]))


@base.draft_page
def change(request: HttpRequest, edition: Edition, key: str, row: int) -> HttpResponse:
    found = families.find(edition, KINDS[key], row)
    if found is None:
        return _gone(request, edition, KINDS[key], row)
    return _work(request, _stored(edition, KINDS[key], found))


def _gone(request: HttpRequest, edition: Edition, kind: Kind, pk: int) -> HttpResponse:
    """Somebody took the row out: who had typed into it may put it in anew; anybody else is led back."""
    told = history.last(edition, kind.model(pk=pk))
    if told is None:
        raise Http404
    work = _new(edition, kind)
    if request.method == "POST" and request.POST.get("action") == "save":
        return _conflict(request, work, EditedElsewhere(None, str(told.user), told.action_time))
    messages.warning(request, _("That row is no longer there."))
    return redirect(work.back)


def _work(request: HttpRequest, work: Work) -> HttpResponse:
    action = request.POST.get("action", "")
    if request.method != "POST":
        return _page(request, work, work.form(None))
    if action.startswith(MORE):
        return _page(request, work, work.form(with_more_lines(request.POST, action[len(MORE) :])))
    form = work.form(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, work, form)
    if action == "count" and isinstance(form, ProcessStepForm):
        return _page(request, work, form, sums=words.summed(work.edition, form.tried()), is_counted=True)
    try:
        return base.save(request, lambda: _store(request, work, form), told=_told(work), to=_after(request, work))
    except EditedElsewhere as edited:
        return _conflict(request, work, edited)
    except IntegrityError:
        form.add_error(None, _("Somebody has just saved the same. Look at the list, then save once more."))
    return _page(request, work, form)


def _store(request: HttpRequest, work: Work, form: RowForm) -> None:
    by: Any = request.user
    row = form.template(by)
    if work.pk is None:
        saving.add(work.edition, row, form.variants, by=by, settle=form.settle or ordering.put_last)
        return
    wanted = saving.Wanted(row, form.columns, form.variants, form.settle)
    saving.change(work.edition, work.kind, work.pk, wanted, seen=base.seen(request), by=by)


def _told(work: Work) -> str:
    return _("It is added.") if work.is_new else _("Saved.")


def _after(request: HttpRequest, work: Work) -> str:
    if request.POST.get("action") == "another":
        return base.address(work.edition, f"{work.kind.key}_add")
    return work.back


def _conflict(request: HttpRequest, work: Work, edited: EditedElsewhere) -> HttpResponse:
    """What was typed, over the row as it is now; saving once more puts it there knowingly."""
    theirs: list[tuple[Any, Any]] = []
    if edited.now is not None:
        said = words.line(edited.now, work.kind.key, subjects_of(work.edition, work.kind.key))
        theirs = list(zip(words.WORDS[work.kind.key][0], [said.title, *said.cells], strict=True))
        theirs += [(_("Note"), note) for note in said.notes]
        work = _stored(work.edition, work.kind, edited.now)
    form = work.form(request.POST)
    form.is_valid()
    response = _page(request, work, form, edited=edited, theirs=theirs)
    response.status_code = 409
    return response


def _page(request: HttpRequest, work: Work, form: RowForm, **more: Any) -> HttpResponse:
    key = work.kind.key
    context: dict[str, Any] = {
        "title": TITLES[key][1] if work.is_new else TITLES[key][2],
        "work": work,
        "form": form,
        "version": work.version if request.method != "POST" or "edited" in more else base.seen(request),
        "address": base.address(work.edition, f"{key}_add" if work.is_new else key, *([work.pk] if work.pk else [])),
        "values": all_values(form.subjects),
        "subjects": form.subjects,
        "back": work.back,
    }
    if key == "step":
        context["sums"] = words.summed(work.edition)
    template = f"row_{key}" if key in OWN_PAGES else "row"
    return base.shown(request, template, work.edition, tab=work.kind.tab, **context | more)


OWN_PAGES = {"fee", "agency", "step"}
"""Kinds whose page has a part of its own."""


# --- Taking out -------------------------------------------------------------------------------


@base.draft_page
def remove(request: HttpRequest, edition: Edition, key: str, row: int) -> HttpResponse:
    """Asked once, with what goes along."""
    kind, found = KINDS[key], families.find(edition, KINDS[key], row)
    back = base.tab_address(edition, kind.tab) + f"#{key}"
    if found is None:
        messages.warning(request, _("That row is no longer there."))
        return redirect(back)
    if request.method == "POST":
        return _remove(request, edition, kind, row)
    subjects = asked.of_exemptions(edition)
    along = [words.line(other, own.key, subjects).title for own, other in saving.goes_with(edition, found)]
    context = {"title": _("Take out"), "line": words.line(found, key, subjects), "along": along, "back": back}
    return base.shown(request, "remove", edition, tab=kind.tab, version=found.version, **context)


def _remove(request: HttpRequest, edition: Edition, kind: Kind, row: int) -> HttpResponse:
    to = base.tab_address(edition, kind.tab) + f"#{kind.key}"
    try:
        return base.save(
            request,
            lambda: saving.remove(edition, kind, row, seen=base.seen(request), by=request.user),  # type: ignore[arg-type]
            told=_("Taken out."),
            to=to,
        )
    except EditedElsewhere as edited:
        base.tell_of(request, edited)
    except saving.OnlyCase as refusal:
        messages.error(request, str(refusal.message))
    return redirect(to)
