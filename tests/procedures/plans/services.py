"""A plan of 2020 with services at given steps."""

from datetime import date
from typing import Any

from procedures.models import Plan, PlanEntry
from tests.factories import ProcedureFactory

DUE = date(2020, 11, 30)


def planned(year: int = 2020, target: int = 2, out_of: int = 10) -> Plan:
    return Plan.objects.create(year=year, decision="825/QĐ-UBND", target=target, out_of=out_of)


def service(plan: Plan, *, levels: Any = (3,), online_level: int = 3, **values: Any) -> PlanEntry:
    """Chosen, or integrated on ``integrated_on``."""
    procedure = ProcedureFactory(current__levels=list(levels), current__online_level=online_level)
    if "integrated_on" in values:
        values.setdefault("step", PlanEntry.Step.PUBLISH)
    return PlanEntry.objects.create(plan=plan, procedure=procedure, **values)
