"""How far a dossier is, for everybody (TT 01/2018 Đ.16; D35).

By its code alone: code and stage. With the secret of its receipt also procedure, agencies, dates and steps. Never
anything personal. The secret comes by POST (the QR carries it behind ``#``, which no server sees); a wrong
one is answered as an unknown code is.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from dossiers import numbering, workflow
from dossiers.models import Dossier, Status
from dossiers.tracking import counting, secret
from dossiers.views.forms import vietnamese
from portal.templatetags.words import moment

LEGAL_CODE = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-\d{6}-\d{4,6}", re.ASCII)
SOURCE_LIMIT = _("Wait an hour and ask again, or sign in: your own dossiers are always open to you.")
CODE_LIMIT = _(
    "Somebody tried many secrets for this code. Wait an hour, or sign in: your own dossiers are always open."
)
STAGES = (_("Submitted"), _("Received"), _("In process"), _("Result ready"), _("Result handed over"))
STAGE_OF = {
    Status.SUBMITTED: 1,
    Status.RECEIVED: 2,
    Status.IN_PROCESS: 3,
    Status.SUPPLEMENT: 3,  # before acceptance still 1
    Status.FINANCIAL_DUTY: 3,
    Status.STOPPED: 3,
    Status.FINISHED: 4,
    Status.HANDED_OVER: 6,
}
"""The stage one is at; past the last, all are done."""


@dataclass(frozen=True)
class Progress:
    code: str
    status: int
    label: str
    stage: int | None
    """None for a dossier that left the way."""


class Unreadable(Exception):
    """No such code or secret can exist; ``message`` says what to check, ``field`` which of the two."""

    def __init__(self, message: str | Promise, field: str = "error") -> None:
        self.message, self.field = message, field


@dataclass(frozen=True)
class Details:
    """What the secret of the receipt opens besides: nothing that says whose dossier it is."""

    facts: list[tuple[str | Promise, Any]]
    steps: list[dict[str, Any]]


class TooOften(Exception):
    """Asked more than allowed in an hour; ``message`` says what to do."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message


@csrf_exempt  # a question that changes nothing and knows no session: a stranger gets no cookie for asking
def lookup(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    typed, key = sent.get("ma", "").strip()[:60], request.POST.get("bi_mat", "").strip()[:20]
    context: dict[str, object] = {"typed": typed, "key": key, "stages": STAGES}
    if not typed:
        return render(request, "dossiers/lookup.html", context)
    try:
        _refuse_too_many(request, typed, key)
        context |= _opened(typed, key) if key else {"progress": _progress(readable_code(typed))}
    except TooOften as limit:
        context["limited"] = limit.message
    except Unreadable as error:
        context[error.field] = error.message
    status = HTTPStatus.TOO_MANY_REQUESTS if "limited" in context else HTTPStatus.OK
    return render(request, "dossiers/lookup.html", context, status=status)


# --- What is shown ----------------------------------------------------------------------------


def readable_code(typed: str) -> str:
    """``typed`` as we write codes. Raises ``Unreadable``."""
    code = re.sub(r"\s", "", typed).upper()
    if LEGAL_CODE.fullmatch(code):
        return code
    bare = code.removeprefix("TN").replace("-", "")
    if len(bare) != numbering.RANDOM_CHARACTERS + 1:
        raise Unreadable(_("This is not a dossier code. It looks like 000.00.05.H02-201130-0001 or TN-7K3M9-Q2X4C."))
    if not numbering.is_provisional(bare):
        raise Unreadable(_("One character of this number is wrong. Compare it with your confirmation."))
    return f"TN-{bare[:5]}-{bare[5:]}"


def _row(code: str) -> Dossier | None:
    # Not visible_to: anybody may ask by code, and gets the stage alone.
    column = "provisional_number" if code.startswith("TN-") else "code"
    found = Dossier.objects.filter(**{column: code}).exclude(status=Status.DRAFT)
    return found.select_related("receipt_secret").only("status", "code", "receipt_secret__text").first()


def _progress(code: str, row: Dossier | None = None) -> Progress | None:
    row = row or _row(code)
    if row is None:
        return None
    status = Status(row.status)
    stage = STAGE_OF.get(status)
    return Progress(code, status, str(status.label), stage if row.code else stage and 1)


def _opened(typed: str, key: str) -> dict[str, object]:
    """An unknown code and a wrong secret take the same way and get the same answer."""
    code, given = readable_code(typed), secret.read(key)
    if not given:
        raise Unreadable(
            _("This is not a secret of a receipt. It looks like 7K3M-9Q2X; compare each character."), "wrong"
        )
    row = _row(code)
    kept = getattr(row, "receipt_secret", None)
    if not secret.is_same(kept.text if kept else None, given) or row is None:
        return {"mismatch": True}
    return {"progress": _progress(code, row), "details": _details(row.pk)}


def _details(key: int) -> Details:
    dossier = Dossier.objects.select_related("edition", "agency", "received_by").get(pk=key)
    dates = (
        (_("Submitted"), dossier.submitted_at),
        (_("Received"), dossier.received_at),
        (_("Result due by"), dossier.due_at),
        (_("Result ready"), dossier.finished_at),
        (_("Result handed over"), dossier.handed_over_at),
    )
    facts: list[tuple[str | Promise, Any]] = [
        (_("Procedure"), vietnamese(dossier.edition.name)),
        (_("Received by"), vietnamese(dossier.received_by)),
        (_("Deciding agency"), vietnamese(dossier.agency)),
        *((label, moment(at)) for label, at in dates if at),
    ]
    events = dossier.events.exclude(action__in=workflow.INTERNAL).order_by("-number").values_list("action", "at")
    return Details(facts, [_step(action, at) for action, at in events])


def _step(action: str, at: datetime) -> dict[str, Any]:
    """What was done and when; not by whom, and no note."""
    known = workflow.ACTIONS.get(action)
    return {"title": known.done if known else action, "at": at}


# --- How often --------------------------------------------------------------------------------


def _refuse_too_many(request: HttpRequest, typed: str, key: str) -> None:
    """Everything is counted before it is looked at. Raises ``TooOften``; never for who may see the dossier anyway."""
    by_source = counting.source_asks_too_often(request)
    by_code = bool(key) and counting.code_is_tried_too_often(re.sub(r"\W", "", typed).upper())
    if (by_source or by_code) and not _is_own(request, typed):
        raise TooOften(SOURCE_LIMIT if by_source else CODE_LIMIT)


def _is_own(request: HttpRequest, typed: str) -> bool:
    """The limit never locks out who may see the dossier anyway."""
    try:
        code = readable_code(typed)
    except Unreadable:
        return False
    own = Dossier.objects.visible_to(request.user)
    return own.filter(code=code).exists() or own.filter(provisional_number=code).exists()
