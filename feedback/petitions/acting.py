"""Doing something with a petition: one function, as for dossiers, over a table of its own."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from dossiers.act import Act, NotYours, Refusal, WrongStatus
from feedback.models import Petition, PetitionEvent
from feedback.petitions import telling
from feedback.petitions.table import APPROVE, HANDLER, PETITIONER, RECEPTION, TABLE, Action
from portal.accounts.models import User
from portal.agencies.models import Post
from portal.calendar.current import one_calendar

S = Petition.Status
WORDS = frozenset({"note", "answer", "title", "content"})
"""They stand elsewhere, once."""


@dataclass(frozen=True)
class Standing:
    """As what somebody acts: the petitioner, or an official by a post."""

    role: str
    post: Post | None = None


def standing(action: Action, petition: Petition, user: User | None) -> Standing | None:
    """``None`` if as nothing. Nobody handles their own petition; who holds its link acts as petitioner (``holder``)."""
    is_own = user is not None and petition.submitter_id == user.pk
    if action.part == PETITIONER:
        return Standing(PETITIONER) if is_own or user is None else None
    if user is None or is_own:
        return None
    posts = user.posts.current().filter(role__in=action.roles).select_related("agency")
    at = {RECEPTION: {"agency__key": settings.PETITION_RECEPTION}, HANDLER: {"agency": petition.handler_id}}
    post = posts.filter(**at[action.part]).first()
    return Standing(post.role, post) if post else None


def available(petition: Petition, user: User | None) -> list[Action]:
    """The buttons."""
    return [action for action in TABLE if _may_now(action, petition, user)]


def _may_now(action: Action, petition: Petition, user: User | None) -> bool:
    if petition.status not in action.sources or standing(action, petition, user) is None:
        return False
    try:
        action.guard(petition, Act(user))
    except Refusal:
        return False
    return True


@transaction.atomic
@one_calendar()
def perform(action: Action, petition: Petition, act: Act) -> PetitionEvent:
    """Do it, write its history and tell whom it concerns, or none of it.

    Locks and re-reads ``petition``. Raises ``NotYours``, ``WrongStatus`` or the refusal of the action's guard.
    """
    locked = Petition.objects.select_for_update().get(pk=petition.pk)
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
    event = PetitionEvent.objects.create(
        petition=locked, number=locked.last_event, action=action.name, status_before=before, status=target, at=act.at,
        by=act.by, by_title=as_whom.post.title if as_whom.post else "", role=as_whom.role,
        agency=as_whom.post.agency if as_whom.post else None, handler=locked.handler, due_at=due_before,
        note=act.text("note"), values=_kept(action, locked, act),
    )  # fmt: skip
    telling.tell(event)
    petition.refresh_from_db()
    return event


def _kept(action: Action, petition: Petition, act: Act) -> dict[str, str | int | bool]:
    """With an answer its words: reopened, the petition gets other ones, and history keeps what was answered then."""
    said = {
        name: value for name, value in act.values.items() if name not in WORDS and isinstance(value, str | int | bool)
    }
    return said | {"answer": petition.answer} if action is APPROVE else said
