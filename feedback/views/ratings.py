"""Rating a dossier by its link, and at the tablet of the counter. No form token is taken here: it would keep who sent
it, and a rating counts once anyway (decision 041)."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dossiers.act import Refusal
from dossiers.tracking import counting
from feedback.models import KioskTurn
from feedback.ratings import kiosk, remarks
from feedback.ratings.forms import KioskForm, RatingForm, TurnForm
from feedback.ratings.giving import Occasion, RatedAlready, occasion, rate, refuse_when_closed
from feedback.spam import sender_of

CONFLICT, TOO_OFTEN = 409, 429
THANKS = "cam-on"


@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The slip; afterwards thanks, and what the agency answers."""
    of = occasion(token)
    if of is None:
        raise Http404
    form = RatingForm(request.POST or None, of=of)
    try:
        if request.method == "POST" and form.is_valid():
            rate(of, form.said(), sender_of(request).user)
            return redirect("rating", token=token)
        refuse_when_closed(of, sender_of(request).user)
    except Refusal as refusal:
        return _closed(request, of, refusal)
    return render(request, "feedback/rating.html", {"of": of, "form": form})


def _closed(request: HttpRequest, of: Occasion, refusal: Refusal) -> HttpResponse:
    is_rated = isinstance(refusal, RatedAlready)
    context = {
        "of": of,
        "refusal": str(refusal),
        "is_rated": is_rated,
        "remark": remarks.of_link(of.dossier.pk, of.stage) if is_rated else None,
    }
    return render(request, "feedback/rating_done.html", context, status=CONFLICT if request.method == "POST" else 200)


@never_cache
def tablet(request: HttpRequest) -> HttpResponse:
    """Neutral: nothing of anybody is on it. A number opens one dossier."""
    form = TurnForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        turn = None if _guesses(request) else kiosk.turn_of(form.cleaned_data["number"])
        if turn is not None:
            return redirect("rating_turn", turn=turn.pk)
        form.add_error("number", _("This number opens nothing now. Ask at the counter for a new one."))
        status = TOO_OFTEN if _count_wrong(request) else status
    context = {"form": form, "has_thanked": THANKS in request.GET and request.method != "POST"}
    return render(request, "feedback/rating_kiosk.html", context, status=status)


@never_cache
def turn(request: HttpRequest, turn: UUID) -> HttpResponse:
    """Big buttons; after sending, or when the minutes are over, back to the neutral page."""
    found = KioskTurn.objects.filter(pk=turn).first()
    if found is None or kiosk.turn_of(found.number) is None:
        return redirect("rating_tablet")
    of = kiosk.occasion_of(found)
    form = KioskForm(request.POST or None, of=of)
    try:
        refuse_when_closed(of)
        if request.method != "POST" or not form.is_valid():
            return render(request, "feedback/rating_turn.html", {"of": of, "form": form})
        rate(of, form.said())
    except Refusal:
        found.delete()
        return redirect("rating_tablet")
    found.delete()
    return redirect(f"{reverse('rating_tablet')}?{THANKS}=1")


WRONG = "kiosk"


def _count_wrong(request: HttpRequest) -> bool:
    """Whether there were too many wrong numbers from there within the hour; a right one is not counted."""
    asked, _digest = counting.count(WRONG, sender_of(request).source)
    return asked > settings.VERIFICATIONS_PER_SOURCE


def _guesses(request: HttpRequest) -> bool:
    return counting.asked(WRONG, sender_of(request).source) > settings.VERIFICATIONS_PER_SOURCE
