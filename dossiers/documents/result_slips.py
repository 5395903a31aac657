"""What goes with a result: the slip by which anybody can check it, and the slip that goes to the post (phiếu gửi)."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from dossiers.documents.receipt import common, drawn, legal_moment
from dossiers.models import Dossier, Result
from dossiers.results import returning
from portal.templatetags.words import money

STATES = {
    Result.State.VALID: "còn hiệu lực",
    Result.State.REPLACED: "đã được thay thế",
    Result.State.REVOKED: "đã bị thu hồi",
    Result.State.EXPIRED: "đã hết hiệu lực",
}


def verification_page(dossier: Dossier, result: Result, sheet: str = "") -> str:
    """Beside the result, whose signed file is never touched. ``sheet`` is as for the receipt."""
    address = settings.PORTAL_URL + reverse("verify_result", args=[result.token])
    now = timezone.now()
    context = {
        **_by_decider(dossier),
        "sheet": sheet,
        "result": result,
        "state": STATES[result.state],
        "printed_at": legal_moment(now),
        "issued_on": now,
        "qr": drawn(address),
        "address": address.removeprefix("https://"),
    }
    return render_to_string("documents/verification.html", context)


def dispatch_page(dossier: Dossier, sheet: str = "") -> str:
    """For the post: to whom, what, for how much. ``sheet`` is as for the receipt."""
    postage = returning.postage(dossier)
    dispatch = postage.dispatch if postage else None
    with override("vi"):
        context = {
            **common(dossier),
            "sheet": sheet,
            "postage": postage,
            "dispatch": dispatch,
            "charge": money(postage.amount) if postage else "",
            "result": dossier.results.current().first(),
            "issued_on": timezone.now(),
        }
        return render_to_string("documents/dispatch.html", context)


def _by_decider(dossier: Dossier) -> dict[str, Any]:
    """The agency that issued it stands at the head, under the one above it."""
    return {**common(dossier), "unit": dossier.agency, "head": dossier.agency.parent or dossier.agency}
