"""What leaders are told every morning, and who is told that an agency's dossiers have nobody: notices like any other,
in the portal and by mail, once a day however often the task runs."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from dossiers import notices
from dossiers.desk.seat import midnight_after
from dossiers.models import DossierQuerySet, Task, TaskQuerySet
from dossiers.terms import breaches
from dossiers.terms.breaches import Unstaffed
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role
from portal.notices.owing import Recipient

DIGEST, NOBODY = "leaders_digest", "nobody_at_agency"
PAGE = "admin:dossiers_terms"


def tell(now: datetime | None = None) -> None:
    """Safe to repeat and to be killed: each leader is told once a day of each agency."""
    now = now or timezone.now()
    empty = list(breaches.unstaffed(now))
    posts = Post.objects.current(timezone.localdate(now)).filter(role=Role.LEADER, user__is_active=True)
    for post in posts.select_related("user", "agency"):
        _tell_leader(post, [one for one in empty if one.agency in _with_children(post.agency)], now)
    for one in empty:
        _tell_of_nobody(one, now)


def _with_children(agency: Agency) -> set[Agency]:
    return {agency, *agency.children.all()}


def _tell_leader(post: Post, empty: list[Unstaffed], now: datetime) -> None:
    """Nothing where there is nothing to say."""
    figures = {
        "due_today": _at(post.agency, breaches.due_today(now)),
        "overdue": _at(post.agency, breaches.overdue(now)),
        "without_apology": _at(post.agency, breaches.without_apology(now)),
        "steps_late": _steps(post.agency, Task.objects.running().late(now)),
        "steps_near": _steps(post.agency, Task.objects.running().near(now, midnight_after(now))),
        "nobody": len(empty),
    }
    if not any(figures.values()):
        return
    values = {name: str(number) for name, number in figures.items()} | {"agency": post.agency.name}
    once = f"digest:{timezone.localdate(now):%Y%m%d}:{post.agency_id}"
    _owe(DIGEST, [post.user], values, once)


def _at(agency: Agency, dossiers: DossierQuerySet) -> int:
    involved = dossiers.filter(involvements__agency=agency, involvements__until__isnull=True)
    return involved.distinct().count()


def _steps(agency: Agency, tasks: TaskQuerySet) -> int:
    return tasks.filter(agency=agency).count()


def _tell_of_nobody(one: Unstaffed, now: datetime) -> None:
    """Who keeps the posts, and the leaders above."""
    told = list(_above(one.agency, now))
    once = f"nobody:{timezone.localdate(now):%Y%m%d}:{one.agency.pk}:{one.part}"
    _owe(NOBODY, told, {"agency": one.agency.name, "open": str(one.open)}, once)


def _above(agency: Agency, now: datetime) -> Iterator[User]:
    posts: QuerySet[Post] = Post.objects.current(timezone.localdate(now)).filter(user__is_active=True)
    keepers = posts.filter(role=Role.ADMIN) | posts.filter(role=Role.LEADER, agency=agency.parent_id)
    yield from User.objects.filter(pk__in=keepers.values("user"))


def _owe(key: str, people: list[User], values: dict[str, str], once: str) -> None:
    told = [Recipient(person, str(person)) for person in people]
    notices.owe(key, to=told, values=values, link=reverse(PAGE), once=once)
