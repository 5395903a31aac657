"""The integration plan of a year: choosing services, moving them step by step (TT 01/2018 Đ.21), counting them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Level
from procedures.models import Plan, PlanEntry, PlanStep
from procedures.models.plans import PlanEntryQuerySet

RAISE_FROM = 30
"""Hundredths of all dossiers filed online from which a level 3 service may be raised to level 4 (TT 01/2018 Đ.21)."""

Dossiers = Callable[[Collection[int]], Mapping[int, tuple[int, int]]]
"""By procedure, of those asked for: how many dossiers came online, and how many in all; only those that have any."""


class NotUnderWay(Exception):
    message = _("This service is put aside or taken out of the plan. Take it up again first.")


class InTheFuture(Exception):
    message = _("The day of integration cannot be after today")


# --- Figures ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Group:
    """Integrated services of one agency or level, of those in the plan; ``key`` is empty where no agency is named."""

    key: str
    name: str | Promise
    integrated: int
    planned: int


@dataclass(frozen=True)
class Figures:
    """A year in numbers, as of a day; ``out_of`` are the online services of the province by its own count."""

    year: int
    on: date
    integrated: int
    target: int
    out_of: int
    planned: int
    late: int
    is_demo: bool
    by_agency: list[Group]
    by_level: list[Group]

    @property
    def percent(self) -> int:
        """Of the target, in hundredths, rounded down; may pass 100."""
        return self.integrated * 100 // self.target if self.target else 0

    @property
    def share(self) -> int:
        """Of all online services, in hundredths, rounded down."""
        return self.integrated * 100 // self.out_of if self.out_of else 0


def figures(year: int, on: date | None = None) -> Figures | None:
    """What the public page and the reports say of ``year`` as of ``on`` (today); ``None`` where there is no plan."""
    plan = Plan.objects.filter(year=year).first()
    if plan is None:
        return None
    day = on or timezone.localdate()
    entries = plan.entries.counted()
    return Figures(
        year=year,
        on=day,
        integrated=entries.integrated(day).count(),
        target=plan.target,
        out_of=plan.out_of,
        planned=entries.count(),
        late=entries.late(day).count(),
        is_demo=entries.filter(is_demo=True).exists(),
        by_agency=_by_agency(entries, day),
        by_level=_by_level(entries, day),
    )


def _done(on: date) -> Count:
    return Count("pk", filter=Q(integrated_on__lte=on))


def _by_agency(entries: PlanEntryQuerySet, on: date) -> list[Group]:
    columns = ("agency__key", "agency__name")
    rows = entries.order_by().values_list(*columns).annotate(done=_done(on), all=Count("pk"))
    return [Group(key or "", name or "", *counts) for key, name, *counts in rows.order_by("agency__sort_key")]


def _by_level(entries: PlanEntryQuerySet, on: date) -> list[Group]:
    """A service of two levels counts in both."""
    levels = [level for level in Level if level != Level.MINISTRY]
    wanted = {level: Q(procedure__current__levels__contains=[level.value]) for level in levels}
    done = {f"done_{level}": Count("pk", filter=wanted[level] & Q(integrated_on__lte=on)) for level in levels}
    all_ = {f"all_{level}": Count("pk", filter=wanted[level]) for level in levels}
    found = entries.aggregate(**done, **all_)
    return [Group(str(level.value), level.label, found[f"done_{level}"], found[f"all_{level}"]) for level in levels]


def integrated_as_known(year: int, on: date, at: datetime) -> set[int]:
    """Keys of the entries integrated by the end of ``on``, as was known at ``at``: later moves, forth or back, change
    nothing. An entry made afterwards says by its first line how it was."""
    lines = PlanStep.objects.filter(entry__plan__year=year).order_by("pk")
    untold = PlanEntry.objects.filter(plan__year=year, history=None)
    known: dict[int, date | None] = dict(untold.values_list("pk", "integrated_on"))
    for entry, told_at, day in lines.values_list("entry", "at", "integrated_on"):
        if entry not in known or told_at <= at:
            known[entry] = day
    return {entry for entry, day in known.items() if day is not None and day <= on}


def shown(years: Collection[int], today: date | None = None) -> int | None:
    """Of the years with a plan the one to show first: this year's, or the last before it; else the next to come."""
    this = (today or timezone.localdate()).year
    return max((year for year in years if year <= this), default=min(years, default=None))


# --- Steps ------------------------------------------------------------------------------------------
@transaction.atomic
def choose(entry: PlanEntry, *, by: User | None, note: str = "") -> PlanEntry:
    """Into the plan, with the first line of its history; the department of its field is in charge unless named."""
    edition = entry.procedure.current
    if entry.agency is None and edition is not None:
        entry.agency = edition.field.department
    entry.save()
    PlanStep.objects.create(entry=entry, step=entry.step, by=by, note=note, integrated_on=entry.integrated_on)
    return entry


@transaction.atomic
def move(entry: PlanEntry, step: int, *, by: User | None, on: date | None = None, note: str = "") -> None:
    """To another step, with a line of history; to where it is already changes nothing.

    From "publish" on it is integrated: ``on`` that day, or since when it was, or today. Going back before takes the day
    away. Raises ``NotUnderWay``, ``InTheFuture``.
    """
    locked = PlanEntry.objects.select_for_update().get(pk=entry.pk)
    if locked.status != PlanEntry.Status.ACTIVE:
        raise NotUnderWay
    today = timezone.localdate()
    if on is not None and on > today:
        raise InTheFuture
    day = (on or locked.integrated_on or today) if step >= PlanEntry.Step.PUBLISH else None
    if (locked.step, locked.integrated_on) == (step, day):
        return
    locked.step, locked.integrated_on = step, day
    locked.save(update_fields=["step", "integrated_on"])
    PlanStep.objects.create(entry=locked, step=step, by=by, note=note, integrated_on=day)


def may_be_raised(entries: Iterable[PlanEntry], dossiers: Dossiers) -> set[int]:
    """Keys of the level 3 services of which so many dossiers come online that they fit level 4."""
    found = {entry.pk: entry for entry in entries if (edition := entry.procedure.current) and edition.online_level == 3}
    counted = dossiers({entry.procedure_id for entry in found.values()})
    return {pk for pk, entry in found.items() if _is_used_enough(counted.get(entry.procedure_id, (0, 0)))}


def _is_used_enough(counts: tuple[int, int]) -> bool:
    online, whole = counts
    return whole > 0 and online * 100 >= RAISE_FROM * whole
