"""One's own entry: answering, keeping what is answered, sending, the receipt, the certificate."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dossiers.act import Refusal
from feedback.models import Entry
from feedback.questionnaires import bank, entering, paper, person
from feedback.questionnaires.entering import Said, SentAlready
from feedback.questionnaires.paper import Drawn
from feedback.views.questionnaire_forms import PredictionForm
from feedback.views.questionnaires import shown
from portal.files.serve import serve

INCOMPLETE = "con-thieu"
GONE = 410


def _held(request: HttpRequest, slug: str, uuid: UUID) -> Entry | None:
    whole = Entry.objects.select_related("round__questionnaire", "standing", "certificate__file")
    entry = whole.filter(uuid=uuid, round__questionnaire__slug=slug).first()
    return entry if entry is not None and entering.is_held(entry, person.at(request)) else None


@never_cache
def page(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The paper while it runs, then the receipt; who comes from elsewhere is asked for the code."""
    entry = _held(request, slug, uuid)
    if entry is None:
        return redirect("questionnaire_lookup")
    if request.method == "POST":
        return _act(request, entry)
    entry = entering.end_by_time(entry)
    if entry.sent_at is not None:
        return render(request, "feedback/questionnaire_receipt.html", shown(entry))
    return _paper(request, entry)


def _act(request: HttpRequest, entry: Entry) -> HttpResponse:
    acts = {"save": _save, "send": _send, "withdraw": _withdraw}
    act = acts.get(request.POST.get("action", ""))
    if act is None:
        raise Http404
    try:
        return act(request, entry)
    except SentAlready:
        return _to(entry)


def _said(request: HttpRequest, drawn: list[Drawn], form: PredictionForm) -> Said:
    sent = {one.field: request.POST.getlist(one.field) for one in drawn}
    return Said(paper.read(drawn, sent), form.cleaned_data.get("prediction") if form.is_valid() else None)


def _prediction(request: HttpRequest, entry: Entry) -> PredictionForm:
    sent = request.POST if request.method == "POST" else None
    return PredictionForm(sent, question=entry.round.prediction, initial={"prediction": entry.prediction})


def _save(request: HttpRequest, entry: Entry) -> HttpResponse:
    drawn, form = bank.paper_of(entry), _prediction(request, entry)
    said = _said(request, drawn, form)
    saved_at = entering.save(entry, said)
    if saved_at is None:
        return _to(entry)
    entry.answers, entry.saved_at = entry.answers | said.answers, saved_at
    return _paper(request, entry, form=form, is_saved=True)


def _send(request: HttpRequest, entry: Entry) -> HttpResponse:
    """With questions left open it is kept and asked once more; nothing that was answered is lost either way."""
    drawn, form = bank.paper_of(entry), _prediction(request, entry)
    said = _said(request, drawn, form)
    is_whole = form.is_valid() and not _left(drawn, said, entry)
    if is_whole or (form.is_valid() and request.POST.get(INCOMPLETE)) or entering.is_late(entry, timezone.now()):
        entering.send(entry, said)
        return _to(entry)
    entering.save(entry, said)
    entry.answers = entry.answers | said.answers
    return _paper(request, entry, form=form, left=_left(drawn, said, entry))


def _left(drawn: list[Drawn], said: Said, entry: Entry) -> list[int]:
    return [one.number for one in paper.unanswered(drawn, said.answers) if one.asked.kind != paper.TEXT]


def _withdraw(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Of a survey alone; a contest is taken part in or not."""
    if entry.round.questionnaire.is_contest:
        raise Http404
    entering.withdraw(entry)
    return render(request, "feedback/questionnaire_withdrawn.html", shown(entry))


def _to(entry: Entry) -> HttpResponse:
    return redirect("questionnaire_entry", slug=entry.round.questionnaire.slug, uuid=entry.uuid)


def _paper(request: HttpRequest, entry: Entry, **more: Any) -> HttpResponse:
    now, ends_at = timezone.now(), entering.ends_at(entry)
    drawn = bank.paper_of(entry)
    context = shown(entry) | {
        "questions": [_shown(one, entry) for one in drawn], "form": more.get("form") or _prediction(request, entry),
        "ends_at": ends_at, "seconds": max(0, int((ends_at - now).total_seconds())), "left": more.get("left", []),
        "is_saved": more.get("is_saved", False), "incomplete": INCOMPLETE, "number": len(drawn),
        "keep_at": reverse("questionnaire_keep", args=[entry.round.questionnaire.slug, entry.uuid]),
    }  # fmt: skip
    return render(request, "feedback/questionnaire_paper.html", context)


def _shown(drawn: Drawn, entry: Entry) -> dict[str, Any]:
    ticked = drawn.places(entry.answers)
    return {
        "number": drawn.number, "field": drawn.field, "text": drawn.asked.text, "kind": drawn.asked.kind,
        "choices": [(place, words, place in ticked) for place, words in enumerate(drawn.shown)],
        "words": drawn.words(entry.answers),
    }  # fmt: skip


@require_POST
def keep(request: HttpRequest, slug: str, uuid: UUID) -> JsonResponse:
    """The same as the button, while one answers."""
    entry = _held(request, slug, uuid)
    if entry is None:
        raise Http404
    try:
        saved_at = entering.save(entry, _said(request, bank.paper_of(entry), _prediction(request, entry)))
    except Refusal as refusal:
        return JsonResponse({"said": str(refusal)}, status=GONE)
    if saved_at is None:
        return JsonResponse({"said": _("The time is over. What was saved before counts.")}, status=GONE)
    return JsonResponse({"said": _("Saved %(at)s") % {"at": f"{timezone.localtime(saved_at):%H:%M:%S}"}})


@require_safe
def certificate(request: HttpRequest, slug: str, uuid: UUID) -> FileResponse:
    entry = _held(request, slug, uuid)
    paper_of_prize = getattr(entry, "certificate", None) if entry is not None else None
    if paper_of_prize is None:
        raise Http404
    return serve(paper_of_prize.file)
