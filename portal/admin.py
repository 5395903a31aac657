"""Long work at the desk: what one has started, how far it is, what came of it. Registered in ``portal/urls.py``, which
knows what the rooms can do."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal import jobs, once
from portal.files.serve import serve
from portal.jobs import Job, Kind

LINES, JOBS = 100, 50
TONES = {"waiting": "new", "running": "active", "paused": "stopped", "done": "done", "failed": "refused"}
ACTS: Mapping[str, Callable[[Job], bool]] = {"pause": jobs.pause, "stop": jobs.stop, "go_on": jobs.go_on}
LABELS = {
    "pause": gettext_lazy("Pause"),
    "stop": gettext_lazy("Stop for good"),
    "go_on": gettext_lazy("Go on"),
}


class JobAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic writes a job; ``kinds`` is handed in at registration."""

    kinds: ClassVar[Mapping[str, Kind]] = {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "": (require_safe(self.work), "changelist"),
            "<uuid:key>/": (self.page, "page"),
            "<uuid:key>/tien-do/": (require_safe(self.progress), "progress"),
            "<uuid:key>/ket-qua/": (require_safe(self.result), "result"),
        }
        view = self.admin_site.admin_view
        return [path(route, view(page), name=f"portal_job_{name}") for route, (page, name) in pages.items()]

    def _context(self, request: HttpRequest, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), **more}

    def _find(self, request: HttpRequest, key: UUID) -> Job:
        """404 for other people's work, as for none (D3)."""
        wanted = Job.objects.visible_to(request.user).select_related("result", "source")  # type: ignore[arg-type]
        return get_object_or_404(wanted, uuid=key)

    def work(self, request: HttpRequest) -> HttpResponse:
        mine = Job.objects.visible_to(request.user).select_related("result")  # type: ignore[arg-type]
        found = Paginator(mine, JOBS).get_page(request.GET.get("trang"))
        context = self._context(request, title=_("Long work"), rows=[self._row(job) for job in found], page=found)
        return TemplateResponse(request, "admin/jobs/list.html", context)

    def _row(self, job: Job) -> dict[str, Any]:
        kind = self.kinds.get(job.kind)
        return {
            "job": job,
            "label": kind.label if kind else job.kind,
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
        if request.method == "POST":
            act = ACTS.get(request.POST.get("action", ""))
            if act is not None:
                return once.answer_once(request, lambda: self._act(act, job))
        return TemplateResponse(request, "admin/jobs/page.html", self._page(request, job))

    def _act(self, act: Callable[[Job], bool], job: Job) -> str:
        act(job)
        return reverse("admin:portal_job_page", args=[job.uuid])

    def _page(self, request: HttpRequest, job: Job) -> dict[str, Any]:
        wanted = request.GET.get("ket-qua", "")
        lines = job.lines.filter(outcome=wanted) if wanted else job.lines.all()
        row, kind = self._row(job), self.kinds.get(job.kind)
        labels = kind.outcomes if kind else {}
        found = Paginator(lines, LINES).get_page(request.GET.get("trang"))
        return self._context(
            request,
            title=row["label"],
            row=row,
            job=job,
            lines=[(line, labels.get(line.outcome, line.outcome)) for line in found],
            page=found,
            wanted=wanted,
            parameters=f"ket-qua={wanted}" if wanted else "",
            acts=[(name, LABELS[name]) for name in _possible(job)],
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


def _possible(job: Job) -> tuple[str, ...]:
    if job.is_open:
        return ("pause", "stop")
    if job.state == Job.State.PAUSED:
        return ("go_on", "stop")
    return ("go_on",) if job.state == Job.State.FAILED else ()
