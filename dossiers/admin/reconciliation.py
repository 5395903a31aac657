"""The comparison of both ledgers at the desk: the last run, what is left to people, one difference and what is decided
about it. For system administrators and the leaders of the province."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.link import ROOM
from dossiers.models import Dossier, Mismatch, Reconciliation
from dossiers.reconciliation import ordering, settling
from dossiers.reconciliation.fields import PERSONAL, in_words
from dossiers.reconciliation.rebuilding import record_of
from dossiers.reconciliation.tasks import reconcile
from dossiers.sync import as_sent
from portal import once
from portal.agencies.models import Agency, Post, Role
from portal.desk import site
from portal.national.account import shared_portal
from portal.national.client import NationalError
from portal.read_only import ReadOnly
from portal.wake import wake

PAGE, EARLIER = 50, 14
STATES = {
    "": Mismatch.State.OPEN,
    "no-lai": Mismatch.State.HEALED,
    "da-quyet": Mismatch.State.RESOLVED,
    "het": Mismatch.State.GONE,
}
TONES = {"open": "asking", "healed": "active", "resolved": "done", "gone": "stopped"}
HOME = "admin:dossiers_reconciliation_changelist"


class GroundForm(forms.Form):
    """Why it is decided so."""

    use_required_attribute = False
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays with your name. Write nothing about the applicant."),
        error_messages={"required": gettext_lazy("Write why")},
    )


@admin.register(Reconciliation, site=site)
class ReconciliationAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic writes a run."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or leads_the_province(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self._checked(ledgers)), name="dossiers_reconciliation_changelist"),
            path("<int:pk>/", view(self._checked(mismatch)), name="dossiers_reconciliation_mismatch"),
        ]

    def _checked(self, page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def checked(request: HttpRequest, **rest: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return page(request, **rest)

        return checked


def leads_the_province(request: HttpRequest) -> bool:
    posts = Post.objects.current().filter(user=request.user.pk, role=Role.LEADER)
    return posts.filter(agency__kind=Agency.Kind.PROVINCE).exists()


# --- All of them ------------------------------------------------------------------------------------
def ledgers(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return once.answer_once(request, lambda: _start(request))
    context = site.each_context(request) | {
        "room": ROOM,
        "title": _("Comparison of both ledgers"),
        **_runs(request),
        **_list(request),
    }
    return TemplateResponse(request, "admin/reconciliation/list.html", context)


def _start(request: HttpRequest) -> str:
    mode = Reconciliation.Mode.FULL if request.POST.get("mode") == "full" else Reconciliation.Mode.QUICK
    run = ordering.order(mode, by=request.user)  # type: ignore[arg-type]
    if run.job_id:
        wake(reconcile, run.job_id)
    return reverse(HOME)


def _runs(request: HttpRequest) -> dict[str, Any]:
    """The one under way, the last one that ended, and those before."""
    going = ordering.under_way()
    ended = Reconciliation.objects.exclude(state=Reconciliation.State.RUNNING)
    return {
        "going": going,
        "is_own": going is not None and going.job is not None and going.job.started_by_id == request.user.pk,
        "run": ended.filter(state=Reconciliation.State.DONE).first(),
        "newest": ended.first(),
        "earlier": ended.select_related("started_by")[:EARLIER],
    }


def _list(request: HttpRequest) -> dict[str, Any]:
    """Differences as asked for, with the numbers of the other choices."""
    wanted = request.GET.get("xem", "")
    state = STATES.get(wanted, Mismatch.State.OPEN)
    counts = dict(Mismatch.objects.order_by().values_list("state").annotate(Count("pk")))
    found = Mismatch.objects.filter(state=state).select_related("settled_by")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return {
        "state": state,
        "states": [(name, one, one.label, counts.get(one, 0)) for name, one in STATES.items()],
        "rows": [(row, [in_words(name) for name in row.fields]) for row in page],
        "page": page,
        "parameters": f"xem={wanted}" if wanted in STATES else "",
    }


# --- One of them ------------------------------------------------------------------------------------
def mismatch(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    act = settling.ACTS.get(request.POST.get("action", ""))
    form = GroundForm(request.POST if request.method == "POST" and act else None)
    status = 200
    if act is not None and form.is_valid():
        try:
            return once.answer_once(request, lambda: _act(request, found, act, form.cleaned_data["ground"]))
        except (settling.AlreadyDecided, settling.NothingToSend):
            messages.error(request, _("It has been decided in the meantime, or it is no longer there."))
            found, status = _found(pk), 409
    context = site.each_context(request) | {"room": ROOM, "title": _("A difference"), "found": found, "form": form}
    context |= {"tone": TONES[found.state], **_beside(found)}
    return TemplateResponse(request, "admin/reconciliation/mismatch.html", context, status=status)


def _found(pk: int) -> Mismatch:
    return get_object_or_404(Mismatch.objects.select_related("run", "dossier", "settled_by"), pk=pk)


def _act(request: HttpRequest, found: Mismatch, act: settling.Act, ground: str) -> str:
    act(found, by=request.user, ground=ground)
    messages.success(request, _("Decided. It stays with your name and the ground."))
    return reverse(HOME)


@dataclass(frozen=True)
class Beside:
    """One field on both sides; what is personal is not shown."""

    label: str
    here: str
    there: str
    is_personal: bool


def _beside(found: Mismatch) -> dict[str, Any]:
    """Both sides as they stand now, read for this page and kept nowhere."""
    if not found.fields or found.dossier is None:
        return {"fields": []}
    try:
        theirs = shared_portal().dossier(found.code)
    except NationalError:
        return {"fields": [], "is_silent": True}
    ours = record_of(_whole(found.dossier))
    return {"fields": [_field(name, ours, theirs or {}) for name in found.fields]}


def _whole(dossier: Dossier) -> Dossier:
    return as_sent().get(pk=dossier.pk)


def _field(name: str, ours: dict[str, Any], theirs: dict[str, Any]) -> Beside:
    if name in PERSONAL:
        return Beside(in_words(name), "", "", is_personal=True)
    return Beside(in_words(name), _said(ours.get(name)), _said(theirs.get(name)), is_personal=False)


def _said(value: Any) -> str:
    """Of a list only how many it holds: its items may name people."""
    return _("%(n)s entries") % {"n": len(value)} if isinstance(value, list) else str(value or "")
