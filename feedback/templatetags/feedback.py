"""Words of the room in templates."""

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.models import Petition, PetitionEvent
from feedback.petitions.filing import FETCHED, SENT, WRITTEN_DOWN
from feedback.petitions.table import ACTIONS
from portal.templatetags.components import tag

CAME = {
    SENT: pgettext_lazy("a petition", "Sent"),
    WRITTEN_DOWN: _("Written down at the office"),
    FETCHED: _("Came from the national portal"),
}
register = template.Library()


@register.simple_tag
def petition_step(event: PetitionEvent) -> str | Promise:
    """What an event of the history says."""
    return CAME.get(event.action) or ACTIONS[event.action].done


@register.simple_tag
def earlier_answer(petition: Petition, event: PetitionEvent) -> str:
    """What was answered by ``event``, where the page does not show it as the answer of now."""
    said = str(event.values.get("answer") or "")
    return "" if petition.answered_at and said == petition.answer else said


S = Petition.Status
TONES = {S.SENT: "new", S.CLARIFYING: "asking", S.ANSWERED: "done", S.REFUSED: "stopped"}
"""What is neither is under way."""


@register.simple_tag
def petition_tag(petition: Petition) -> SafeString:
    """Where it stands, to its petitioner."""
    return tag(TONES.get(S(petition.status), "active"), capfirst(petition.get_status_display()))


@register.simple_tag
def desk_petition_status(petition: Petition) -> str | Promise:
    """Where it stands, to officials: it is the petitioner who is waited for, not they."""
    waits = petition.status == S.CLARIFYING
    return _("Waiting for the petitioner") if waits else capfirst(petition.get_status_display())


@register.simple_tag
def desk_petition_tag(petition: Petition) -> SafeString:
    return tag(TONES.get(S(petition.status), "active"), str(desk_petition_status(petition)))


KINDS = {
    "email": _("e-mail address"), "dossier": _("code of a dossier"), "phone": _("telephone number"),
    "number": _("number of an identity card or an account"), "name": _("name"), "address": _("address"),
    "metadata": _("detail inside a file"),
}  # fmt: skip


@register.simple_tag
def removed_kind(kind: str) -> str | Promise:
    """What was taken out before publishing, in words."""
    return KINDS[kind]
