"""How long the steps of a procedure take, of the dossiers this official reaches; the edition stands in the address."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dossiers.models import Dossier, Task
from dossiers.process import statistics
from portal.accounts.models import User
from procedures.models import Edition

EDITION = "ban"


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    offered = editions(request.user)  # type: ignore[arg-type]
    asked = request.GET.get(EDITION, "")
    chosen = next((edition for edition in offered if str(edition.pk) == asked), offered[0] if offered else None)
    context = site | {
        "title": _("Figures by step"),
        "editions": offered,
        "chosen": chosen,
        "figures": statistics.figures(request.user, chosen) if chosen else (),  # type: ignore[arg-type]
    }
    return TemplateResponse(request, "admin/dossiers/step_figures.html", context)


def editions(user: User) -> list[Edition]:
    """Those whose steps some dossier went through that this official reaches, the busiest first."""
    reached = Task.objects.filter(dossier__in=Dossier.objects.reached_by(user))
    counted = dict(reached.values_list("dossier__edition").annotate(number=Count("pk")))
    found = Edition.objects.filter(pk__in=counted).select_related("procedure").only("name", "number", "procedure__code")
    return sorted(found, key=lambda edition: (-counted[edition.pk], edition.pk))
