"""Internal processes: working hours that add up to the time limit of each case."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from django.utils.formats import localize
from django.utils.translation import gettext as _

from procedures.models import Case, Edition, ProcessStep, TimeLimit

HOURS_A_DAY = Decimal(8)
"""A working day in the hours of internal processes (QĐ of provinces count eight, assumed)."""


def steps(edition: Edition, case: Case) -> list[ProcessStep]:
    """Those of the case; where it has none of its own, those of all cases."""
    every = list(edition.process_steps.all())
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


def faults(edition: Edition) -> Iterator[str]:
    """Cases whose steps do not add up to what the law allows; an edition without steps has none.

    A limit in working time must be met exactly, "the same day" may be undercut; one in calendar days or months is not
    compared.
    """
    for case in edition.cases.all():
        chosen = steps(edition, case)
        if not chosen:
            continue
        for limit in _limits(edition, case):
            may, take = allowed(limit), hours(chosen)
            if may is None or take == may or (limit.unit == TimeLimit.Unit.SAME_DAY and take < may):
                continue
            yield _("%(case)s: the internal steps take %(take)s working hours, the time limit is %(may)s.") % {
                "case": case,
                "take": localize(take.normalize()),
                "may": localize(may.normalize()),
            }


def _limits(edition: Edition, case: Case) -> list[TimeLimit]:
    """The different limits of the case; where the channels differ, the shortest is what the steps must meet."""
    own = [limit for limit in edition.time_limits.all() if limit.case_id in (case.pk, None)]
    special = [limit for limit in own if limit.case_id == case.pk] or own
    counted = [limit for limit in special if allowed(limit) is not None]
    return sorted(counted, key=lambda limit: allowed(limit) or Decimal(0))[:1]
