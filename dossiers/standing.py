"""As what somebody stands to a dossier: its applicant, an official by a post, or the system."""

from collections.abc import Set
from dataclasses import dataclass

from dossiers.action import APPLICANT, SYSTEM, Action, Grant
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


def standing(action: Action, dossier: Dossier, user: User | None) -> Standing | None:
    """As what ``user`` may do ``action`` to ``dossier``: where several posts allow it, one that allows it in its
    present status. ``None`` if as nothing, whatever the status."""
    held = [found for grant in action.grants if (found := _held(grant, dossier, user))]
    return next((found for found in held if dossier.status in found.sources), held[0] if held else None)


def _held(grant: Grant, dossier: Dossier, user: User | None) -> Standing | None:
    if user is None:
        return Standing(SYSTEM, None, grant.sources) if SYSTEM in grant.roles else None
    if APPLICANT in grant.roles and _is_applicant(dossier, user):
        return Standing(APPLICANT, None, grant.sources)
    if grant.part is None or _is_applicant(dossier, user):
        return None  # nobody handles their own dossier, by whatever post
    at = dossier.involvements.current().filter(part=grant.part).values("agency")
    post = user.posts.current().filter(role__in=grant.roles, agency__in=at).select_related("agency").first()
    return Standing(post.role, post, grant.sources) if post else None


def _is_applicant(dossier: Dossier, user: User) -> bool:
    return dossier.submitter_id == user.pk or Dossier.objects.of(user).filter(pk=dossier.pk).exists()
