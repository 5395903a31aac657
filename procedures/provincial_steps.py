"""The internal steps of a first edition: what the province has ruled for a procedure (NĐ 61/2018 Đ.36-37).

Steps that do not add up to the published time limit do not hold any more, and none are taken.
"""

import json
from functools import cache
from typing import Any

from django.conf import settings

from portal.agencies.models import Agency
from procedures import processes
from procedures.models import Edition, ProcessStep, Responsibility

OWN = settings.BASE_DIR / "demo" / "processes.json"


@cache
def _own() -> dict[str, dict[str, Any]]:
    return json.loads(OWN.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def add(edition: Edition) -> None:
    """The steps, and the agencies that take part in them by a branch of their own (liên thông)."""
    own = _own().get(edition.procedure.code)
    if own is None:
        return
    made = ProcessStep.objects.bulk_create(ProcessStep(edition=edition, **step) for step in own["steps"])
    if any(processes.faults(edition)):
        ProcessStep.objects.filter(pk__in=[step.pk for step in made]).delete()
        return
    Responsibility.objects.bulk_create(
        Responsibility(edition=edition, part=Responsibility.Part.COORDINATING, level=agency.level, agency=agency)
        for agency in Agency.objects.filter(key__in=own.get("taking_part", ()))
    )
