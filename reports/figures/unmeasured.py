"""What the province reports of and nothing here measures yet: the rooms are not there. A room that comes puts its own
figure in the place of one of these."""

from django.utils.translation import gettext_lazy as _

from reports.figures.base import Figure, Value, Words
from reports.scope import Scope


def _nothing(scope: Scope) -> Value | None:
    return None


def _unmeasured(key: str, title: Words, unit: Words) -> Figure:
    return Figure(key, title, unit, _("Not measured yet: the portal has no such function so far."), "–", _nothing)


FIGURES = (_unmeasured("phan-anh", _("Petitions answered"), _("petitions")),)
