"""Who comes to the pages of the counter."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from dossiers.counter.served import units_led_by, units_of
from portal.agencies.models import Agency

Page = Callable[..., HttpResponse]


def clerk_units(request: HttpRequest) -> list[Agency]:
    """The units where this person receives. Raises ``PermissionDenied`` where there is none."""
    units = list(units_of(request.user))  # type: ignore[arg-type]
    if not units:
        raise PermissionDenied
    return units


def only_handlers(view: Page) -> Page:
    """A post at the unit is not enough: who keeps its accounts or the catalogue handles no dossiers (D6)."""

    def page(request: HttpRequest, site: dict[str, Any], **asked: Any) -> HttpResponse:
        if not request.user.has_perm("dossiers.view_dossier"):
            raise PermissionDenied
        return view(request, site, **asked)

    return page


def led_units(request: HttpRequest) -> Any:
    """The units this person leads. Raises ``PermissionDenied`` where there is none."""
    units = units_led_by(request.user)  # type: ignore[arg-type]
    if not units.exists():
        raise PermissionDenied
    return units


def key_in(request: HttpRequest, name: str) -> UUID:
    """The uuid under ``name`` in the address; one that nothing bears, for anything else."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return UUID(int=0)
