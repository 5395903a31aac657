"""Surveys and contests at the desk: preparing, publishing, watching them run, closing, and what comes of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.act import Refusal
from feedback.admin.seen import Page, SeenPages, user_of
from feedback.models import Questionnaire, Round
from feedback.models.questionnaires import is_keeper
from feedback.questionnaires import bank, bank_file, keeping, paper, work
from feedback.questionnaires.desk_forms import BankForm, QuestionnaireForm, RoundForm
from feedback.questionnaires.tasks import run_questionnaires
from portal import jobs, once
from portal.desk import site
from portal.files.serve import serve
from portal.jobs import Job
from portal.sheets import attached

CONFLICT = 409
PAGE = "admin:feedback_questionnaire_page"


@admin.register(Questionnaire, site=site)
class QuestionnaireAdmin(SeenPages):
    """For those who keep surveys and contests alone."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_keeper(request.user)  # type: ignore[arg-type]

    def pages(self) -> dict[str, tuple[Page, str]]:
        return {
            "": (listed, "changelist"),
            "them/": (new, "new"),
            "mau-cau-hoi/": (sample, "sample"),
            "<int:pk>/": (page, "page"),
            "<int:pk>/sua/": (edit, "edit"),
            "<int:pk>/vong/": (new_round, "round"),
            "<int:pk>/vong/<int:number>/": (edit_round, "turn"),
            "<int:pk>/cau-hoi/": (questions, "bank"),
            "<int:pk>/xem-thu/": (preview, "preview"),
            "<int:pk>/tep/<uuid:job>/": (result, "result"),
        }


