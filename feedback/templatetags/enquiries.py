"""Words of questions and answers in templates, and what a procedure's page shows of them."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.enquiries import similar
from feedback.enquiries.asking import SENT
from feedback.enquiries.table import ACTIONS
from feedback.models import EnquiryEvent

register = template.Library()
NEWEST = 3


@register.simple_tag
def enquiry_step(event: EnquiryEvent) -> str | Promise:
    """What an event of the history says."""
    return _("Asked") if event.action == SENT else ACTIONS[event.action].done


@register.inclusion_tag("feedback/enquiries_of_procedure.html")
def answered_about(code: str) -> dict[str, Any]:
    """The newest answers about a procedure, and how many there are. True for a state of the catalogue: publishing and
    hiding an answer change it (migration 0011)."""
    answers = similar.found(similar.Wanted(procedure=code))
    return {"code": code, "answers": answers[:NEWEST], "number": answers.count(), "newest": NEWEST}
