"""What a row of the workflow table says."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from django.utils.functional import Promise

from dossiers import effects
from dossiers.act import Act
from dossiers.forms import ActionForm, NoteForm
from dossiers.models import Dossier
from dossiers.models import Status as S

APPLICANT = "applicant"
"""The role of who handed the dossier in, or owns it."""

SYSTEM = "system"
NATION = "nation"
"""Somebody who acted at the national portal, and whom no account here need stand for."""

Step = Callable[[Dossier, Act], None]


@dataclass(frozen=True)
class Grant:
    """Who may, from where, and at which agency an official's post counts: the one that receives or that decides."""

    roles: Set[str]
    sources: Set[S]
    part: str | None = None


@dataclass(frozen=True)
class Action:
    name: str
    label: str | Promise
    done: str | Promise
    """What history says of it, in words a citizen understands."""

    roles: Set[str]
    sources: Set[S]
    target: S | Callable[[Dossier], S] | None
    """``None``: the national status stays."""

    part: str | None = None
    also: tuple[Grant, ...] = ()
    """Others who may do the same, each from statuses of their own."""

    form: type[ActionForm] = NoteForm
    guard: Step = effects.nothing
    effect: Step = effects.nothing
    is_grave: bool = False
    """Drawn apart and with a warning colour."""

    is_internal: bool = False
    """Between the agencies: the citizen's pages leave it out."""

    page: str = ""
    """Name of the page of its own where it is done, by the dossier's uuid; the dossier's page only leads there."""

    @property
    def grants(self) -> tuple[Grant, ...]:
        return (Grant(self.roles, self.sources, self.part), *self.also)
