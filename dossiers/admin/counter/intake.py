"""One intake, from the owner's number to the receipt, on one page; then the next one of the same procedure."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dossiers.act import Act, Refusal
from dossiers.admin.counter import telling
from dossiers.admin.counter.access import clerk_units, key_in
from dossiers.admin.counter.choose import LATE, late
from dossiers.admin.counter.intake_form import Intake
from dossiers.counter import guiding, intake, known, served
from dossiers.counter.forms import CounterPlaceForm
from dossiers.models import Dossier, Guidance, Outage
from portal import once
from portal.agencies.models import Agency
from portal.files.storage import store
from procedures.models import Edition, Procedure

DONE, TOLD = "xong", "phieu"
"""In the address: the dossier just received, the slip just given."""


def view(request: HttpRequest, site: dict[str, Any], code: str) -> HttpResponse:
    """404 for a procedure that other units receive, as for one that is not there."""
    units = clerk_units(request)
    edition = _edition(code)
    agencies = served.deciding(edition, units)
    if not agencies:
        raise Http404
    outage = late(request)
    form = CounterPlaceForm(request.POST if request.method == "POST" else None, edition=edition, agencies=agencies)
    if request.method != "POST":
        return _page(request, site, form, outage=outage)
    place = form.place() if form.is_valid() else form.last_place()
    if place is None:
        return _page(request, site, form, outage=outage)
    person = known.find(place.number, request.user, units)  # type: ignore[arg-type]
    asked = Intake(request, place, person, outage)
    if request.POST.get("action") not in OUTCOMES or form.errors:
        return _page(request, site, form, asked.again(request.POST.get("row", "")), outage)
    return _answered(request, site, form, asked)


def _edition(code: str) -> Edition:
    rows = Procedure.objects.in_use().select_related("current__field__department")
    edition = get_object_or_404(rows, code=code).current
    if edition is None or not edition.cases.exists():
        raise Http404
    return edition


def _answered(request: HttpRequest, site: dict[str, Any], form: CounterPlaceForm, asked: Intake) -> HttpResponse:
    is_in_order, act = OUTCOMES[request.POST["action"]]
    in_order = is_in_order(asked)
    asked.keep_scans()
    if not in_order:
        return _page(request, site, form, asked, asked.outage)
    try:
        return once.answer_once(request, lambda: act(request, asked))
    except Refusal as refusal:
        asked.reception.add_error(None, str(refusal))
        return _page(request, site, form, asked, asked.outage, status=409)


# --- The four outcomes ------------------------------------------------------------------------


def _take_in(request: HttpRequest, asked: Intake) -> str:
    dossier = intake.take_in(asked.brought(), _act(request, asked))
    return _next(asked, {DONE: str(dossier.uuid)})


def _on_the_spot(request: HttpRequest, asked: Intake) -> str:
    said = asked.outcome.cleaned_data
    file = said["result_file"]
    values = {
        "result_number": said["result_number"],
        "result_file": store(file, by=request.user) if file else None,  # type: ignore[arg-type]
    }
    dossier = intake.receive_and_return(asked.brought(), _act(request, asked, **values))
    return _next(asked, {DONE: str(dossier.uuid)})


def _guide(request: HttpRequest, asked: Intake) -> str:
    act = _act(request, asked, note=asked.outcome.cleaned_data["note"])
    slip = guiding.ask_to_complete(asked.place, telling.person(asked), telling.to_complete(asked), act)
    return _next(asked, {TOLD: str(slip.uuid)})


def _refuse(request: HttpRequest, asked: Intake) -> str:
    act = _act(request, asked, note=asked.outcome.cleaned_data["note"])
    slip = guiding.refuse(asked.place, telling.person(asked), act)
    return _next(asked, {TOLD: str(slip.uuid)})


def _act(request: HttpRequest, asked: Intake, **values: Any) -> Act:
    """After an outage with the time it truly was: only here may an act lie in the past (NĐ 61/2018 Đ.39)."""
    act = Act(request.user, values=values)  # type: ignore[arg-type]
    return Act(act.by, asked.book.cleaned_data["taken_at"], values) if asked.book and asked.book.is_valid() else act


def _next(asked: Intake, shown: dict[str, str]) -> str:
    """The same procedure again, with what was just done above it."""
    if asked.outage is not None:
        shown |= {LATE: str(asked.outage.uuid)}
    code = asked.place.case.edition.procedure.code
    return f"{reverse('admin:dossiers_counter_intake', args=[code])}?{urlencode(shown)}"


def _settles(asked: Intake) -> bool:
    complete = asked.is_complete()
    if not asked.outcome.is_valid() or asked.outcome.cleaned_data["result_number"]:
        return complete
    asked.outcome.add_error("result_number", _("Write the number of the result"))
    return False


OUTCOMES: Mapping[str, tuple[Callable[[Intake], bool], Callable[[HttpRequest, Intake], str]]] = {
    "take_in": (Intake.is_complete, _take_in),
    "receive_and_return": (_settles, _on_the_spot),
    "guide": (telling.has_lines, _guide),
    "refuse": (telling.has_reason, _refuse),
}
"""Three outcomes at reception (NĐ 61/2018 Đ.17.1), and the result on the spot (Đ.17.4): what must be in order, and what
is done."""

# --- The page ---------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    site: dict[str, Any],
    form: CounterPlaceForm,
    asked: Intake | None = None,
    outage: Outage | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    if asked is not None and not form.errors and request.POST.get("action") not in OUTCOMES:
        asked.focus()
    context = site | {
        "title": _("Receive at the counter"),
        "edition": form.edition,
        "form": form,
        "asked": asked,
        "forms": [form, *asked.forms()] if asked else [form],
        "papers": [(paper, asked.scan_of(paper)) for paper in asked.papers] if asked else [],
        "outage": outage,
        "here": request.path + (f"?{LATE}={outage.uuid}" if outage else ""),
        **_just_done(request),
    }
    return TemplateResponse(request, "admin/dossiers/counter/intake.html", context, status=status)


def _just_done(request: HttpRequest) -> dict[str, Any]:
    """What the panel above the next intake shows; nothing of other units."""
    if request.method == "POST":
        return {}
    mine: list[Agency] = clerk_units(request)
    done = Dossier.objects.reached_by(request.user).filter(intake__isnull=False, received_by__in=mine)  # type: ignore[arg-type]
    told = Guidance.objects.visible_to(request.user)  # type: ignore[arg-type]
    return {
        "done": done.filter(uuid=key_in(request, DONE)).select_related("edition").first(),
        "told": told.filter(uuid=key_in(request, TOLD)).first(),
    }
