"""The integration plan of a year: choosing services, moving them step by step (TT 01/2018 Đ.21), counting them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from portal.accounts.models import User
from portal.agencies.models import Level
from procedures.models import Plan, PlanEntry, PlanStep, Procedure
from procedures.models.plans import PlanEntryQuerySet

RAISE_FROM = 30
"""Hundredths of all dossiers filed online from which a level 3 service may be raised to level 4 (TT 01/2018 Đ.21)."""

Dossiers = Callable[[Procedure], tuple[int, int] | None]
"""Gives how many dossiers of a procedure came online, and how many in all; ``None`` where nobody counts."""


@dataclass(frozen=True)
class Group:
    """Integrated services of one agency or level, of those in the plan."""

    name: str
    integrated: int
    planned: int


@dataclass(frozen=True)
class Figures:
    """A year in numbers; ``out_of`` are the online services of the province by its own count."""

    year: int
    integrated: int
    target: int
    out_of: int
    planned: int
    late: int
    by_agency: list[Group]
    by_level: list[Group]

    @property
    def percent(self) -> int:
        """Of the target, in hundredths; may pass 100."""
        return self.integrated * 100 // self.target if self.target else 0

    @property
    def share(self) -> int:
        """Of all online services, in hundredths."""
        return self.integrated * 100 // self.out_of if self.out_of else 0


def figures(year: int) -> Figures | None:
    """What the public page and the reports say of ``year``; ``None`` where there is no plan."""
    plan = Plan.objects.filter(year=year).first()
    if plan is None:
        return None
    entries = plan.entries.exclude(status=PlanEntry.Status.DROPPED)
    return Figures(
        year=year,
        integrated=entries.integrated().count(),
        target=plan.target,
        out_of=plan.out_of,
        planned=entries.count(),
        late=entries.late().count(),
        by_agency=_by_agency(entries),
        by_level=_by_level(entries),
    )


DONE = Count("pk", filter=Q(integrated_on__isnull=False))


def _by_agency(entries: PlanEntryQuerySet) -> list[Group]:
    rows = entries.values("agency__name").annotate(done=DONE, all=Count("pk")).order_by("agency__name")
    return [Group(row["agency__name"] or "", row["done"], row["all"]) for row in rows]


def _by_level(entries: PlanEntryQuerySet) -> list[Group]:
    """A service of two levels counts in both."""
    groups = []
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        here = entries.filter(procedure__current__levels__contains=[level.value]).aggregate(done=DONE, all=Count("pk"))
        groups.append(Group(str(level.value), here["done"], here["all"]))
    return groups


@transaction.atomic
def move(entry: PlanEntry, step: int, *, by: User | None, on: date | None = None, note: str = "") -> None:
    """To another step, with a line of history. Publishing integrates it ``on`` that day; going back before takes the
    day away."""
    locked = PlanEntry.objects.select_for_update().get(pk=entry.pk)
    if locked.step == step and (on is None or locked.integrated_on == on):
        return
    locked.step = step
    published = step >= PlanEntry.Step.PUBLISH
    locked.integrated_on = (on or locked.integrated_on) if published else None
    locked.save(update_fields=["step", "integrated_on"])
    PlanStep.objects.create(entry=locked, step=step, by=by, note=note)


def may_be_raised(entry: PlanEntry, dossiers: Dossiers) -> bool:
    """Whether so many dossiers of a level 3 service come online that it fits level 4."""
    counted = dossiers(entry.procedure)
    edition = entry.procedure.current
    if counted is None or edition is None or edition.online_level != 3:
        return False
    online, whole = counted
    return whole > 0 and online * 100 >= RAISE_FROM * whole
