"""Petitions and questions at the desk alike: heaps of an office's work, and one case with what can be done now."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from dossiers.act import Act
from dossiers.forms import ActionForm
from feedback.act_forms import CaseForm
from feedback.actions import Action, C
from feedback.admin.named import point_out
from feedback.admin.seen import user_of
from feedback.holding_form import HoldingForm
from feedback.models import Case, CaseQuerySet
from feedback.pressing import Bound, Show, pressed
from feedback.publishing import StillTellsWho
from feedback.spam import sender_of
from portal.files.serve import serve

Heap = Callable[[Any, Any], Any]
"""Of the cases a user may see those of one kind of work."""


Begin = Callable[[Action[C]], dict[str, Any]]
"""What the form of an action begins with."""


def at(*statuses: int) -> Heap:
    return lambda found, user: found.filter(status__in=statuses)


def late(found: Any, user: Any) -> Any:
    return found.late(timezone.now())


def asked(request: HttpRequest, heaps: Mapping[str, Any]) -> tuple[str, str]:
    """The heap, none for an unknown one, and words to look for."""
    heap = request.GET.get("viec", "")
    return heap if heap in heaps else "", request.GET.get("q", "").strip()[:100]


def listing(
    request: HttpRequest, reached: CaseQuerySet[C], heaps: Mapping[str, tuple[Any, Heap]], rows: QuerySet[C], most: int
) -> dict[str, Any]:
    """What both lists show: the heaps and how much is in each, a page of ``rows`` with at ``most`` so many."""
    (heap, words), user = asked(request, heaps), user_of(request)
    return {
        "heaps": [(key, label, hold(reached, user).count()) for key, (label, hold) in heaps.items()],
        "heap": heap,
        "words": words,
        "page": Paginator(rows, most).get_page(request.GET.get("trang")),
        "query": urlencode({"viec": heap, "q": words}),
        "now": timezone.now(),
    }


def action_of(actions: Mapping[str, Action[C]], name: str) -> Action[C]:
    """Raises ``Http404`` for what is no official's to do."""
    action = actions.get(name)
    if action is None or action.is_of_sender:
        raise Http404
    return action


def sent(request: HttpRequest, action: Action[C], case: C) -> ActionForm:
    """The form of ``action`` as it was sent; what else it offers belongs to ``case``."""
    return _of(action.form(request.POST, request.FILES, auto_id=f"{action.name}-%s"), case)


def _of(form: ActionForm, case: Case) -> ActionForm:
    if isinstance(form, CaseForm):
        form.of(case)
    return form


def act(
    request: HttpRequest, case: C, bound: Bound, perform: Callable[[Action[C], C, Act], Any], show: Show
) -> HttpResponse:
    """What is refused comes back with the files that were chosen."""
    action, form = bound

    def do(values: dict[str, Any]) -> None:
        try:
            perform(action, case, Act(user_of(request), values=values))
        except StillTellsWho:
            point_out(form, case)
            raise
        messages.success(request, f"{case}: {action.done}")

    def show_again(status: int) -> HttpResponse:
        if isinstance(form, HoldingForm) and form.good:
            form.keep(sender_of(request))
        return show(bound, status)

    return pressed(request, case, form, do, show_again)


def forms(case: C, possible: Iterable[Action[C]], bound: Bound | None, begin: Begin[C]) -> list[Bound]:
    """Of each action that is an official's the form, as it was sent or as it begins."""
    own = [action for action in possible if not action.is_of_sender]
    return [bound if bound and bound[0] is action else (action, begun(action, case, begin(action))) for action in own]


def begun(action: Action[C], case: C, initial: dict[str, Any]) -> ActionForm:
    return _of(action.form(initial=initial, auto_id=f"{action.name}-%s"), case)


def file(files: Iterable[QuerySet[Any]], key: UUID) -> FileResponse:
    """Of one of ``files``. Raises ``Http404``."""
    for one in files:
        found = one.filter(stored__uuid=key).select_related("stored").first()
        if found is not None:
            return serve(found.stored)
    raise Http404
