"""What a dossier's page offers to rate, and how a tablet is opened for it at the desk."""

from typing import Any

from django import template

from dossiers.act import Refusal
from dossiers.models import Dossier
from dossiers.rating_link import path_of
from feedback.models import Stage
from feedback.ratings.giving import Occasion, RatedAlready, refuse_when_closed

register = template.Library()


@register.inclusion_tag("feedback/_rating_card.html")
def rating_card(dossier: Dossier, is_own: object) -> dict[str, Any]:
    """For the applicant alone: the stages that can be rated now, and those whose answer can be read."""
    stages = [Occasion(dossier, stage) for stage in reversed(Stage)] if is_own else []
    return {"links": [(of.stage, path_of(dossier, of.token_stage), state) for of in stages if (state := _state(of))]}


def _state(of: Occasion) -> str:
    """Open, rated, or nothing to show."""
    try:
        refuse_when_closed(of)
    except RatedAlready:
        return "rated"
    except Refusal:
        return ""
    return "open"
