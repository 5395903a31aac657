"""Long work at the desk: what one has started, how far it is, what came of it. Registered in ``portal/urls.py``, which
knows what the rooms can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal import jobs, once
from portal.files.serve import serve
from portal.jobs import OF_A_FILE, Job, JobLine, Kind
from portal.jobs.models import JobQuerySet
from portal.read_only import ReadOnly

LINES, JOBS = 100, 50
TONES = {"waiting": "new", "running": "active", "paused": "asking", "done": "done", "failed": "refused"}


@dataclass(frozen=True)
class Act:
    """What a person may do to a job, and to which."""

    label: str | Promise
    to: Callable[[JobQuerySet], JobQuerySet]
    do: Callable[[Job], bool]


ACTS: Mapping[str, Act] = {
    "go_on": Act(gettext_lazy("Go on"), JobQuerySet.resumable, jobs.go_on),
    "pause": Act(gettext_lazy("Pause"), JobQuerySet.open, jobs.pause),
    "stop": Act(gettext_lazy("Stop for good"), JobQuerySet.stoppable, jobs.stop),
}


class JobAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic writes a job; ``kinds``, and those shown ``apart``, are handed in at registration."""

    kinds: ClassVar[Mapping[str, Kind]] = {}
    apart: ClassVar[frozenset[str]] = frozenset()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """``portal.order_job``: who orders long work, but has nothing to do with what the night does."""
        return request.user.has_perm("portal.order_job") or super().has_view_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "": (require_safe(self.work), "changelist"),
            "<uuid:key>/": (self.page, "page"),
            "<uuid:key>/tien-do/": (require_safe(self.progress), "progress"),
            "<uuid:key>/ket-qua/": (require_safe(self.result), "result"),
        }
        view = self.admin_site.admin_view
        return [
            path(route, view(self._checked(page)), name=f"portal_job_{name}") for route, (page, name) in pages.items()
        ]

    def _checked(self, page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        def checked(request: HttpRequest, **rest: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return page(request, **rest)

        return checked

    def _context(self, request: HttpRequest, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), **more}

    def _visible(self, request: HttpRequest) -> JobQuerySet:
        wanted = Job.objects.visible_to(request.user).exclude(kind__in=self.apart)  # type: ignore[arg-type]
        if not super().has_view_permission(request):
            wanted = wanted.filter(started_by__isnull=False)
        return wanted.select_related("result", "source")

    def _find(self, request: HttpRequest, key: UUID) -> Job:
        """404 for other people's work, as for none (D3)."""
        return get_object_or_404(self._visible(request), uuid=key)

    def work(self, request: HttpRequest) -> HttpResponse:
        found = Paginator(self._visible(request), JOBS).get_page(request.GET.get("trang"))
        context = self._context(request, title=_("Long work"), rows=[self._row(job) for job in found], page=found)
        return TemplateResponse(request, "admin/jobs/list.html", context)

    def _row(self, job: Job) -> dict[str, Any]:
        kind = self.kinds.get(job.kind)
        return {
            "job": job,
            "label": kind.label if kind else job.kind,
            "about": kind.about(job) if kind else "",
            "tone": TONES.get(job.state, "stopped"),
            "counts": self._counts(job),
        }

    def _counts(self, job: Job) -> list[tuple[str, Any, int]]:
        """(outcome, label, number) of those that occur, in the order of the kind."""
        kind = self.kinds.get(job.kind)
        outcomes = kind.outcomes if kind else {}
        return [(name, label, job.counts[name]) for name, label in outcomes.items() if job.counts.get(name)]

    def page(self, request: HttpRequest, key: UUID) -> HttpResponse:
        job = self._find(request, key)
        act = ACTS.get(request.POST.get("action", "")) if request.method == "POST" else None
        if act is not None:
            return once.answer_once(request, lambda: self._act(act, job))
        return TemplateResponse(request, "admin/jobs/page.html", self._page(request, job))

    def _act(self, act: Act, job: Job) -> str:
        act.do(job)
        return reverse("admin:portal_job_page", args=[job.uuid])

    def _page(self, request: HttpRequest, job: Job) -> dict[str, Any]:
        wanted = request.GET.get("ket-qua", "")
        row, kind = self._row(job), self.kinds.get(job.kind)
        lines = _in_order(job.lines.filter(outcome=wanted) if wanted else job.lines.all(), kind)
        labels = kind.outcomes if kind else {}
        found = Paginator(lines, LINES).get_page(request.GET.get("trang"))
        return self._context(
            request,
            title=row["label"],
            row=row,
            job=job,
            lines=[(line, labels.get(line.outcome, line.outcome), kind.page(line) if kind else "") for line in found],
            headings=kind.headings if kind else OF_A_FILE,
            page=found,
            wanted=wanted,
            parameters=f"ket-qua={wanted}" if wanted else "",
            acts=[(name, act.label) for name, act in ACTS.items() if act.to(Job.objects.filter(pk=job.pk)).exists()],
            follow_up=kind.follow_up(job) if kind and job.state == Job.State.DONE else None,
        )

    def progress(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """For the page's module, which looks every second."""
        job = self._find(request, key)
        said = {"state": job.state, "open": job.is_open, "done": job.done, "total": job.total, "percent": job.percent}
        return JsonResponse(said)

    def result(self, request: HttpRequest, key: UUID) -> FileResponse:
        job = self._find(request, key)
        if job.result is None:
            raise Http404
        return serve(job.result)


def _in_order(lines: QuerySet[JobLine], kind: Kind | None) -> QuerySet[JobLine]:
    """As they stand in the file, what says nothing new at the end."""
    if kind is None or not kind.dull:
        return lines
    return lines.order_by(Case(When(outcome__in=kind.dull, then=1), default=0, output_field=IntegerField()), "pk")
