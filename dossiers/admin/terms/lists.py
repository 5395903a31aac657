"""What is near its deadline, missed, to be signed or approved: one list each, for those who answer for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.admin.urgency import urgency
from dossiers.models import Apology, Dossier, SupplementProposal, TermWarning
from dossiers.terms import breaches, proposing, urging, warning
from dossiers.views.forms import vietnamese
from portal.accounts.models import User
from portal.agencies.models import Agency

PAGE = 50


@dataclass(frozen=True)
class Heap:
    """``find`` gives rows of dossiers or of what belongs to one; ``say`` what stands beside each."""

    label: str | Promise
    find: Callable[[User], QuerySet[Any]]
    say: Callable[[Any], object]
    empty: str | Promise


def _near(user: User) -> QuerySet[Any]:
    return warning.of(user)


def _without_apology(user: User) -> QuerySet[Any]:
    return breaches.without_apology().reached_by(user).order_by("due_at", "pk")


def _missed_again(user: User) -> QuerySet[Any]:
    return breaches.missed_again().reached_by(user).order_by("due_at", "pk")


def _asked_again(user: User) -> QuerySet[Any]:
    return proposing.asked_again(user).annotate(requests=Count("supplements")).order_by("-saved_at", "-pk")


HEAPS = {
    "sap-den-han": Heap(
        gettext_lazy("Near the deadline"),
        _near,
        lambda found: found.get_kind_display(),
        gettext_lazy("No dossier has used most of its time."),
    ),
    "xin-loi": Heap(
        gettext_lazy("Apologies to sign"),
        breaches.to_sign,
        lambda found: vietnamese(found.reason) if found.reason else _("reason still blank"),
        gettext_lazy("No apology waits for your signature."),
    ),
    "qua-han": Heap(
        gettext_lazy("Missed without apology"),
        _without_apology,
        lambda found: _("no apology was signed"),
        gettext_lazy("Every date that was missed has its apology."),
    ),
    "qua-hen-moi": Heap(
        gettext_lazy("New date missed, too"),
        _missed_again,
        lambda found: _("the date cannot be moved again"),
        gettext_lazy("No new date was missed."),
    ),
    "duyet-bo-sung": Heap(
        gettext_lazy("Further supplements to approve"),
        breaches.to_approve,
        lambda found: vietnamese(found.ground),
        gettext_lazy("No further request waits for you."),
    ),
    "bo-sung-nhieu-lan": Heap(
        gettext_lazy("Sent back more than once"),
        _asked_again,
        lambda found: _("%(n)s requests") % {"n": found.requests},
        gettext_lazy("Nobody was asked more than once."),
    ),
}


def counts(user: User) -> list[tuple[str, str | Promise, int]]:
    """(name, label, number) of every heap: for the start page, too."""
    return [(name, heap.label, heap.find(user).count()) for name, heap in HEAPS.items()]


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    name = request.GET.get("viec", "")
    name = name if name in HEAPS else "sap-den-han"
    page = Paginator(HEAPS[name].find(user), PAGE).get_page(request.GET.get("trang"))
    context = site | {
        "title": _("Deadlines"),
        "queues": counts(user),
        "queue": name,
        "rows": _rows(page, HEAPS[name], user),
        "page": page,
        "parameters": f"viec={name}",
        "empty": HEAPS[name].empty,
        "unstaffed": _unstaffed(user),
        "per_agency": _per_agency(user) if name == "bo-sung-nhieu-lan" else [],
        "may_urge": name in {"qua-han", "qua-hen-moi"} and urging.to_urge(user).exists(),
    }
    return TemplateResponse(request, "admin/dossiers/deadlines.html", context)


def _rows(found: Iterable[Any], heap: Heap, user: User) -> list[dict[str, Any]]:
    said = {_dossier_of(one): heap.say(one) for one in found}
    whole = Dossier.objects.filter(pk__in=said).select_related("edition", "agency")
    by_key = {dossier.pk: dossier for dossier in whole}
    urged = set(urging.to_urge(user).filter(pk__in=said).values_list("pk", flat=True))
    return [
        {"dossier": by_key[key], "urgency": urgency(by_key[key]), "said": words, "may_urge": key in urged}
        for key, words in said.items()
    ]


def _dossier_of(found: Any) -> int:
    key = found.dossier_id if isinstance(found, Apology | SupplementProposal | TermWarning) else found.pk
    return int(key)


def _unstaffed(user: User) -> list[breaches.Unstaffed]:
    """Of the agencies this official is posted at and those right below."""
    own = set(user.posts.current().agencies().values_list("pk", flat=True))
    return [one for one in breaches.unstaffed() if {one.agency.pk, one.agency.parent_id} & own]


def _per_agency(user: User) -> list[tuple[str, int]]:
    again = Agency.objects.filter(decides__in=proposing.asked_again(user)).annotate(number=Count("decides"))
    return list(again.order_by("-number", "name").values_list("name", "number"))
