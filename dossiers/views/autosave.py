"""Saving as one types: answers for the module of the step's page (``static/js/autosave.js``)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.http import HttpRequest, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers import autosave
from dossiers.act import Refusal, WrongStatus
from dossiers.autosave import Kept, NoSuchStep, Typed
from dossiers.models import Dossier, Status
from dossiers.views.ended_session import forget
from procedures.questions import AnswersForm, Controls

CHANGED, SEEN, BEFORE, RESTORED = ":changed", ":seen", ":before:", ":restored"
"""Names of what is sent besides the controls; no question can bear them."""


@require_POST
def receive(request: HttpRequest, uuid: UUID, number: int) -> JsonResponse:
    """Keep what is sent of one step. 401 for nobody signed in, 409 with what clashes, 410 for what is no draft now."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
    mine = Dossier.objects.filter(submitter=request.user)
    draft = get_object_or_404(mine.select_related("edition__procedure", "case", "agency", "submitter"), uuid=uuid)
    typed = _typed(request)
    try:
        kept = autosave.keep_typed(draft, number, typed)
    except (WrongStatus, NoSuchStep):
        return JsonResponse({"gone": _gone(draft)}, status=HTTPStatus.GONE)
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if RESTORED in request.POST and not kept.clashes:
        forget(request)
    return JsonResponse(_answer(draft, typed, kept), status=HTTPStatus.CONFLICT if kept.clashes else HTTPStatus.OK)


def _gone(draft: Dossier) -> str:
    if draft.status != Status.DRAFT:
        return _("This dossier has been submitted; it can no longer be changed here.")
    if draft.deleted_at is not None:
        return _("This draft was deleted in another window. You can bring it back under “My dossiers”.")
    return _("This page of the draft is not there any more. Open the draft anew under “My dossiers”.")


def _typed(request: HttpRequest) -> Typed:
    sent = request.POST
    changed = {question: _controls(sent, question) for question in sent.getlist(CHANGED)}
    before = {question: _controls(sent, question, BEFORE) for question in changed}
    seen = dict(_pair(one) for one in sent.getlist(SEEN))
    return Typed(changed, seen, {question: controls for question, controls in before.items() if controls})


def _controls(sent: QueryDict, question: str, prefix: str = "") -> Controls:
    wanted = f"{prefix}{question}"
    own = (name for name in sent if name == wanted or name.startswith(f"{wanted}-"))
    return {name.removeprefix(prefix): [_storable(value) for value in sent.getlist(name) if value] for name in own}


def _storable(text: str) -> str:
    """Without what the database cannot hold; the step refuses it when it is saved."""
    return text.replace("\0", "").replace("\r\n", "\n")


def _pair(seen: str) -> tuple[str, str]:
    question, _space, tag = seen.partition(" ")
    return question, tag


def _answer(draft: Dossier, typed: Typed, kept: Kept) -> dict[str, Any]:
    """``theirs``: the controls of questions that do not stand as this browser believes."""
    tags = autosave.tags(kept.standing)
    theirs = {name for name in tags if tags[name] != typed.seen.get(name) and name not in typed.changed}
    return {
        "version": draft.version,
        "at": f"{timezone.localtime(draft.saved_at):%H:%M}",
        "tags": tags,
        "theirs": {name: kept.standing[name] for name in theirs | set(kept.clashes)},
        "clashes": [{"question": name, "words": _words(kept, name)} for name in kept.clashes],
    }


def _words(kept: Kept, name: str) -> str:
    """What stands in the controls of a question, choices by their labels."""
    form = AnswersForm(kept.controls(), questions=[q for q in kept.step.questions if q.name == name])
    return "; ".join(text for control in form for text in _texts(control) if not control.is_hidden)


def _texts(control: BoundField) -> list[str]:
    value = control.value()
    values = value if isinstance(value, list) else [value]
    labels = dict(flatten_choices(getattr(control.field, "choices", [])))
    return [str(labels.get(one, one)) for one in values if one not in (None, "")]
