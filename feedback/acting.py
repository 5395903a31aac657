"""Doing something with a case of a citizen: one function, as for dossiers, over the table of its kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from dossiers.act import Act, NotYours, Refusal, WrongStatus
from feedback.actions import HANDLER, RECEPTION, Action, C
from feedback.models import CaseEvent
from portal.accounts.models import User
from portal.agencies.models import Post
from portal.calendar.current import one_calendar

WORDS = frozenset({"note", "answer", "title", "content"})
"""They stand elsewhere, once."""


@dataclass(frozen=True)
class Standing:
    """As what somebody acts: the sender, or an official by a post."""

    role: str
    post: Post | None = None


def standing(action: Action[C], case: C, user: User | None) -> Standing | None:
    """``None`` if as nothing. Nobody handles their own case; who holds its link acts as the sender."""
    is_own = user is not None and case.submitter_id == user.pk
    if action.is_of_sender:
        return Standing(case.SENDER) if is_own or user is None else None
    if user is None or is_own:
        return None
    at: dict[str, dict[str, Any]] = {
        RECEPTION: {"agency__key": settings.PETITION_RECEPTION},
        HANDLER: {"agency": case.handler_id},
    }
    for part, roles in action.by.items():
        post = user.posts.current().filter(role__in=roles, **at[part]).select_related("agency").first()
        if post is not None:
            return Standing(post.role, post)
    return None


def available(table: Iterable[Action[C]], case: C, user: User | None) -> list[Action[C]]:
    """The buttons."""
    return [action for action in table if _may_now(action, case, user)]


def _may_now(action: Action[C], case: C, user: User | None) -> bool:
    if case.status not in action.sources or standing(action, case, user) is None:
        return False
    try:
        action.guard(case, Act(user))
    except Refusal:
        return False
    return True


@transaction.atomic
@one_calendar()
def perform(action: Action[C], case: C, act: Act, then: Callable[[Any], None]) -> CaseEvent:
    """Do it, write its history and ``then`` what follows from the event, or none of it.

    Locks and re-reads ``case``. Raises ``NotYours``, ``WrongStatus`` or the refusal of the action's guard.
    """
    locked = type(case)._default_manager.select_for_update().get(pk=case.pk)
    as_whom = standing(action, locked, act.by)
    if as_whom is None:
        raise NotYours
    if locked.status not in action.sources:
        raise WrongStatus
    action.guard(locked, act)
    left, due = locked.status, locked.due_at
    target = action.target(locked) if callable(action.target) else action.target
    action.effect(locked, act)
    locked.status = target
    locked.last_event += 1
    locked.save()
    event = locked.events.create(
        number=locked.last_event, action=action.name, status_before=left, status=target, at=act.at, by=act.by,
        by_title=as_whom.post.title if as_whom.post else "", role=as_whom.role,
        agency=as_whom.post.agency if as_whom.post else None, handler=locked.handler, due_at=due,
        note=act.text("note"), values=_kept(action, locked, act),
    )  # fmt: skip
    then(event)
    case.refresh_from_db()
    return event


def _kept(action: Action[C], case: C, act: Act) -> dict[str, str | int | bool]:
    said = {
        name: value for name, value in act.values.items() if name not in WORDS and isinstance(value, str | int | bool)
    }
    return said | {name: getattr(case, name) for name in action.keeps}
