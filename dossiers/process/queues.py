"""The heaps of work that follow from the steps, for lists and figures: each starts at what the person reaches.

Every function gives dossiers, so that a heap can be filtered, counted, ordered and paged like any other; a step that is
held while the citizen is waited for is in no heap. A post that ends or begins counts from the next request.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from dossiers.models import Approval, Dossier, DossierQuerySet, Opinion, Task, TaskQuerySet
from portal.accounts.models import User
from portal.agencies.models import Post, Role

HANDLING = [Role.CLERK, Role.OFFICER, Role.LEADER, Role.CASHIER]


def mine(user: User) -> DossierQuerySet:
    """Dossiers with a running step that is assigned to ``user``, who still holds its post."""
    return _with(user, _fitting(user).filter(assignee=user))


def of_my_units(user: User) -> DossierQuerySet:
    """Dossiers with a running step at an agency of ``user``'s posts, whoever has it."""
    agencies = user.posts.current().handling().values("agency")
    return _with(user, Task.objects.running().filter(agency__in=agencies))


def unassigned(user: User) -> DossierQuerySet:
    """Dossiers with a running step that ``user`` could take: for a post of theirs, and with nobody, or with somebody
    who does not hold the post any more. Leaders' steps are not taken; see ``to_assign`` and ``to_approve``."""
    return _with(user, _fitting(user).filter(_free()).exclude(role=Role.LEADER))


def to_assign(user: User) -> DossierQuerySet:
    """Dossiers at a leader's step of ``user``'s with nothing proposed: an officer is to be charged, or it is to be
    passed on."""
    pending = Approval.objects.pending().filter(dossier=OuterRef("dossier"))
    own = _fitting(user).filter(Q(assignee=user) | _free(), role=Role.LEADER)
    return _with(user, own.filter(~Exists(pending)))


def to_approve(user: User) -> DossierQuerySet:
    """Dossiers whose proposal waits for ``user`` at a leader's step; never one they proposed themselves."""
    pending = Approval.objects.pending().filter(dossier=OuterRef("dossier")).exclude(proposed_by=user)
    own = _fitting(user).filter(Q(assignee=user) | _free(), role=Role.LEADER)
    return _with(user, own.filter(Exists(pending)))


def opinions_asked_of(user: User) -> DossierQuerySet:
    """Dossiers on which an agency of ``user``'s is asked for an opinion and has not given it."""
    agencies = user.posts.current().filter(role__in=[Role.OFFICER, Role.LEADER]).values("agency")
    asked = Opinion.objects.open().filter(dossier=OuterRef("pk"), agency__in=agencies)
    return Dossier.objects.reached_by(user).filter(Exists(asked))


def opinions_waited_for(user: User) -> DossierQuerySet:
    """Dossiers decided by an agency of ``user``'s on which an opinion is waited for."""
    agencies = user.posts.current().filter(role__in=[Role.OFFICER, Role.LEADER]).values("agency")
    waited = Opinion.objects.open().filter(dossier=OuterRef("pk"))
    return Dossier.objects.reached_by(user).filter(Exists(waited), agency__in=agencies)


def opinions_late(user: User, now: datetime | None = None) -> DossierQuerySet:
    """Dossiers received by a unit of ``user``'s on which an opinion is late (NĐ 61/2018 Đ.19.5)."""
    late = Opinion.objects.overdue(now or timezone.now()).filter(dossier=OuterRef("pk"))
    return Dossier.objects.reached_by(user).filter(
        Exists(late), received_by__in=user.posts.current().handling().values("agency")
    )


def steps_late(user: User, now: datetime | None = None) -> DossierQuerySet:
    """Dossiers with a running step at an agency of ``user``'s that is over its hours."""
    agencies = user.posts.current().handling().values("agency")
    return _with(user, Task.objects.running().late(now or timezone.now()).filter(agency__in=agencies))


def steps_near(user: User, now: datetime, day_ends: datetime) -> DossierQuerySet:
    """Dossiers with a running step at an agency of ``user``'s whose hours are over before the day is."""
    agencies = user.posts.current().handling().values("agency")
    return _with(user, Task.objects.running().near(now, day_ends).filter(agency__in=agencies))


def _with(user: User, tasks: TaskQuerySet) -> DossierQuerySet:
    return Dossier.objects.reached_by(user).filter(Exists(tasks.filter(dossier=OuterRef("pk"))))


def _fitting(user: User) -> TaskQuerySet:
    """Running steps for a post ``user`` holds today."""
    held = user.posts.current().filter(agency=OuterRef("agency"), role=OuterRef("role"), role__in=HANDLING)
    return Task.objects.running().filter(Exists(held))


def _free() -> Q:
    """With nobody, or with somebody whose post has ended."""
    held = Post.objects.current().filter(user=OuterRef("assignee"), agency=OuterRef("agency"), role=OuterRef("role"))
    return Q(assignee__isnull=True) | ~Q(Exists(held))
