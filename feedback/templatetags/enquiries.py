"""Words of questions and answers in templates, and what a procedure's page shows of them."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from feedback.enquiries import similar
from feedback.enquiries.asking import SENT
from feedback.enquiries.table import ACTIONS
from feedback.models import Enquiry, EnquiryEvent
from portal.templatetags.components import tag

register = template.Library()
NEWEST = 3


@register.simple_tag
def enquiry_step(event: EnquiryEvent) -> str | Promise:
    """What an event of the history says."""
    return _("Asked") if event.action == SENT else ACTIONS[event.action].done


S = Enquiry.Status
TONES = {S.SENT: "new", S.ASKED: "asking", S.ANSWERED: "done", S.REFUSED: "stopped", S.MOVED: "stopped"}
"""What is neither is under way."""


@register.simple_tag
def enquiry_tag(enquiry: Enquiry) -> SafeString:
    """Where it stands, to its asker."""
    return tag(TONES.get(S(enquiry.status), "active"), capfirst(enquiry.get_status_display()))


@register.simple_tag
def desk_enquiry_status(enquiry: Enquiry) -> str | Promise:
    """Where it stands, to officials: it is the asker who is waited for, not they."""
    return _("Waiting for the asker") if enquiry.status == S.ASKED else capfirst(enquiry.get_status_display())


@register.simple_tag
def desk_enquiry_tag(enquiry: Enquiry) -> SafeString:
    return tag(TONES.get(S(enquiry.status), "active"), str(desk_enquiry_status(enquiry)))


@register.inclusion_tag("feedback/enquiries_of_procedure.html")
def answered_about(code: str) -> dict[str, Any]:
    """The newest answers about a procedure, and how many there are. True for a state of the catalogue: publishing and
    hiding an answer change it (migration 0011)."""
    answers = similar.found(similar.Wanted(procedure=code))
    return {"code": code, "answers": answers[:NEWEST], "number": answers.count(), "newest": NEWEST}
