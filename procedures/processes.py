"""Internal processes: working hours that add up to the time limit of each case."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.formats import localize
from django.utils.translation import gettext as _

from procedures.models import Case, Edition, ProcessStep, TimeLimit

HOURS_A_DAY = Decimal(8)
"""A working day in the hours of internal processes (QĐ of provinces count eight, assumed)."""


def steps(case: Case, every: Sequence[ProcessStep]) -> list[ProcessStep]:
    """Those of the case; where it has none of its own, those of all cases."""
    own = [step for step in every if step.case_id == case.pk]
    return own or [step for step in every if step.case_id is None]


def hours(chosen: Iterable[ProcessStep]) -> Decimal:
    """How long they take: steps of one order run side by side, so only the longest of them counts."""
    ordered = sorted(chosen, key=lambda step: step.number)
    return sum(
        (max(step.hours for step in together) for _number, together in groupby(ordered, lambda step: step.number)),
        Decimal(0),
    )


def allowed(limit: TimeLimit | None) -> Decimal | None:
    """The limit in working hours; ``None`` where it is not counted in working time."""
    if limit is None:
        return None
    match limit.unit:
        case TimeLimit.Unit.WORKING_DAYS:
            return limit.value * HOURS_A_DAY
        case TimeLimit.Unit.HOURS:
            return limit.value
        case TimeLimit.Unit.SAME_DAY:
            return HOURS_A_DAY
    return None


@dataclass(frozen=True)
class Sum:
    """What the steps of a case take, and what its time limit allows: ``None`` where that is not working time."""

    case: Case
    take: Decimal
    may: Decimal | None
    may_be_less: bool

    @property
    def fits(self) -> bool:
        """A limit in working time is met exactly, "the same day" may be undercut; others are not compared."""
        return self.may is None or self.take == self.may or (self.may_be_less and self.take < self.may)


def sums(edition: Edition, tried: ProcessStep | None = None) -> Iterator[Sum]:
    """Of every case that has steps; with ``tried``, a step not stored yet, in place of what is stored of it."""
    every = [step for step in edition.process_steps.all() if tried is None or step.pk != tried.pk]
    every += [tried] if tried else []
    for case in edition.cases.all():
        chosen = steps(case, every)
        if chosen:
            limit = _limit(edition, case)
            is_same_day = limit is not None and limit.unit == TimeLimit.Unit.SAME_DAY
            yield Sum(case, hours(chosen), allowed(limit), is_same_day)


def faults(edition: Edition) -> Iterator[str]:
    """Cases whose steps do not add up to what the law allows; an edition without steps has none."""
    for found in sums(edition):
        if found.may is not None and not found.fits:
            yield _("%(case)s: the internal steps take %(take)s working hours, the time limit is %(may)s.") % {
                "case": found.case,
                "take": said(found.take),
                "may": said(found.may),
            }


def said(number: Decimal) -> str:
    """Hours as people write them."""
    return str(localize(int(number) if number == number.to_integral_value() else number.normalize()))


def _limit(edition: Edition, case: Case) -> TimeLimit | None:
    """The limit of the case; where the channels differ, the shortest is what the steps must meet."""
    own = [limit for limit in edition.time_limits.all() if limit.case_id in (case.pk, None)]
    special = [limit for limit in own if limit.case_id == case.pk] or own
    counted = [limit for limit in special if allowed(limit) is not None]
    return min(counted, key=lambda limit: allowed(limit) or Decimal(0), default=None)
