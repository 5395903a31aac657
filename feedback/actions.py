"""What the tables of petitions and questions are written in: who acts, a row, and conditions that both know."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.forms import ActionForm
from feedback.models import Case
from portal.agencies.models import Role

SENDER, RECEPTION, HANDLER = "sender", "reception", "handler"
"""As what somebody acts: whoever sent it, or an official whose post counts at the office that receives petitions or at
the agency that has the case in hand."""

ALL_HANDS = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER})
OFFICERS = frozenset({Role.OFFICER, Role.LEADER})
LEADERS = frozenset({Role.LEADER})

Hands = Mapping[str, Set[str]]
"""Parts that may do it, and the roles that count there."""

OF_SENDER: Hands = {SENDER: frozenset()}
OF_RECEPTION: Hands = {RECEPTION: ALL_HANDS}
OF_HANDLER: Hands = {HANDLER: OFFICERS}
OF_LEADER: Hands = {HANDLER: LEADERS}

C = TypeVar("C", bound=Case)


class OwnProposal(Refusal):
    message = _("Somebody else must approve what you have proposed.")


def nothing(case: Case, act: Act) -> None:
    """Neither condition nor effect."""


def stay(case: Case) -> int:
    return case.status


def before(status: int) -> Callable[[Case], int]:
    """Where a case stood before it came to ``status`` the last time."""
    return lambda case: case.events.filter(status=status).order_by("-number")[0].status_before


def over(refusal: type[Refusal]) -> Callable[[Case, Act], None]:
    """The term of whoever was asked has passed; ``refusal`` until then."""

    def check(case: Case, act: Act) -> None:
        if case.due_at is not None and act.at <= case.due_at:
            raise refusal

    return check


def another_proposed(case: Case, act: Act) -> None:
    """Two persons, where the agency has two (assumed: as with every paper that leaves it)."""
    proposed = case.events.filter(action="propose").order_by("-number").first()
    if proposed is not None and act.by is not None and proposed.by_id == act.by.pk:
        raise OwnProposal


@dataclass(frozen=True)
class Action(Generic[C]):
    """A row of the table of a kind."""

    name: str
    label: str | Promise
    done: str | Promise
    """What the history says of it, in words the sender understands."""

    by: Hands
    sources: Set[int]
    target: int | Callable[[C], int]
    form: type[ActionForm]
    guard: Callable[[C, Act], None] = nothing
    effect: Callable[[C, Act], None] = nothing
    is_internal: bool = False
    """The sender's page leaves it out."""

    is_grave: bool = False
    keeps: Sequence[str] = ()
    """What of the case history keeps as it is after the act."""

    @property
    def is_of_sender(self) -> bool:
        return SENDER in self.by
