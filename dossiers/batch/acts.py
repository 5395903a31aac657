"""Which acts of the workflow table are fit for many dossiers at once, and for which of them each is possible now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers import workflow
from dossiers.act import Act, NotYours, Refusal, WrongStatus
from dossiers.action import Action
from dossiers.models import Dossier
from dossiers.standing import standing
from portal.accounts.models import User

MOST = 500
"""Dossiers in one batch."""


class NotInThisStatus(Refusal):
    """Seen beforehand, when nobody was faster yet."""

    message = _("Its status does not allow this step.")


@dataclass(frozen=True)
class Candidate:
    """A chosen dossier, and why the act would be refused now; ``None``: it is possible."""

    dossier: Dossier
    refusal: Refusal | None

    @property
    def reason(self) -> str | Promise:
        return str(self.refusal or "")


def is_fit(action: Action) -> bool:
    """An official's act that has no page of its own and asks nothing that differs from dossier to dossier."""
    return action.part is not None and not action.page and set(action.form.base_fields) <= action.form.shared


def fit_for(user: User) -> list[Action]:
    """What ``user`` could do to many by the roles of their posts, in the order of the table."""
    roles = set(user.posts.current().values_list("role", flat=True))
    return [action for action in workflow.TABLE if is_fit(action) and any(roles & g.roles for g in action.grants)]


def named(name: str, user: User) -> Action | None:
    return next((action for action in fit_for(user) if action.name == name), None)


def candidates(action: Action, dossiers: Iterable[Dossier], user: User) -> list[Candidate]:
    """Nothing is locked: whether it is possible is asked again of each when it is done."""
    return [Candidate(dossier, refusal(action, dossier, user)) for dossier in dossiers]


def refusal(action: Action, dossier: Dossier, user: User) -> Refusal | None:
    """What ``workflow.perform`` would say now. The status that no grant allows is found without asking the database."""
    if not any(dossier.status in grant.sources for grant in action.grants):
        return NotInThisStatus()
    as_whom = standing(action, dossier, user)
    if as_whom is None:
        return NotYours()
    if dossier.status not in as_whom.sources:
        return NotInThisStatus()
    try:
        action.guard(dossier, Act(user))
    except WrongStatus:
        return NotInThisStatus()
    except Refusal as refused:
        return refused
    return None
