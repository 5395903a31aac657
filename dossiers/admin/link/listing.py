"""What is stuck or on its way, dossier by dossier; what was refused is decided about here, singly or all at once."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.admin.link.forms import DecideForm, FilterForm
from dossiers.link import ROOM, deciding, ordering
from dossiers.link.choosing import PARKED, STATES, Chosen
from dossiers.link.reasons import Reason, reason_of
from dossiers.models import LinkDecision, NationalMessage
from portal import once
from portal.desk import site

ROWS, DECISIONS = 50, 10
LIST = "admin:dossiers_nationalmessage_list"


def view(request: HttpRequest) -> HttpResponse:
    """Posting decides about the dossiers ticked, or about all that the filter means."""
    chosen = Chosen.read(request.GET.dict())
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return once.answer_once(request, lambda: _decide(request, chosen, form))
    leads = _leads(chosen)
    page = Paginator(leads, ROWS).get_page(request.GET.get("trang"))
    context = {
        **site.each_context(request),
        "room": ROOM,
        "title": _("Changes not at the national portal"),
        "chosen": chosen,
        "is_parked": chosen.state == PARKED,
        "states": STATES.items(),
        "filters": FilterForm(chosen),
        "parameters": urlencode(chosen.parameters()),
        "page": page,
        "rows": [_row(message) for message in page],
        "form": form,
        "ticked": form.ticked(),
        "decisions": LinkDecision.objects.select_related("message__subject")[:DECISIONS],
        "reads_dossiers": request.user.has_perm("dossiers.view_dossier"),
    }
    return TemplateResponse(request, "admin/link/list.html", context)


def _leads(chosen: Chosen) -> QuerySet[NationalMessage]:
    """One line a dossier: its oldest change, with how many it owes."""
    owed = NationalMessage.objects.unsent().filter(subject=OuterRef("subject")).order_by()
    number = owed.values("subject").annotate(number=Count("pk")).values("number")
    leads = chosen.messages() & NationalMessage.objects.leads()
    wanted = leads.annotate(number=Subquery(number)).order_by("created_at", "pk")
    return wanted.select_related("subject__edition__procedure", "subject__agency", "event")


def _row(message: Any) -> dict[str, Any]:
    reason: Reason = reason_of(message.last_error)
    return {"message": message, "dossier": message.subject, "reason": reason, "number": message.number}


def _decide(request: HttpRequest, chosen: Chosen, form: DecideForm) -> str:
    what, ground = form.cleaned_data["what"], form.cleaned_data["ground"]
    if form.is_about_all():
        job = ordering.order(chosen, what, request.user, ground)  # type: ignore[arg-type]
        return reverse("admin:portal_job_page", args=[job.uuid])
    subjects = NationalMessage.objects.parked().filter(Q(subject__in=form.ticked())).values_list("subject", flat=True)
    number = sum(deciding.decide(subject, what, request.user, ground) > 0 for subject in sorted(set(subjects)))  # type: ignore[arg-type]
    messages.success(request, _said(what, number))
    return f"{reverse(LIST)}?{urlencode(chosen.parameters())}"


def _said(what: str, number: int) -> str:
    if what == LinkDecision.What.RETRY:
        said = ngettext("%(number)s dossier is tried again.", "%(number)s dossiers are tried again.", number)
    else:
        said = ngettext(
            "Changes of %(number)s dossier were let go.", "Changes of %(number)s dossiers were let go.", number
        )
    return said % {"number": number}
