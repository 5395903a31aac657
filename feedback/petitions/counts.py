"""Petitions as the scoring of dossiers and agencies counts them (TT 01/2018/TT-VPCP Đ.13, indicators 7 and 8)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from feedback.models import Petition, PetitionEvent

S = Petition.Status
NOT_WITH_THE_AGENCY = (S.CLARIFYING, S.REFUSED, S.RECEIVED)


@dataclass(frozen=True)
class Counts:
    """Of one agency in a period [since, until)."""

    due: int = 0
    """Answers that fell due."""

    in_time: int = 0
    """Of them."""

    extended: int = 0
    """Terms it prolonged."""

    conduct: int = 0
    """Petitions about how its officials behaved, unless found false."""


def of_agencies(agencies: Iterable[int], since: datetime, until: datetime) -> dict[int, Counts]:
    """By the key of the agency, every one asked for. An answer counts where it fell due, so that a late one is late in
    one period alone, whether it has been given since or not."""
    keys = list(agencies)
    given = _given(keys, since, until)
    answered = _by(given, "agency")
    in_time = _by(given.filter(at__lte=F("due_at")), "agency")
    owed = _by(_owed(keys, since, until), "handler")
    prolonged = PetitionEvent.objects.filter(action="extend", agency__in=keys, at__gte=since, at__lt=until)
    extended = _by(prolonged, "agency")
    conduct = _by(about_conduct().filter(about__in=keys, received_at__gte=since, received_at__lt=until), "about")
    return {
        key: Counts(answered[key] + owed[key], in_time[key], extended[key], conduct[key]) for key in dict.fromkeys(keys)
    }


def of_dossiers(dossiers: Iterable[int]) -> dict[int, int]:
    """How many petitions about conduct each of them has, by its key; those without any are left out."""
    return dict(_by(about_conduct().filter(dossier__in=list(dossiers)), "dossier"))


def about_conduct() -> QuerySet[Petition]:
    """Those that count against somebody: taken in, and not found false."""
    taken_in = Petition.objects.filter(nature=Petition.Nature.CONDUCT).exclude(status=S.REFUSED)
    return taken_in.exclude(finding=Petition.Finding.UNFOUNDED)


def _given(keys: list[int], since: datetime, until: datetime) -> QuerySet[PetitionEvent]:
    return PetitionEvent.objects.filter(action="approve", agency__in=keys, due_at__gte=since, due_at__lt=until)


def _owed(keys: list[int], since: datetime, until: datetime) -> QuerySet[Petition]:
    """Fallen due and not answered."""
    open_still = Q(answered_at__isnull=True) & ~Q(status__in=NOT_WITH_THE_AGENCY)
    return Petition.objects.filter(open_still, handler__in=keys, answer_due_at__gte=since, answer_due_at__lt=until)


def _by(rows: QuerySet[Petition] | QuerySet[PetitionEvent], key: str) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list(key).annotate(Count("pk"))))
