"""What agencies are called in a dossier: today's name while it is open, that of its time once it is decided (A4)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from dossiers.models import Dossier, DossierEvent, Status
from portal.agencies.models import Agency
from portal.agencies.succession import Names

DECIDED = frozenset({Status.FINISHED, *(status for status in Status if status.is_final)})


class NamesOf:
    """All names of one dossier and its ``events``, with one query."""

    def __init__(self, dossier: Dossier, events: Iterable[DossierEvent]) -> None:
        told = list(events)
        self._names = Names([dossier.agency_id, dossier.received_by_id, *(event.agency_id for event in told)])
        self._day = _decided_on(dossier, told)

    def of(self, agency: Agency) -> str:
        return self._names.on(agency, self._day) if self._day else agency.name

    def at(self, event: DossierEvent) -> str:
        """Who acted, as it was called then; empty for the applicant and the system."""
        return self._names.on(event.agency, timezone.localdate(event.at)) if event.agency else ""


def _decided_on(dossier: Dossier, events: list[DossierEvent]) -> date | None:
    if dossier.status not in DECIDED:
        return None
    at = dossier.finished_at or max((event.at for event in events), default=None)
    return timezone.localdate(at) if at else None
