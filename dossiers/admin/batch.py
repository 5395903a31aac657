"""One act on many dossiers: what is possible for how many is shown, then confirmed, then done as long work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.action import Action
from dossiers.batch import acts, ordering
from dossiers.desk.filters import Asked
from dossiers.desk.keyset import counted
from dossiers.desk.seat import Seat
from dossiers.forms import ActionForm
from dossiers.models import Dossier
from portal import once
from procedures.models import READ_SELDOM

CHOSEN, ALL, FILTER, ACT, DO = "dossier", "all", "filter", "act", "do"
"""What the list and the page send: uuids (one field or many, several in one parted by blanks), or the address of a
list whose rows are all meant."""


@dataclass(frozen=True)
class Choice:
    """The chosen dossiers that this official sees; ``left``: how many more were meant."""

    dossiers: Sequence[Dossier]
    left: int = 0
    unseen: int = 0


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    if request.method != "POST":
        return redirect("admin:dossiers_dossier_changelist")
    choice = _chosen(request)
    action = acts.named(request.POST.get(ACT, ""), request.user)  # type: ignore[arg-type]
    if action is None or not choice.dossiers:
        return _page(request, site, choice, action, None)
    form = action.form(request.POST if DO in request.POST else None)
    if form.is_valid():
        return once.answer_once(request, lambda: _order(request, choice, action, form))
    return _page(request, site, choice, action, form)


def _order(request: HttpRequest, choice: Choice, action: Action, form: ActionForm) -> str:
    sent = {name: request.POST.getlist(name) for name in form.fields}
    job = ordering.order(action, choice.dossiers, request.user, sent)  # type: ignore[arg-type]
    return reverse("admin:portal_job_page", args=[job.uuid])


def _chosen(request: HttpRequest) -> Choice:
    if ALL in request.POST:
        return _all_of(request, QueryDict(request.POST.get(FILTER, "")))
    keys = list(dict.fromkeys(_uuids(request.POST.getlist(CHOSEN))))
    meant = keys[: acts.MOST]
    found = {one.uuid: one for one in _light(Dossier.objects.reached_by(request.user).filter(uuid__in=meant))}  # type: ignore[arg-type]
    dossiers = [found[key] for key in meant if key in found]
    return Choice(dossiers, left=len(keys) - len(meant), unseen=len(meant) - len(dossiers))


def _all_of(request: HttpRequest, query: QueryDict) -> Choice:
    """The first of the list of an address, in its order."""
    listing = Asked(query, Seat(request.user)).listing  # type: ignore[arg-type]
    keys = [spot.dossier for spot in listing.after(None, acts.MOST)]
    found = _light(Dossier.objects.reached_by(request.user)).in_bulk(keys)  # type: ignore[arg-type]
    return Choice([found[key] for key in keys if key in found], left=max(0, counted([listing])[0] - acts.MOST))


def _light(rows: Any) -> Any:
    related = rows.select_related("edition", "case", "agency", "received_by")
    return related.defer(*(f"edition__{column}" for column in (*READ_SELDOM, "form", "name_plain")))


def _uuids(sent: Sequence[str]) -> list[UUID]:
    """What is no uuid was not sent by our page, and means nothing."""
    found = []
    for word in " ".join(sent).split():
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found


def _page(
    request: HttpRequest, site: dict[str, Any], choice: Choice, action: Action | None, form: ActionForm | None
) -> HttpResponse:
    looked = acts.candidates(action, choice.dossiers, request.user) if action and form is not None else []  # type: ignore[arg-type]
    possible = [one.dossier for one in looked if one.refusal is None]
    context = {
        **site,
        "title": action.label if action else _("One act on many dossiers"),
        "action": action,
        "acts": acts.fit_for(request.user),  # type: ignore[arg-type]
        "form": form,
        "choice": choice,
        "keys": " ".join(str(dossier.uuid) for dossier in choice.dossiers),
        "most": acts.MOST,
        "possible": len(possible),
        "refused": _by_reason(looked),
        "impossible": len(looked) - len(possible),
    }
    return TemplateResponse(request, "admin/dossiers/batch.html", context)


def _by_reason(looked: Sequence[acts.Candidate]) -> list[tuple[str, list[Dossier]]]:
    """The dossiers for which it is not possible, under the words that say why; the commonest reason first."""
    heaps: dict[str, list[Dossier]] = {}
    for one in looked:
        if one.refusal is not None:
            heaps.setdefault(str(one.reason), []).append(one.dossier)
    return sorted(heaps.items(), key=lambda heap: -len(heap[1]))
