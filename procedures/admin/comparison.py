"""The comparison with the national database at the desk: what the last run found, one difference, what is decided."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import once
from portal.desk import site
from portal.jobs import Job
from procedures import comparison, contrast, faults, takeover
from procedures.admin.editions import ToLookAt
from procedures.models import Comparison, Difference, Edition
from procedures.tasks import compare_catalogue
from procedures.work import COMPARISON

PAGE, EARLIER = 50, 5
TONES = {"missing_here": "new", "missing_there": "asking", "different": "active"}
STATES = {
    "cho": Difference.Decision.NONE,
    "da-lay": Difference.Decision.TAKEN,
    "giu": Difference.Decision.KEPT,
}
"""What is asked for in the address, by what has been decided."""


class GroundForm(forms.Form):
    """Why the nation's record is not taken over."""

    use_required_attribute = False
    ground = forms.CharField(
        label=gettext_lazy("Ground for keeping ours"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What makes ours right: the decision, the letter to the ministry, the day of entry…"),
        error_messages={"required": gettext_lazy("Write why ours is kept")},
    )


@admin.register(Comparison, site=site)
class ComparisonAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.page), name="procedures_comparison_changelist"),
            path("<int:pk>/", view(self.difference), name="procedures_comparison_difference"),
        ]

    def _checked(self, request: HttpRequest) -> dict[str, Any]:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.admin_site.each_context(request)

    # --- What the last run found ----------------------------------------------------------------
    def page(self, request: HttpRequest) -> HttpResponse:
        context = self._checked(request)
        if request.method == "POST":
            return once.answer_once(request, self._start)
        run = comparison.last()
        context |= {"title": _("Comparison with the national database"), "run": run, **_state(run)}
        if run is not None:
            context |= _list(run, request)
        return TemplateResponse(request, "admin/comparison/list.html", context)

    def _start(self) -> str:
        compare_catalogue()
        return reverse("admin:procedures_comparison_changelist")

    # --- One difference -------------------------------------------------------------------------
    def difference(self, request: HttpRequest, pk: int) -> HttpResponse:
        context = self._checked(request)
        found = _found(pk)
        form = GroundForm(request.POST if request.POST.get("action") == "keep" else None)
        status = 200
        if request.method == "POST" and (act := self._act(request, found, form)):
            try:
                return once.answer_once(request, act)
            except (takeover.AlreadyDecided, takeover.NothingToTake) as refusal:
                messages.error(request, str(refusal.message))
                found, status = _found(pk), 409
        context |= {"title": _("A difference"), "found": found, "form": form, **_beside(found)}
        return TemplateResponse(request, "admin/comparison/difference.html", context, status=status)

    def _act(self, request: HttpRequest, found: Difference, form: GroundForm) -> Callable[[], str] | None:
        """What the sent form asks for; nothing where it is not to be understood or lacks the ground."""
        match request.POST.get("action"):
            case "take":
                return lambda: self._take(request, found)
            case "keep" if form.is_valid():
                return lambda: self._keep(request, found, form.cleaned_data["ground"])
            case "reopen":
                return lambda: self._reopen(request, found)
        return None

    def _take(self, request: HttpRequest, found: Difference) -> str:
        draft = takeover.take_over(found, by=request.user)  # type: ignore[arg-type]
        self.log_change(request, found, "take")
        messages.success(request, _("Taken over. Look at the draft, then publish it with its decision."))
        return reverse("admin:procedures_edition_difference", args=[draft.pk])

    def _keep(self, request: HttpRequest, found: Difference, ground: str) -> str:
        takeover.keep_ours(found, by=request.user, ground=ground)  # type: ignore[arg-type]
        self.log_change(request, found, "keep")
        messages.success(request, _("Ours is kept, until the nation changes its record."))
        return reverse("admin:procedures_comparison_difference", args=[found.pk])

    def _reopen(self, request: HttpRequest, found: Difference) -> str:
        takeover.reopen(found)
        self.log_change(request, found, "reopen")
        return reverse("admin:procedures_comparison_difference", args=[found.pk])


def _state(run: Comparison | None) -> dict[str, Any]:
    """Whether one is on its way, and what became of one begun after ``run``."""
    job = Job.objects.filter(kind=COMPARISON).first()
    later = Comparison.objects.filter(pk__gt=run.pk if run else 0)
    return {
        "job": job,
        "is_running": job is not None and job.is_open,
        "has_broken_off": job is not None and not job.is_open and job.state != Job.State.DONE,
        "failed": later.filter(state=Comparison.State.UNREACHABLE).first(),
        "earlier": Comparison.objects.exclude(state=Comparison.State.RUNNING)[:EARLIER],
    }


def _list(run: Comparison, request: HttpRequest) -> dict[str, Any]:
    """Its differences as asked for, with the numbers of every other choice."""
    kind, state, words = (request.GET.get(name, "") for name in ("loai", "quyet-dinh", "q"))
    state = state if state in STATES else ""
    found = run.differences.filter(Q(name__icontains=words.strip()) | Q(code__startswith=words.strip()))
    kinds, states = _narrowed(found, "kind", _decided(found, state)), _states(found, kind)
    rows = _decided(found, state).filter(kind=kind) if kind in Difference.Kind.values else _decided(found, state)
    page = Paginator(rows.defer("item").select_related("draft", "decided_by"), PAGE).get_page(request.GET.get("trang"))
    parameters = request.GET.copy()
    parameters.pop("trang", None)
    return {
        "whole": run.differences.count(), "kinds": kinds, "states": states, "kind": kind, "state": state,
        "words": words, "rows": [(row, TONES[row.kind]) for row in page], "page": page,
        "parameters": parameters.urlencode(),
    }  # fmt: skip


def _decided(found: QuerySet[Difference], state: str) -> Any:
    if not state:
        return found
    if STATES[state] == Difference.Decision.NONE:
        return found.undecided()  # type: ignore[attr-defined]
    return found.decided().filter(decision=STATES[state])  # type: ignore[attr-defined]


def _narrowed(found: Any, column: str, rows: Any) -> list[tuple[str, Any, int]]:
    counts = Counter(rows.order_by().values_list(column, flat=True))
    return [(kind, Difference.Kind(kind).label, counts[kind]) for kind in Difference.Kind.values]


def _states(found: Any, kind: str) -> list[tuple[str, Any, int]]:
    rows = found.filter(kind=kind) if kind in Difference.Kind.values else found
    return [(name, decision.label, _decided(rows, name).count()) for name, decision in STATES.items()]


def _found(pk: int) -> Difference:
    """One of the last run: earlier ones are past."""
    wanted = Difference.objects.select_related("procedure__current", "draft", "decided_by")
    return get_object_or_404(wanted, pk=pk, comparison=comparison.last())


def _beside(found: Difference) -> dict[str, Any]:
    drafts = Edition.objects.none()
    if found.procedure is not None:
        drafts = found.procedure.editions.filter(state=Edition.State.DRAFT).exclude(pk=found.draft_id or 0)
    return {
        "tone": TONES[found.kind],
        "fault": faults.in_words(found.fault) if found.fault else "",
        "theirs": contrast.summary(found.item) if found.may_be_taken and not found.rows else [],
        "other_drafts": drafts.only("pk", "number"),
    }
