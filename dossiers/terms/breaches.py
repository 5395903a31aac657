"""What a leader must see today: dates missed, apologies to sign, agencies whose dossiers nobody handles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dossiers.models import OPEN_AT_DESK, Apology, Dossier, DossierQuerySet, Involvement, Status, SupplementProposal
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role

RUNNING = (Status.RECEIVED, Status.IN_PROCESS)
HANDLED_BY = {
    Involvement.Part.RECEIVING: (Role.CLERK, Role.LEADER),
    Involvement.Part.DECIDING: (Role.OFFICER, Role.LEADER),
}
"""Whose post an agency needs for its part in a dossier."""


def overdue(now: datetime | None = None) -> DossierQuerySet:
    """Running past their date."""
    return Dossier.objects.filter(status__in=RUNNING, due_at__lt=now or timezone.now())


def due_today(now: datetime | None = None) -> DossierQuerySet:
    now = now or timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return Dossier.objects.filter(status__in=RUNNING, due_at__gte=now, due_at__lt=midnight)


def without_apology(now: datetime | None = None) -> DossierQuerySet:
    """Dates missed for which no apology was signed (Đ.19.9): they stand on the leader's list until one is, or until the
    result is there."""
    return overdue(now).exclude(Exists(Apology.objects.signed().filter(dossier=OuterRef("pk"))))


def missed_again(now: datetime | None = None) -> DossierQuerySet:
    """The date an apology named has passed, too: it can be moved no more."""
    return overdue(now).filter(Exists(Apology.objects.signed().filter(dossier=OuterRef("pk"))))


def to_sign(user: User) -> QuerySet[Apology]:
    """Drafted apologies of running dossiers that ``user`` may sign, the nearest date first."""
    led = Agency.objects.filter(posts__in=user.posts.current().filter(role=Role.LEADER))
    involved = Involvement.objects.current().filter(part=Involvement.Part.DECIDING, agency__in=led)
    drafts = Apology.objects.drafts().filter(dossier__status=Status.IN_PROCESS, dossier__due_at__isnull=False)
    return drafts.filter(dossier__in=involved.values("dossier")).order_by("dossier__due_at", "pk")


def to_approve(user: User) -> QuerySet[SupplementProposal]:
    """Further requests for a supplement that wait for a leader among ``user``'s posts, but for those they proposed."""
    led = Agency.objects.filter(posts__in=user.posts.current().filter(role=Role.LEADER))
    involved = Involvement.objects.current().filter(agency__in=led)
    waiting = SupplementProposal.objects.pending().filter(dossier__in=involved.values("dossier"))
    return waiting.exclude(asked_by=user).order_by("asked_at", "pk")


@dataclass(frozen=True)
class Unstaffed:
    """``agency`` has open dossiers and nobody in post for its part in them."""

    agency: Agency
    part: str
    open: int


def unstaffed(now: datetime | None = None) -> Iterator[Unstaffed]:
    """Agencies with open dossiers whose posts have all ended (NĐ 61/2018 Đ.12.8: a reserve officer must exist)."""
    today = timezone.localdate(now or timezone.now())
    for part, roles in HANDLED_BY.items():
        posted = Post.objects.current(today).filter(agency=OuterRef("pk"), role__in=roles, user__is_active=True)
        open_ones = Q(
            involvement__part=part, involvement__until__isnull=True, involvement__dossier__status__in=OPEN_AT_DESK
        )
        counted = Agency.objects.annotate(number=Count("involvement", filter=open_ones))
        found = dict(counted.filter(~Exists(posted), number__gt=0).values_list("pk", "number"))
        for agency in Agency.objects.filter(pk__in=found):
            yield Unstaffed(agency, part, found[agency.pk])
