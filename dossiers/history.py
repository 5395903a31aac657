"""The chain of a dossier's events: each line carries a hash over itself and the one before."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from dossiers.models import Dossier, DossierEvent

HASHED = (
    "dossier_id",
    "number",
    "action",
    "status_before",
    "status",
    "at",
    "by_id",
    "by_name",
    "by_title",
    "role",
    "agency_id",
    "note",
    "values",
)


def event_hash(event: DossierEvent, previous: str) -> str:
    """SHA-256 over the event before and everything this one says: a changed line breaks the chain."""
    said = {name: getattr(event, name) for name in HASHED}
    said["at"] = event.at.timestamp()
    canonical = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + canonical).encode()).hexdigest()


def first_broken_event(dossier: Dossier) -> DossierEvent | None:
    """The first line of history that does not fit the chain, if any."""
    previous = ""
    for number, event in enumerate(dossier.events.order_by("number"), start=1):
        if event.number != number or event.hash != event_hash(event, previous):
            return event
        previous = event.hash
    return None
