"""Doing something with a question: by its table, and what each act causes."""

from dossiers.act import Act
from feedback import acting
from feedback.enquiries import owing, telling
from feedback.enquiries.table import TABLE, Action
from feedback.models import CaseEvent, Enquiry, EnquiryEvent
from portal.accounts.models import User


def available(enquiry: Enquiry, user: User | None) -> list[Action]:
    """The buttons."""
    return acting.available(TABLE, enquiry, user)


def perform(action: Action, enquiry: Enquiry, act: Act) -> CaseEvent:
    """As ``acting.perform``; the asker is told, and the nation owed, with it."""
    return acting.perform(action, enquiry, act, then=_follow)


def _follow(event: EnquiryEvent) -> None:
    telling.tell(event)
    owing.owe(event)
