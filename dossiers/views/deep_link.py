"""The way in from the national portal (protocols §6): sign-on first, then the form of that procedure and unit."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from dossiers.receiving import coded
from portal.accounts import oidc
from procedures.models import Edition, Procedure

CODE = re.compile(r"[0-9A-Za-z.\-]{1,40}")
UNIT, UNKNOWN_UNIT = "don-vi", "khac"
"""What the start page is told: the unit, or that the national portal named one we do not know."""

FROM, NATION = "nguon", "cong-quoc-gia"
"""That somebody came by such a link is counted with the draft (``link/born.py``); it opens nothing."""


@require_GET
def open_form(request: HttpRequest) -> HttpResponseBase:
    """``MaTTHCDP`` the procedure, ``MaCoQuanThucHien`` the unit; ``vnconnect=1`` starts the sign-on at once.

    ``MDT``, a hint at who comes, is not read: nobody is signed in by it. Where the person goes is made of our own
    addresses alone.
    """
    procedure = _procedure(_code(request, "MaTTHCDP"))
    if procedure is None:
        return _unknown(request)
    said = _unit(procedure.current, _code(request, "MaCoQuanThucHien")) | {FROM: NATION}
    onward = f"{reverse('start_dossier', args=[procedure.code])}?{urlencode(said)}"
    if request.GET.get("vnconnect") == "1" and not request.user.is_authenticated:
        return oidc.start_towards(request, onward)
    return redirect(onward)


def _code(request: HttpRequest, name: str) -> str:
    """Empty where it is none."""
    sent = request.GET.get(name, "").strip()
    return sent if CODE.fullmatch(sent) else ""


def _procedure(code: str) -> Procedure | None:
    listed = Procedure.objects.in_use().select_related("current__field__department")
    return listed.filter(code=code).first() if code else None


def _unit(edition: Edition | None, unit: str) -> dict[str, str]:
    if not unit or edition is None:
        return {}
    agency = coded(edition, unit)
    return {UNIT: str(agency.uuid) if agency else UNKNOWN_UNIT}


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "dossiers/unknown_procedure.html", status=404)
