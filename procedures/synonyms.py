"""The everyday words the portal begins with; what administrators change afterwards stays."""

import json

from django.conf import settings

from procedures.models import Synonym

FILE = settings.BASE_DIR / "procedures" / "synonyms.json"


def seed() -> int:
    """Add the synonyms not there yet. Safe to repeat. Gives the number added."""
    known = set(Synonym.objects.values_list("said", flat=True))
    entries = json.loads(FILE.read_text(encoding="utf-8"))
    missing = [Synonym(**entry, is_seeded=True) for entry in entries if entry["said"] not in known]
    return len(Synonym.objects.bulk_create(missing, ignore_conflicts=True))
