"""The demonstration's integration plan: what the province reported for 2020, with services and days assumed."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction

from procedures import plan as plans
from procedures.models import Plan, PlanEntry, Procedure

FILE = settings.BASE_DIR / "demo" / "integration_plan.json"
ASSUMED = "Dữ liệu minh họa: bước và ngày được giả định"


@transaction.atomic
def seed() -> str:
    """Make the plan, and fill it while it is empty with those services the catalogue has. Safe to repeat."""
    wanted: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    entries = wanted.pop("entries")
    plan, _made = Plan.objects.get_or_create(year=wanted.pop("year"), defaults=wanted)
    if not plan.entries.exists():
        known = Procedure.objects.in_use().select_related("current__field__department").in_bulk(field_name="code")
        for entry in entries:
            if (procedure := known.get(entry.pop("code"))) is not None:
                _choose(plan, procedure, entry)
    found = plans.figures(plan.year)
    return f"{found.integrated} of {plan.target} services integrated" if found else ""


def _choose(plan: Plan, procedure: Procedure, entry: dict[str, Any]) -> None:
    step = PlanEntry.Step.PUBLISH if "integrated_on" in entry else PlanEntry.Step.CHOOSE
    chosen = PlanEntry(plan=plan, procedure=procedure, is_demo=True, **{"step": step, **entry})
    plans.choose(chosen, by=None, note=ASSUMED)
