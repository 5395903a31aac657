"""The step-by-step guides the portal begins with."""

import json

from django.conf import settings

from procedures.models import Guide, GuideStep, Procedure

FILE = settings.BASE_DIR / "procedures" / "guides.json"


def seed() -> int:
    """Add the guides not there yet, by title. Safe to repeat. Gives the number there are."""
    procedures = dict(Procedure.objects.values_list("code", "pk"))
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        if entry["code"] not in procedures or Guide.objects.filter(title=entry["title"]).exists():
            continue
        guide = Guide.objects.create(
            kind=Guide.Kind.STEPS, title=entry["title"], procedure_id=procedures[entry["code"]], is_published=True
        )
        GuideStep.objects.bulk_create(
            GuideStep(guide=guide, number=number, text=text) for number, text in enumerate(entry["steps"], 1)
        )
    return Guide.objects.count()
