"""Words of the room in templates."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.models import PetitionEvent
from feedback.petitions.filing import FETCHED, SENT, WRITTEN_DOWN
from feedback.petitions.table import ACTIONS

CAME = {SENT: _("Sent"), WRITTEN_DOWN: _("Written down at the office"), FETCHED: _("Came from the national portal")}
register = template.Library()


@register.simple_tag
def petition_step(event: PetitionEvent) -> str | Promise:
    """What an event of the history says."""
    return CAME.get(event.action) or ACTIONS[event.action].done


KINDS = {
    "email": _("e-mail address"), "dossier": _("code of a dossier"), "phone": _("telephone number"),
    "number": _("number of an identity card or an account"), "name": _("name"), "address": _("address"),
    "metadata": _("detail inside a file"),
}  # fmt: skip


@register.simple_tag
def removed_kind(kind: str) -> str | Promise:
    """What was taken out before publishing, in words."""
    return KINDS[kind]
