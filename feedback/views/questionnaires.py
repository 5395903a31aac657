"""Surveys and contests on the public pages: what there is, its rules, beginning, its results, looking up an entry."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.act import Refusal
from dossiers.tracking import counting
from feedback.models import Entry, Questionnaire, Round
from feedback.questionnaires import certificates, entering, keeping, person, ranking, results
from feedback.questionnaires.person import Person
from feedback.spam import TooOften, sender_of
from feedback.views.questionnaire_forms import CodeForm, StartForm

CONFLICT, TOO_OFTEN = 409, 429


@require_safe
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """What runs, what is to come, what is over."""
    now = timezone.now()
    found = list(Questionnaire.objects.public().prefetch_related("rounds"))
    places = [(one, turn_of(one, now)) for one in found]
    heaps = {
        "running": [(one, turn) for one, turn in places if turn and turn.is_running(now)],
        "to_come": [(one, turn) for one, turn in places if turn and now < turn.starts_at],
        "over": [(one, turn) for one, turn in places if turn and turn.is_over(now)],
    }
    return render(request, "feedback/questionnaires.html", heaps)


def turn_of(one: Questionnaire, now: datetime) -> Round | None:
    """The round that runs, else the next one, else the last."""
    rounds = sorted(one.rounds.all(), key=lambda turn: turn.starts_at)
    open_ones = [turn for turn in rounds if not turn.is_over(now)]
    return open_ones[0] if open_ones else (rounds[-1] if rounds else None)


def _found(slug: str) -> Questionnaire:
    return get_object_or_404(Questionnaire.objects.public().prefetch_related("rounds"), slug=slug)


@require_safe
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Rules, prizes, when, and the way in."""
    one, now = _found(slug), timezone.now()
    turn = turn_of(one, now)
    who = person.at(request)
    own = entering.find(turn, who) if turn and (who.user or one.taking == Questionnaire.Taking.ANYBODY) else None
    context = {
        "questionnaire": one, "turn": turn, "rounds": one.rounds.all(), "now": now, "own": own,
        "is_running": bool(turn and turn.is_running(now)), "to_come": bool(turn and now < turn.starts_at),
        "number": ranking.most_right(turn) if turn else 0, "sent": keeping.sent(turn) if turn else 0,
        "days_left": (turn.ends_at - now).days if turn else 0,
        "has_results": any(turn.ranked_at for turn in one.rounds.all()),
    }  # fmt: skip
    return render(request, "feedback/questionnaire.html", context)


@never_cache
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part; then the paper. Sent twice it leads to the same entry."""
    one, now = _found(slug), timezone.now()
    turn = turn_of(one, now)
    if turn is None or not turn.is_running(now):
        return redirect("questionnaire", slug=slug)
    who = person.at(request)
    if one.taking == Questionnaire.Taking.ACCOUNT and who.user is None:
        return redirect_to_login(request.path)
    form = StartForm(request.POST or None, questionnaire=one, user=who.user, initial=_known(who))
    is_sent = request.method == "POST" and (form.is_valid() if form.is_bound else not form.fields)
    response = _begun(request, form, turn, who) if is_sent else _form(request, form, turn)
    return person.remember(response, request, who)


def _known(who: Person) -> dict[str, Any]:
    return {"name": str(who.user), "phone": who.user.phone} if who.user else {}


def _form(request: HttpRequest, form: StartForm, turn: Round, status: int = 200) -> HttpResponse:
    context = {"form": form, "questionnaire": turn.questionnaire, "turn": turn, "identity": form.identity}
    return render(request, "feedback/questionnaire_start.html", context, status=status)


def _begun(request: HttpRequest, form: StartForm, turn: Round, who: Person) -> HttpResponse:
    whole = Person(who.user, who.device, form.facts(turn.questionnaire))
    try:
        _refuse_floods(request, who)
        entry = entering.begin(turn, whole)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, turn, TOO_OFTEN if isinstance(refusal, TooOften) else CONFLICT)
    return redirect("questionnaire_entry", slug=turn.questionnaire.slug, uuid=entry.uuid)


def _refuse_floods(request: HttpRequest, who: Person) -> None:
    """Raises ``TooOften``. An account has one entry anyhow and is not counted."""
    if who.user is None:
        asked, _digest = counting.count("entry", sender_of(request).source)
        if asked > settings.ENTRIES_PER_HOUR:
            raise TooOften


@require_safe
@never_cache
def ranking_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Results of a round that was counted, the last one unless another is asked for."""
    one = _found(slug)
    counted = [turn for turn in one.rounds.all() if turn.ranked_at]
    wanted = request.GET.get("vong", "")
    turn = next((turn for turn in reversed(counted) if not wanted or str(turn.number) == wanted), None)
    if turn is None:
        return redirect("questionnaire", slug=slug)
    context: dict[str, Any] = {
        "questionnaire": one, "turn": turn, "counted": counted, "most": ranking.most_right(turn),
        "districts": results.districts(turn), "units": results.units(turn), "entries": keeping.sent(turn),
    }  # fmt: skip
    if one.is_contest:
        context["winners"] = [(place, results.public_name(place.entry)) for place in results.winners(turn)]
    else:
        context["answers"] = results.answers(turn)
    return render(request, "feedback/questionnaire_results.html", context)


@never_cache
def lookup(request: HttpRequest) -> HttpResponse:
    """Whether an entry counted, by its code; one that still runs goes on in this browser."""
    form, entry, status = CodeForm(request.POST or None), None, 200
    who = person.at(request)
    if request.method == "POST" and form.is_valid():
        asked, _digest = counting.count("entry-code", sender_of(request).source)
        entry = entering.by_code(form.cleaned_data["code"]) if asked <= settings.ENTRIES_PER_HOUR else None
        if asked > settings.ENTRIES_PER_HOUR:
            form.add_error(None, _("Too many tries from here. Wait an hour, or call the hotline."))
            status = TOO_OFTEN
        elif entry is None:
            form.add_error("code", _("No entry has this code. Look at it once more, letter by letter."))
    context = {"form": form} | (_looked_up(entry, who) if entry else {})
    return person.remember(render(request, "feedback/questionnaire_lookup.html", context, status=status), request, who)


def _looked_up(entry: Entry, who: Person) -> dict[str, Any]:
    entry = entering.end_by_time(entry)
    entering.move_here(entry, who)
    return shown(entry) | {"is_mine": entry.user_id is None or entering.is_held(entry, who)}


def shown(entry: Entry) -> dict[str, Any]:
    """What a receipt says."""
    round = entry.round
    return {
        "entry": entry, "questionnaire": round.questionnaire, "turn": round,
        "code": " ".join(entry.code[place : place + 4] for place in range(0, len(entry.code), 4)),
        "standing": getattr(entry, "standing", None) if round.ranked_at else None,
        "most": ranking.most_right(round), "certificate": getattr(entry, "certificate", None),
        "address": reverse("questionnaire_entry", args=[round.questionnaire.slug, entry.uuid]),
    }  # fmt: skip


@require_safe
@never_cache
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a certificate is real, and of what."""
    found = certificates.checked(token)
    if found is None:
        raise Http404
    certificate, entry = found
    context = {"certificate": certificate, "name": results.public_name(entry)} | shown(entry)
    return render(request, "feedback/questionnaire_check.html", context)
