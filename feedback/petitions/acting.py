"""Doing something with a petition: by its table, and what each act causes."""

from dossiers.act import Act
from feedback import acting
from feedback.models import CaseEvent, Petition, PetitionEvent
from feedback.petitions import owed, telling
from feedback.petitions.table import TABLE, Action
from portal.accounts.models import User


def available(petition: Petition, user: User | None) -> list[Action]:
    """The buttons."""
    return acting.available(TABLE, petition, user)


def perform(action: Action, petition: Petition, act: Act) -> CaseEvent:
    """As ``acting.perform``; the petitioner is told, and the nation owed, with it."""
    return acting.perform(action, petition, act, then=_follow)


def _follow(event: PetitionEvent) -> None:
    telling.tell(event)
    owed.owe(event)
