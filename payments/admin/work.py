"""Money to look into: what came, what was expected, the lawful step proposed first; closing an item does the step."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from dossiers.act import Act, Refusal
from dossiers.models import Dossier, Involvement
from payments import asking, asking_provider, balances, clearing
from payments.admin import listing
from payments.admin.forms import StepForm
from payments.asking_provider import Said
from payments.clearing import Choice
from payments.models import PaymentRequest, WorkItem, reach
from payments.providers.base import Unavailable, client
from portal import once
from portal.desk import site
from portal.read_only import ReadOnly

CONFLICT, UNAVAILABLE = 409, 503
CODE, ASK = "ma", "ask"
HERE = "admin:payments_workitem_changelist"


@admin.register(WorkItem, site=site)
class WorkItemAdmin(listing.Desk, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        return [
            path("", site.admin_view(items), name="payments_workitem_changelist"),
            path("<int:pk>/", site.admin_view(item), name="payments_workitem_page"),
        ]


def items(request: HttpRequest) -> HttpResponse:
    listing.only_tellers(request)
    is_closed = request.GET.get("xong") == "1"
    form = listing.FilterForm(request.GET)
    reached = WorkItem.objects.reached_by(request.user).filter(closed_at__isnull=not is_closed)  # type: ignore[arg-type]
    found = form.narrowed(reached, "account__dossier__code", "opened_at")
    context = site.each_context(request) | {
        "title": _("Money to look into"),
        "here": "work",
        "is_closed": is_closed,
        "filters": form,
        "page": listing.turned(_whole(found), request.GET),
        "parameters": listing.kept(request.GET),
    }
    return TemplateResponse(request, "admin/payments/items.html", context)


def _whole(found: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
    return found.select_related(
        "account__dossier__edition", "account__dossier__agency", "settlement__attempt__request__account__dossier",
        "closed_by",
    )  # fmt: skip


def item(request: HttpRequest, pk: int) -> HttpResponse:
    listing.only_tellers(request)
    one = get_object_or_404(_whole(WorkItem.objects.reached_by(request.user)), pk=pk)  # type: ignore[arg-type]
    if request.method != "POST":
        return _page(request, one)
    if request.POST.get("action") == ASK:
        return _ask(request, one)
    form = StepForm(clearing.steps(one), request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    try:
        return once.answer_once(request, lambda: _close(request, one, form))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        one.refresh_from_db()
        return _page(request, one, form, status=CONFLICT)


def _close(request: HttpRequest, one: WorkItem, form: StepForm) -> str:
    step = WorkItem.Step(form.cleaned_data["step"])
    target = _target(request) if step == WorkItem.Step.ASSIGN else None
    act = Act(request.user, values={"note": form.cleaned_data["note"]})  # type: ignore[arg-type]
    clearing.close(one, Choice(step, target), act)
    messages.success(request, _("Cleared up: %(step)s.") % {"step": step.label})
    return reverse(HERE)


def _ask(request: HttpRequest, one: WorkItem) -> HttpResponse:
    """Changes nothing but what the answer itself settles; may be pressed as often as one likes."""
    attempt = one.settlement.attempt if one.settlement else None
    if attempt is None or not asking_provider.may_ask(attempt):
        return _page(request, one)
    try:
        with client() as http:
            said = asking_provider.ask(attempt, http)
    except Unavailable:
        messages.error(request, _("The payment service does not answer. Ask again in a few minutes."))
        return _page(request, one, status=UNAVAILABLE)
    return _page(request, one, said=said)


def _target(request: HttpRequest) -> PaymentRequest | None:
    """What is missing first of the dossier whose code was typed, where one reaches its money."""
    dossier = _looked_up(request)
    if dossier is None:
        return None
    owed = (one for one in asking.standing_requests(dossier) if balances.of_request(one).missing)
    return next(owed, None)


def _looked_up(request: HttpRequest) -> Dossier | None:
    code = (request.POST.get(CODE) or request.GET.get(CODE, "")).strip()
    here = Involvement.objects.current().filter(agency__in=reach.agencies(request.user))  # type: ignore[arg-type]
    mine = Dossier.objects.filter(code=code, pk__in=here.values("dossier"))
    return mine.select_related("edition", "agency").first() if code else None


def _page(
    request: HttpRequest, one: WorkItem, form: StepForm | None = None, *, said: Said | None = None, status: int = 200
) -> HttpResponse:
    steps = clearing.steps(one)
    attempt = one.settlement.attempt if one.settlement else None
    context = site.each_context(request) | {
        "title": one.get_kind_display(),
        "item": one,
        "dossier": one.account.dossier if one.account else None,
        "attempt": attempt,
        "held": clearing.held(one.settlement),
        "expected": balances.of_request(attempt.request) if attempt else None,
        "booked": clearing.booked(one),
        "refunds": one.settlement.refunds.all() if one.settlement else [],
        "form": form or StepForm(steps),
        "may_assign": WorkItem.Step.ASSIGN in steps,
        "code": request.POST.get(CODE) or request.GET.get(CODE, ""),
        "looked_up": _beside(request),
        "may_ask": asking_provider.may_ask(attempt),
        "said": said,
    }
    return TemplateResponse(request, "admin/payments/item.html", context, status=status)


def _beside(request: HttpRequest) -> dict[str, Any] | None:
    """The dossier whose code was typed, with what is missing there."""
    dossier = _looked_up(request)
    if dossier is None:
        return None
    target = _target(request)
    return {"dossier": dossier, "missing": balances.of_request(target).missing if target else 0}
