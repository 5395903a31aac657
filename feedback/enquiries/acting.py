"""Doing something with a question: one function, as for dossiers and petitions, over a table of its own."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from dossiers.act import Act, NotYours, Refusal, WrongStatus
from feedback.enquiries import owing, telling
from feedback.enquiries.parts import ASKER, HANDLER, RECEPTION
from feedback.enquiries.table import TABLE, Action
from feedback.models import Enquiry, EnquiryEvent
from portal.accounts.models import User
from portal.agencies.models import Post
from portal.calendar.current import one_calendar

S = Enquiry.Status
WORDS = frozenset({"note", "answer", "title", "content"})
"""They stand elsewhere, once."""


@dataclass(frozen=True)
class Standing:
    """As what somebody acts: the asker, or an official by a post."""

    role: str
    post: Post | None = None


def standing(action: Action, enquiry: Enquiry, user: User | None) -> Standing | None:
    """``None`` if as nothing. Nobody answers their own question; who holds its link acts as the asker."""
    is_own = user is not None and enquiry.submitter_id == user.pk
    if action.is_of_asker:
        return Standing(ASKER) if is_own or user is None else None
    if user is None or is_own:
        return None
    at: dict[str, dict[str, Any]] = {
        RECEPTION: {"agency__key": settings.PETITION_RECEPTION},
        HANDLER: {"agency": enquiry.handler_id},
    }
    for part, roles in action.by.items():
        post = user.posts.current().filter(role__in=roles, **at[part]).select_related("agency").first()
        if post is not None:
            return Standing(post.role, post)
    return None


def available(enquiry: Enquiry, user: User | None) -> list[Action]:
    """The buttons."""
    return [action for action in TABLE if _may_now(action, enquiry, user)]


def _may_now(action: Action, enquiry: Enquiry, user: User | None) -> bool:
    if enquiry.status not in action.sources or standing(action, enquiry, user) is None:
        return False
    try:
        action.guard(enquiry, Act(user))
    except Refusal:
        return False
    return True


@transaction.atomic
@one_calendar()
def perform(action: Action, enquiry: Enquiry, act: Act) -> EnquiryEvent:
    """Do it, write its history, tell whom it concerns and owe it to the nation, or none of it.

    Locks and re-reads ``enquiry``. Raises ``NotYours``, ``WrongStatus`` or the refusal of the action's guard.
    """
    locked = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    as_whom = standing(action, locked, act.by)
    if as_whom is None:
        raise NotYours
    if locked.status not in action.sources:
        raise WrongStatus
    action.guard(locked, act)
    before, due_before = S(locked.status), locked.due_at
    target = action.target(locked) if callable(action.target) else action.target
    action.effect(locked, act)
    locked.status = target
    locked.last_event += 1
    locked.save()
    event = EnquiryEvent.objects.create(
        enquiry=locked, number=locked.last_event, action=action.name, status_before=before, status=target, at=act.at,
        by=act.by, by_title=as_whom.post.title if as_whom.post else "", role=as_whom.role,
        agency=as_whom.post.agency if as_whom.post else None, handler=locked.handler, due_at=due_before,
        note=act.text("note"), values=_kept(act),
    )  # fmt: skip
    telling.tell(event)
    owing.owe(event)
    enquiry.refresh_from_db()
    return event


def _kept(act: Act) -> dict[str, str | int | bool]:
    return {
        name: value for name, value in act.values.items() if name not in WORDS and isinstance(value, str | int | bool)
    }
