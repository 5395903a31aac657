"""As what somebody stands to a dossier: its applicant, an official by a post, or the system."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from dossiers.action import APPLICANT, NATION, SYSTEM, Action, Grant
from dossiers.models import Dossier
from dossiers.models import Status as S
from portal.accounts.models import User
from portal.agencies.models import Post


@dataclass(frozen=True)
class Standing:
    """Who somebody is to a dossier now: their role, the post it comes from, and the statuses it lets them act in."""

    role: str
    post: Post | None = None
    sources: Set[S] = frozenset(S)


class Ties:
    """What binds ``user`` to ``dossier``, each asked of the database once and only when wanted."""

    def __init__(self, dossier: Dossier, user: User | None) -> None:
        self.dossier, self.user = dossier, user

    @cached_property
    def posts(self) -> list[Post]:
        return list(self.user.posts.current().select_related("agency")) if self.user else []

    @cached_property
    def parts(self) -> set[tuple[str, int]]:
        """(part, agency) of who has one now."""
        return set(self.dossier.involvements.current().values_list("part", "agency"))

    @cached_property
    def is_applicant(self) -> bool:
        user, dossier = self.user, self.dossier
        if user is None:
            return False
        if dossier.submitter_id == user.pk:
            return True
        is_someones = dossier.owner_identity_id is not None  # else there is nobody to ask the database about
        return is_someones and Dossier.objects.of(user).filter(pk=dossier.pk).exists()


def standing(action: Action, dossier: Dossier, user: User | None, ties: Ties | None = None) -> Standing | None:
    """As what ``user`` may do ``action`` to ``dossier``: where several posts allow it, one that allows it in its
    present status. ``None`` if as nothing, whatever the status. ``ties`` serve several actions."""
    ties = ties or Ties(dossier, user)
    held = [found for grant in action.grants if (found := _held(grant, ties))]
    return next((found for found in held if dossier.status in found.sources), held[0] if held else None)


def _held(grant: Grant, ties: Ties) -> Standing | None:
    if ties.user is None:
        role = next((role for role in (SYSTEM, NATION) if role in grant.roles), None)
        return Standing(role, None, grant.sources) if role else None
    if APPLICANT in grant.roles and ties.is_applicant:
        return Standing(APPLICANT, None, grant.sources)
    if grant.part is None or ties.is_applicant:
        return None  # nobody handles their own dossier, by whatever post
    fitting = (post for post in ties.posts if post.role in grant.roles and (grant.part, post.agency_id) in ties.parts)
    post = next(fitting, None)
    return Standing(post.role, post, grant.sources) if post else None
