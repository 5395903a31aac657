"""The work-list: what this person's agencies have open, the most urgent first; filters in the address."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.admin.urgency import urgency
from dossiers.models import CorrectionRequest, Dossier, DossierQuerySet, NationalMessage, Status
from dossiers.thread.models import Side, has_unread, unread_messages

PAGE = 50
CLOSED = (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.HANDED_OVER)


def queues() -> dict[str, tuple[str | Promise, Q]]:
    """The heaps of work by name; each figure opens its list."""
    now = timezone.now()
    today = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    running = Q(status__in=[Status.RECEIVED, Status.IN_PROCESS], due_at__isnull=False)
    return {
        "": (_("All open"), ~Q(status__in=CLOSED)),
        "tiep-nhan": (_("To receive"), Q(status=Status.SUBMITTED)),
        "xu-ly": (_("In process"), Q(status__in=[Status.RECEIVED, Status.IN_PROCESS])),
        "cho-bo-sung": (_("Waiting for the citizen"), Q(status=Status.SUPPLEMENT)),
        "hom-nay": (_("Due today"), running & Q(due_at__gte=now, due_at__lte=today)),
        "qua-han": (_("Overdue"), running & Q(due_at__lt=now) | Q(status=Status.SUBMITTED, reception_due_at__lt=now)),
        "tra-ket-qua": (_("Results to hand over"), Q(status=Status.FINISHED)),
        "tin-nhan": (_("Messages to answer"), Q(is_asking=True)),
        "dinh-chinh": (_("Corrections asked for"), Q(correction_waits=True)),
        "chua-dong-bo": (_("Not yet at the national portal"), Q(code__isnull=False) & Q(is_owed=True)),
        "da-xong": (_("Closed"), Q(status__in=CLOSED)),
    }


def reachable(request: HttpRequest) -> DossierQuerySet:
    """What this official sees by their posts, and whether the nation or the citizen still waits for something.

    What they filed themselves, as citizens, is not at their desk.
    """
    owed = NationalMessage.objects.unsent().filter(subject=OuterRef("pk"))
    asked = CorrectionRequest.objects.open().filter(result__dossier=OuterRef("pk"))
    waiting = {"is_owed": Exists(owed), "correction_waits": Exists(asked), "is_asking": has_unread(Side.AGENCY)}
    return Dossier.objects.reached_by(request.user).annotate(**waiting)  # type: ignore[arg-type]


def counts(request: HttpRequest) -> list[tuple[str, str | Promise, int]]:
    """(name, label, number) of every queue, in one query."""
    heaps = queues()
    figures = reachable(request).aggregate(
        **{f"n{place}": Count("pk", filter=condition) for place, (_label, condition) in enumerate(heaps.values())}
    )
    return [(name, label, figures[f"n{place}"]) for place, (name, (label, _q)) in enumerate(heaps.items())]


def searched(rows: DossierQuerySet, text: str) -> DossierQuerySet:
    """By the beginning of a code or provisional number, or words of the owner's name."""
    return rows.filter(
        Q(code__istartswith=text) | Q(provisional_number__istartswith=text) | Q(owner__name__icontains=text)
    )


def in_order(rows: DossierQuerySet, name: str) -> DossierQuerySet:
    """The next legal term first; what only waits for the citizen below; what is closed, the latest first."""
    if name == "da-xong":
        return rows.order_by("-saved_at", "-pk")
    resting = Case(When(status__in=[*CLOSED, Status.SUPPLEMENT, Status.FINISHED], then=1), default=0)
    return rows.order_by(resting, Coalesce("due_at", "reception_due_at"), "pk")


def listed(request: HttpRequest, query: QueryDict) -> DossierQuerySet:
    """The list of an address: a heap; or, when something is searched, all that this official reaches."""
    name, text = query.get("viec", ""), query.get("q", "").strip()[:100]
    heaps = queues()
    name = name if name in heaps else ""
    rows = searched(reachable(request), text) if text else reachable(request).filter(heaps[name][1])
    return in_order(rows, name)


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    """One heap; or, when something is searched, all that this official reaches, closed ones too."""
    name, text = request.GET.get("viec", ""), request.GET.get("q", "").strip()[:100]
    ordered = listed(request, request.GET).select_related("edition", "agency")
    ordered = ordered.annotate(new_messages=unread_messages(Side.AGENCY))
    found = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    parameters = request.GET.copy()
    parameters.pop("trang", None)
    context = {
        **site,
        "title": _("Dossiers"),
        "queues": counts(request),
        "queue": None if text else name if name in queues() else "",
        "text": text,
        "rows": [(dossier, urgency(dossier)) for dossier in found],
        "page": found,
        "parameters": parameters.urlencode(),
    }
    return TemplateResponse(request, "admin/dossiers/worklist.html", context)
