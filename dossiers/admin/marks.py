"""Labels and private notes of one dossier, and the labels an agency has."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.admin import travel
from dossiers.admin.page import find
from dossiers.desk import marks
from dossiers.desk.models import Label, PrivateNote
from dossiers.desk.seat import Seat
from dossiers.models import Dossier
from portal import once


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    """What was pressed beside the dossier; what cannot be done is said on a page of its own, nothing typed lost."""
    seat, dossier = Seat(request.user), find(request, key)  # type: ignore[arg-type]
    wanted = next((name for name in ACTS if name in request.POST), "")
    form = marks.NoteForm(request.POST if wanted == "note" else None)
    if wanted and (wanted != "note" or form.is_valid()):
        return once.answer_once(request, lambda: _act(request, seat, dossier, wanted))
    context = {
        **site,
        "title": _("Labels and notes"),
        "dossier": dossier,
        "note_form": form,
        **marks.beside(seat, dossier),
    }
    return TemplateResponse(request, "admin/dossiers/marks.html", context | {"way": travel.kept(request)})


def _act(request: HttpRequest, seat: Seat, dossier: Dossier, wanted: str) -> str:
    ACTS[wanted](seat, dossier, request.POST[wanted] if wanted != "note" else request.POST["text"])
    return reverse("admin:dossiers_dossier_page", args=[dossier.uuid]) + travel.kept(request)


def _label(seat: Seat, key: str) -> Label:
    return get_object_or_404(Label, agency__in=seat.agencies, pk=key if key.isdecimal() else None)


def _attach(seat: Seat, dossier: Dossier, key: str) -> None:
    marks.attach(_label(seat, key), dossier, seat.user)


def _detach(seat: Seat, dossier: Dossier, key: str) -> None:
    marks.detach(_label(seat, key), dossier)


def _note(seat: Seat, dossier: Dossier, text: str) -> None:
    PrivateNote.objects.create(dossier=dossier, by=seat.user, text=text.strip())


def _forget(seat: Seat, dossier: Dossier, key: str) -> None:
    own = PrivateNote.objects.filter(by=seat.user, dossier=dossier)
    get_object_or_404(own, pk=key if key.isdecimal() else None).delete()


ACTS = {"attach": _attach, "detach": _detach, "note": _note, "forget": _forget}


def labels(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    """The words an agency marks dossiers with: add one, throw one away."""
    seat = Seat(request.user)  # type: ignore[arg-type]
    if "drop" in request.POST:
        return once.answer_once(request, lambda: _drop(seat, request.POST["drop"]))
    form = marks.LabelForm(seat, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return once.answer_once(request, lambda: _added(form))
    rows = Label.objects.visible_to(seat.user).select_related("agency").annotate(used=marks.USED)
    context = {**site, "title": _("Labels"), "form": form, "rows": rows}
    return TemplateResponse(request, "admin/dossiers/labels.html", context)


def _added(form: marks.LabelForm) -> str:
    form.save()
    return reverse("admin:dossiers_dossier_labels")


def _drop(seat: Seat, key: str) -> str:
    _label(seat, key).delete()
    return reverse("admin:dossiers_dossier_labels")
