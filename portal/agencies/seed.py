"""The agencies of the province from ``demo/agencies.json``, added once; what administrators changed stays."""

import json

from django.conf import settings
from django.db import transaction

from portal.agencies.models import Agency
from portal.vietnamese import sort_key

FILE = settings.BASE_DIR / "demo" / "agencies.json"


@transaction.atomic
def seed() -> int:
    """Add the agencies not there yet, parents before children. Safe to repeat. Gives the number added."""
    known = dict(Agency.objects.values_list("key", "pk"))
    before = len(known)
    waiting = [entry for entry in json.loads(FILE.read_text(encoding="utf-8")) if entry["key"] not in known]
    while waiting:
        ready = [entry for entry in waiting if entry["parent"] is None or entry["parent"] in known]
        if not ready:
            raise ValueError(f"agencies under an unknown parent: {[entry['key'] for entry in waiting]}")
        added = Agency.objects.bulk_create(_agency(entry, known) for entry in ready)
        known |= {agency.key: agency.pk for agency in added}
        waiting = [entry for entry in waiting if entry["key"] not in known]
    return len(known) - before


def _agency(entry: dict[str, str], known: dict[str, int]) -> Agency:
    """The agency of one entry; its parent is among the known."""
    facts = {name: value for name, value in entry.items() if name != "parent"}
    parent = entry["parent"]
    return Agency(**facts, parent_id=known[parent] if parent else None, sort_key=sort_key(entry["short_name"])[:400])
