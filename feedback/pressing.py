"""A button of a case: what its form asks is done once; what is refused stands in the form with all that was typed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from dossiers.act import Refusal
from portal import once

CONFLICT = 409

Bound = tuple[Any, Any]
"""An action, and its form as it was sent."""

Show = Callable[[Bound, int], HttpResponse]
"""The page of a case with a form as it was sent, under a status."""


def pressed(
    request: HttpRequest, case: Any, form: Any, do: Callable[[Any], object], show: Callable[[int], HttpResponse]
) -> HttpResponse:
    """``do`` gets what a valid form says; then one is back on the page. Else ``show`` shows it as it was sent."""
    if not form.is_valid():
        return show(200)

    def act() -> str:
        do(form.values())
        return request.path

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        case.refresh_from_db()
        return show(CONFLICT)
