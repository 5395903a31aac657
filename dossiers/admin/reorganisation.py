"""Reorganisations at the desk of system administrators: prepared, looked at, confirmed by a second person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from dossiers.act import Refusal
from dossiers.reorganisation import dry_run, ordering
from dossiers.reorganisation.forms import AmongAgencies, FoundForm, HeadForm, LineForm, agencies_of
from portal import once
from portal.agencies.models import Agency, Change, Reorganisation
from portal.agencies.reorganising import NOT_YET
from portal.desk import site
from procedures.models import Field

NAME = "admin:agencies_reorganisation"
FORMS: dict[str, type[AmongAgencies]] = {"line": LineForm, "found": FoundForm}


@admin.register(Reorganisation, site=site)
class ReorganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic writes one."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[Callable[..., HttpResponse], str]] = {
            "": (listing, "changelist"),
            "add/": (adding, "add"),
            "<uuid:key>/": (page, "page"),
        }
        return [
            path(route, site.admin_view(self._checked(view)), name=f"agencies_reorganisation_{name}")
            for route, (view, name) in pages.items()
        ]

    def _checked(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def checked(request: HttpRequest, **rest: Any) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            return view(request, **rest)

        return checked


def listing(request: HttpRequest) -> HttpResponse:
    rows = [(one, *state(one)) for one in Reorganisation.objects.select_related("job", "prepared_by")]
    context = {**site.each_context(request), "title": _("Reorganisations of agencies"), "rows": rows}
    return TemplateResponse(request, "admin/reorganisation/list.html", context)


def state(one: Reorganisation) -> tuple[str, str]:
    """(tone, words)."""
    if one.done_at:
        return "done", _("carried out")
    if one.ordered_at:
        return "active", _("being carried out")
    return ("new", _("confirmed, waits for its day")) if one.confirmed_at else ("asking", _("being prepared"))


def adding(request: HttpRequest) -> HttpResponse:
    form = HeadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def write() -> str:
            form.instance.prepared_by = request.user
            return _address(form.save())

        return once.answer_once(request, write)
    context = {**site.each_context(request), "title": _("Prepare a reorganisation"), "form": form}
    return TemplateResponse(request, "admin/reorganisation/add.html", context)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(Reorganisation.objects.select_related("job", "prepared_by", "confirmed_by"), uuid=key)
    if request.method != "POST":
        return _shown(request, found)
    act, _blank, which = request.POST.get("action", "").partition(":")
    form = FORMS[act](request.POST, reorganisation=found, prefix=act) if act in FORMS else None
    if form is not None and not form.is_valid():
        return _shown(request, found, {act: form})
    if form is None and act not in ACTS:
        return _shown(request, found)
    try:
        return once.answer_once(request, lambda: _act(request, found, form or ACTS[act], which))
    except Refusal as refusal:
        return _shown(request, found, said=str(refusal), status=409)


def _act(request: HttpRequest, found: Reorganisation, doing: Any, which: str) -> str:
    """Save a line, or do one of ``ACTS``; where to go then."""
    if isinstance(doing, AmongAgencies):
        ordering.held_open(found)
        doing.save()  # type: ignore[attr-defined]
        return _address(found)
    return str(doing(request, found, which))


def _confirm(request: HttpRequest, found: Reorganisation, which: str) -> str:
    ordering.confirm(found, request.user)  # type: ignore[arg-type]
    return _address(found)


@transaction.atomic
def _remove(request: HttpRequest, found: Reorganisation, which: str) -> str:
    """A line; what it was to found goes with it, and with that the lines that name it."""
    held = ordering.held_open(found)
    lines = held.changes.filter(pk=int(which)) if which.isdigit() else held.changes.none()
    founded = list(lines.filter(kind=Change.Kind.FOUND).values_list("agency", flat=True))
    lines.delete()
    _forget(held, founded)
    return _address(found)


@transaction.atomic
def _discard(request: HttpRequest, found: Reorganisation, which: str) -> str:
    held = ordering.held_open(found)
    founded = list(held.changes.filter(kind=Change.Kind.FOUND).values_list("agency", flat=True))
    held.changes.all().delete()
    _forget(held, founded)
    held.delete()
    return reverse(f"{NAME}_changelist")


def _forget(held: Reorganisation, founded: list[int]) -> None:
    """Agencies that were to be founded and never existed."""
    held.changes.filter(agency__in=founded).delete()
    held.changes.filter(into__in=founded).delete()
    Agency.objects.filter(pk__in=founded, valid_from=NOT_YET).order_by("-pk").delete()


ACTS: dict[str, Callable[[HttpRequest, Reorganisation, str], str]] = {
    "confirm": _confirm,
    "remove": _remove,
    "discard": _discard,
}


def _shown(
    request: HttpRequest,
    found: Reorganisation,
    forms: dict[str, AmongAgencies] | None = None,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    opened = {name: form(reorganisation=found, prefix=name) for name, form in FORMS.items()} | (forms or {})
    fields = dict(Field.objects.filter(code__in=found.changes.values("field")).values_list("code", "name"))
    tone, words = state(found)
    context = {
        **site.each_context(request),
        "title": _("Decision %(number)s") % {"number": found.number},
        "found": found,
        "tone": tone,
        "words": words,
        "said": said,
        "lines": [(line.change, fields.get(line.change.field, ""), line.moving) for line in dry_run.outlooks(found)],
        "staying": dry_run.staying(found) if found.is_open else [],
        "forms": opened,
        "refused": (forms or {}).values(),
        "names": agencies_of(found).values_list("name", flat=True) if found.is_open else [],
        "is_own": found.prepared_by_id == request.user.pk,
    }
    return TemplateResponse(request, "admin/reorganisation/page.html", context, status=status)


def _address(one: Reorganisation) -> str:
    return reverse(f"{NAME}_page", args=[one.uuid])
