"""Words of the room in templates."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.models import PetitionEvent
from feedback.petitions.filing import SENT
from feedback.petitions.table import ACTIONS

register = template.Library()


@register.simple_tag
def petition_step(event: PetitionEvent) -> str | Promise:
    """What an event of the history says."""
    return _("Sent") if event.action == SENT else ACTIONS[event.action].done
