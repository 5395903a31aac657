"""The chain of a dossier's events: each line carries a hash over itself and the one before."""

import hashlib
import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

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
    return next(broken_events(dossier.events.all()), None)


def broken_events(events: models.QuerySet[DossierEvent] | None = None) -> Iterator[DossierEvent]:
    """Of each dossier the lines of history that do not fit the one before; of all dossiers where none is said."""
    wanted = DossierEvent.objects.all() if events is None else events
    dossier, number, previous = None, 0, ""
    for event in wanted.order_by("dossier", "number").iterator():
        if event.dossier_id != dossier:
            dossier, number, previous = event.dossier_id, 0, ""
        number += 1
        if event.number != number or event.hash != event_hash(event, previous):
            yield event
        previous = event.hash
