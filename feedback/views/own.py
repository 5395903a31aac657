"""A case on the pages of whoever sent it: found by their account or by its code, shown, and acted on."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dossiers.act import Act
from dossiers.tracking import counting
from feedback import enclosing
from feedback.acting import available
from feedback.actions import Action, C
from feedback.models import AnswerFile, CaseQuerySet
from feedback.pressing import Bound, Show, pressed
from feedback.views.forms import SecretForm
from portal.accounts.models import User
from portal.files.serve import serve

MOST_OWN = 20
TOO_OFTEN = 429
SEEN = "da-xem"


def latest(request: HttpRequest, rows: Any) -> Any:
    """What somebody signed in has sent, the newest first."""
    return rows.of(request.user)[:MOST_OWN] if isinstance(request.user, User) else []


# --- Whose it is ------------------------------------------------------------------------------
def held(request: HttpRequest, rows: QuerySet[C], uuid: UUID) -> C | None:
    """By an account, or by the code in this browser's session."""
    case = rows.filter(uuid=uuid).first()
    if case is None:
        return None
    is_theirs = case.submitter_id is not None and case.submitter_id == request.user.pk
    return case if is_theirs or str(uuid) in request.session.get(_held(case), []) else None


def hold(request: HttpRequest, case: C) -> None:
    """From now on this browser opens it without an account."""
    others = [key for key in request.session.get(_held(case), []) if key != str(case.uuid)]
    request.session[_held(case)] = [*others, str(case.uuid)][-MOST_OWN:]


def _held(case: C) -> str:
    """In the session: those that were sent from, or opened by their code in, this browser."""
    return f"{case._meta.model_name}_held"


def follow(request: HttpRequest, rows: QuerySet[C], page: str, unknown: str | Promise) -> HttpResponse:
    """By the code from the page after sending; a wrong one is answered as an unknown one is."""
    form = SecretForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if counting.source_asks_too_often(request):
            form.add_error(None, _("Too many tries from here. Wait an hour, or call the hotline."))
            status = TOO_OFTEN
        elif case := rows.filter(secret=form.cleaned_data["secret"]).first():
            hold(request, case)
            return redirect(page, uuid=case.uuid)
        else:
            form.add_error("secret", str(unknown))
    return render(request, f"feedback/{page}_follow.html", {"form": form}, status=status)


# --- Its page ---------------------------------------------------------------------------------
def shown(case: C, actions: Mapping[str, Action[C]], bound: Bound | None) -> dict[str, Any]:
    """What both templates know; who holds the page may do what the sender may."""
    possible = [action for action in available(actions.values(), case, case.submitter) if action.is_of_sender]
    internal = {name for name, action in actions.items() if action.is_internal}
    return {
        "acts": [bound if bound and bound[0] is action else (action, action.form()) for action in possible],
        "form": bound[1] if bound else None,
        "history": case.events.select_related("agency").exclude(action__in=internal).order_by("-number"),
        "shows_secret": case.submitter_id is None,
        "answer_files": enclosing.of_sender(case),
    }


def answer_file(case: C | None, published: CaseQuerySet[C], uuid: UUID, key: UUID) -> FileResponse:
    """Enclosed with an answer: to whoever asked as it is, to everybody the copy of what was published. Raises
    ``Http404``."""
    stored = enclosing.sent_to(case, key) or enclosing.shown_of(AnswerFile, published, uuid, key)
    if stored is None:
        raise Http404
    return serve(stored)


def act(
    request: HttpRequest, case: C, actions: Mapping[str, Action[C]], perform: Callable[[Action[C], C, Act], Any],
    show: Show,
) -> HttpResponse:  # fmt: skip
    action = actions.get(request.POST.get("action", ""))
    if action is None or not action.is_of_sender:
        raise Http404

    form = action.form(request.POST)

    def do(values: dict[str, Any]) -> None:
        perform(action, case, Act(case.submitter, values=values))

    return pressed(request, case, form, do, partial(show, (action, form)))
