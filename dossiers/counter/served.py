"""For whom a clerk receives: their units, the agencies these serve, and what those decide (NĐ 61/2018 Đ.14)."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from procedures.models import Edition, Procedure
from procedures.models.catalogue import ProcedureQuerySet

SHOWN = 30
RECENT = 8


def units_of(user: User) -> QuerySet[Agency]:
    """The one-stop units where somebody is a clerk now."""
    held = user.posts.current().filter(role=Role.CLERK).agencies()
    return held.filter(kind=Agency.Kind.ONE_STOP).select_related("parent")


def units_led_by(user: User) -> QuerySet[Agency]:
    """The one-stop units that somebody leads, or whose agency they lead."""
    led = user.posts.current().filter(role=Role.LEADER).agencies().values("pk")
    return Agency.objects.existing().filter(Q(pk__in=led) | Q(parent__in=led), kind=Agency.Kind.ONE_STOP)


def agencies_of(units: Iterable[Agency]) -> QuerySet[Agency]:
    """Those whose dossiers ``units`` receive: the agency above each unit, and what stands below it without a unit of
    its own."""
    reached = {unit.parent_id or unit.pk for unit in units}
    found = set(reached)
    with_own = set(Agency.objects.filter(kind=Agency.Kind.ONE_STOP).values_list("parent", flat=True))
    while reached:
        below = Agency.objects.filter(parent__in=reached).exclude(kind=Agency.Kind.ONE_STOP)
        reached = set(below.values_list("pk", flat=True)) - with_own - found
        found |= reached
    return Agency.objects.existing().filter(pk__in=found)


def procedures_at(units: Iterable[Agency]) -> ProcedureQuerySet:
    return Procedure.objects.decided_by(agencies_of(units))


def found(units: Iterable[Agency], text: str) -> list[Procedure]:
    """By part of the name, marks or not, or of the code; the shortest name first."""
    every = procedures_at(units).select_related("current").defer("current__record", "current__body_plain")
    by_code = list(every.filter(code__icontains=text.strip())[:SHOWN])
    by_name = every.with_draft().matching(text).order_by(Length("current__name_plain"), "code")[:SHOWN]
    known = {procedure.pk for procedure in by_code}
    return by_code + [one for one in by_name if one.pk not in known]


def lately(user: User, units: Iterable[Agency]) -> list[Procedure]:
    """What this clerk took in last, for the next time."""
    own = Dossier.objects.filter(intake__by=user).order_by("-pk")
    last = list(dict.fromkeys(own.values_list("edition__procedure", flat=True)[:100]))[:RECENT]
    rows = procedures_at(units).filter(pk__in=last).select_related("current")
    return sorted(rows, key=lambda procedure: last.index(procedure.pk))


def deciding(edition: Edition, units: Collection[Agency]) -> list[Agency]:
    """Which of the agencies that ``units`` receive for may decide it; empty for a procedure of other units."""
    return list(edition.receivers().filter(pk__in=agencies_of(units)).select_related("parent"))
