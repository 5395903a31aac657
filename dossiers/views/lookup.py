"""How far a dossier is, by its code alone and for everybody: code and stage, nothing else (TT 01/2018 Đ.16; D35)."""

import re
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers import numbering
from dossiers.models import Dossier, Status

LOOKUPS_PER_HOUR = 60
HOUR = 3600
LEGAL_CODE = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-\d{6}-\d{4,6}", re.ASCII)
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
    """No such code can exist; ``message`` says what to check."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message


def lookup(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("ma", "").strip()[:60]
    context: dict[str, object] = {"typed": typed, "stages": STAGES}
    if not typed:
        return render(request, "dossiers/lookup.html", context)
    if _asks_too_often(request) and not _is_own(request, typed):
        return render(request, "dossiers/lookup.html", context | {"limited": True}, status=429)
    try:
        context["progress"] = _progress(typed)
    except Unreadable as error:
        context["error"] = error.message
    return render(request, "dossiers/lookup.html", context)


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


def _progress(typed: str) -> Progress | None:
    # Not visible_to: anybody may ask by code, and gets the stage alone.
    code = readable_code(typed)
    column = "provisional_number" if code.startswith("TN-") else "code"
    row = Dossier.objects.filter(**{column: code}).exclude(status=Status.DRAFT).values("status", "code").first()
    if row is None:
        return None
    status = Status(row["status"])
    stage = STAGE_OF.get(status)
    return Progress(code, status, str(status.label), stage if row["code"] else stage and 1)


def _is_own(request: HttpRequest, typed: str) -> bool:
    """The limit never locks out who may see the dossier anyway."""
    try:
        code = readable_code(typed)
    except Unreadable:
        return False
    own = Dossier.objects.visible_to(request.user)
    return own.filter(code=code).exists() or own.filter(provisional_number=code).exists()


def _asks_too_often(request: HttpRequest) -> bool:
    """Counted per source and hour, in PostgreSQL; the source is kept as a digest only."""
    source = get_adapter(request).get_client_ip(request)
    key = "lookup:" + salted_hmac("dossiers.lookup", source).hexdigest()
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > LOOKUPS_PER_HOUR
    except ValueError:  # ran out between the two calls: a new hour begins
        return False
