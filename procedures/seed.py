"""The fields of administration with the departments in charge, from ``demo/fields.json``, before the first refresh."""

import json

from django.conf import settings

from portal.agencies.models import Agency
from portal.vietnamese import sort_key
from procedures.models import Field

FILE = settings.BASE_DIR / "demo" / "fields.json"


def seed() -> int:
    """Add the fields not there yet, by name; what is there stays. Safe to repeat. Gives the number added."""
    departments = dict(Agency.objects.values_list("key", "pk"))
    known = set(Field.objects.values_list("name", flat=True))
    missing = [
        Field(
            code=entry["code"],
            name=entry["name"],
            department_id=departments.get(entry["department"]),
            sort_key=sort_key(entry["name"])[:600],
        )
        for entry in json.loads(FILE.read_text(encoding="utf-8"))
        if entry["name"] not in known
    ]
    return len(Field.objects.bulk_create(missing, ignore_conflicts=True))