def _shown(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    whole = site.each_context(request) | context
    return TemplateResponse(request, f"admin/feedback/{template}.html", whole, status=status)


def _reached(request: HttpRequest) -> QuerySet[Questionnaire]:
    return Questionnaire.objects.visible_to(user_of(request))


def _one(request: HttpRequest, pk: int) -> Questionnaire:
    return get_object_or_404(_reached(request), pk=pk)


def _draft(request: HttpRequest, pk: int) -> Questionnaire:
    """One that may still be changed; a published one is not there to change."""
    return get_object_or_404(_reached(request), pk=pk, state=Questionnaire.State.DRAFT)


def _to(one: Questionnaire) -> str:
    return reverse(PAGE, args=[one.pk])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    rows = [(one, one.rounds.all()) for one in _reached(request).prefetch_related("rounds")]
    return _shown(request, "questionnaires", title=_("Surveys and contests"), rows=rows)


def new(request: HttpRequest) -> HttpResponse:
    return _edited(request, Questionnaire(made_by=request.user), _("New survey or contest"))  # type: ignore[misc]


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _draft(request, pk)
    return _edited(request, one, _("Change title and rules"))


def _edited(request: HttpRequest, one: Questionnaire, title: str) -> HttpResponse:
    form = QuestionnaireForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        return once.answer_once(request, lambda: _to(form.save()))
    return _shown(request, "questionnaire_form", title=title, form=form, questionnaire=one if one.pk else None)


def new_round(request: HttpRequest, pk: int) -> HttpResponse:
    one = _draft(request, pk)
    last = one.rounds.last()
    turn = Round(questionnaire=one, number=last.number + 1 if last else 1)
    return _round_edited(request, turn, _("New round"))


def edit_round(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    turn = get_object_or_404(Round, questionnaire=_draft(request, pk), number=number)
    return _round_edited(request, turn, _("Change this round"))


def _round_edited(request: HttpRequest, turn: Round, title: str) -> HttpResponse:
    begun = None if turn.pk else {"title": f"Vòng {turn.number}"}
    form = RoundForm(request.POST or None, instance=turn, initial=begun)
    if request.method == "POST" and form.is_valid():
        return once.answer_once(request, lambda: _to(form.save().questionnaire))
    return _shown(request, "questionnaire_form", title=title, form=form, questionnaire=turn.questionnaire)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    return attached(bank_file.template(), "mau-cau-hoi.xlsx")


def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The bank, and a workbook in its place; what is wrong in it is told row by row and nothing is kept."""
    one = _one(request, pk)
    form = BankForm(request.POST or None, request.FILES or None)
    faults: list[bank_file.Fault] = []
    if request.method == "POST" and one.is_draft and form.is_valid():
        found, faults = bank_file.read(form.cleaned_data["file"], one)
        if not faults:
            return once.answer_once(request, lambda: _kept(request, one, found))
    return _shown(
        request, "questionnaire_bank", title=_("Questions"), questionnaire=one, form=form, faults=faults,
        questions=one.bank.all(),
    )  # fmt: skip


def _kept(request: HttpRequest, one: Questionnaire, found: list[Any]) -> str:
    bank_file.keep(one, found)
    messages.success(request, _("%(n)d questions are in the bank.") % {"n": len(found)})
    return _to(one)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper as an entrant would get it, with the right answers marked."""
    one = _one(request, pk)
    turn = one.rounds.first()
    drawn = paper.draw(bank.of(one), turn.per_topic if turn else None, bank.PREVIEWED)
    shown = [(sheet, [(words, sheet.order[at] in sheet.asked.right) for at, words in enumerate(sheet.shown)])
             for sheet in drawn]  # fmt: skip
    return _shown(request, "questionnaire_preview", title=_("Preview"), questionnaire=one, turn=turn, sheets=shown)


@require_safe
def result(request: HttpRequest, pk: int, job: UUID) -> HttpResponseBase:
    made = get_object_or_404(_jobs(_one(request, pk)), uuid=job, result__isnull=False)
    return serve(made.result)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    if request.method != "POST":
        return _page(request, one)
    act = ACTS.get(request.POST.get("action", ""))
    if act is None:
        raise Http404
    try:
        return once.answer_once(request, lambda: _done(request, one, act))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, one, CONFLICT)


def _done(request: HttpRequest, one: Questionnaire, act: Callable[[HttpRequest, Questionnaire], str]) -> str:
    messages.success(request, act(request, one))
    return _to(one)


def _publish(request: HttpRequest, one: Questionnaire) -> str:
    keeping.publish(one)
    return _("Published. Citizens can take part when the round opens.")


def _turn(request: HttpRequest, one: Questionnaire) -> Round:
    number = request.POST.get("round", "")
    return get_object_or_404(one.rounds, number=int(number) if number.isascii() and number.isdigit() else 0)


def _close(request: HttpRequest, one: Questionnaire) -> str:
    keeping.close(_turn(request, one))
    return _("The round is closed.") + " " + _order(work.COUNT)(request, one)


def _order(kind: str) -> Callable[[HttpRequest, Questionnaire], str]:
    def ordered(request: HttpRequest, one: Questionnaire) -> str:
        turn = _turn(request, one)
        if not _jobs(one).open().filter(kind=kind, parameters__round=turn.pk).exists():
            jobs.start(kind, run_questionnaires, by=request.user, round=turn.pk, questionnaire=one.pk)  # type: ignore[arg-type]
        return _("It is being worked on. What comes of it stands below in a moment.")

    return ordered


ACTS: dict[str, Callable[[HttpRequest, Questionnaire], str]] = {
    "publish": _publish, "close": _close, "count": _order(work.COUNT), "export": _order(work.EXPORT),
    "certify": _order(work.CERTIFICATES),
}  # fmt: skip


def _jobs(one: Questionnaire) -> Any:
    return Job.objects.filter(kind__in=work.KINDS, parameters__questionnaire=one.pk).select_related("result")


def _page(request: HttpRequest, one: Questionnaire, status: int = 200) -> HttpResponse:
    now = timezone.now()
    rounds = [
        {
            "round": turn, "sent": keeping.sent(turn), "districts": keeping.sent_by_district(turn),
            "may_close": turn.closed_at is None and turn.ends_at <= now, "is_running": turn.is_running(now),
            "to_come": now < turn.starts_at,
        }
        for turn in one.rounds.all()
    ]  # fmt: skip
    return _shown(
        request, "questionnaire", status, title=capfirst(one.get_kind_display()), questionnaire=one,
        rounds=rounds, now=now,
        missing=keeping.missing(one) if one.is_draft else [], number=one.bank.count(),
        jobs=[(job, work.KINDS[job.kind].label) for job in _jobs(one).order_by("-pk")[:10]],
    )  # fmt: skip
