"""One dossier's history read for figures. Pure, but for successors of agencies.

Reception is the event by which it was received, resolution the first one after it that decided it or let it be
withdrawn (biểu 06, decision 031).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from dossiers.models import DossierEvent, Status
from dossiers.reorganisation.steps import FOLLOW
from dossiers.terms.standing import Punctuality, fold, overdue_spells
from portal.agencies.succession import Asked, followed
from reports.models import Overdue, Passage

BEFORE_RECEPTION = frozenset({Status.DRAFT, Status.SUBMITTED})
RECEIVED = frozenset({Status.RECEIVED, Status.HANDED_OVER})
ENTERED_AT = "entered_at"
RESOLVED = frozenset({Status.FINISHED, Status.HANDED_OVER, Status.WITHDRAWN})
OUTCOMES: Mapping[str, str] = {
    Punctuality.EARLY: Passage.Outcome.EARLY,
    Punctuality.LATE: Passage.Outcome.LATE,
}
"""What has no limit of law, and what was withdrawn before its date passed, is never late: it counts as on time."""


@dataclass
class History:
    """A dossier as its lines tell it. ``deciders``: since when which agency."""

    facts: Mapping[str, Any]
    events: list[DossierEvent]
    deciders: list[tuple[datetime, int]]
    is_late_apology: bool
    first_agency: int | None = None
    """Whose code it carries."""

    @property
    def reception(self) -> DossierEvent | None:
        return next(filter(_is_reception, self.events), None)

    @property
    def resolution(self) -> DossierEvent | None:
        """The first one after reception that decided it, or let the applicant withdraw it."""
        if self.reception is None:
            return None
        later = (event for event in self.events if event.number >= self.reception.number)
        return next((event for event in later if event.status in RESOLVED), None)

    def known(self, at: datetime) -> datetime:
        """What was written in a book during an outage counts from when it was entered."""
        entered = self.reception.values.get(ENTERED_AT) if self.reception else None
        return max(at, datetime.fromisoformat(entered)) if entered else at

    def passages(self) -> Iterator[Passage]:
        resolution, received_at = self.resolution, self.known(self.reception.at)  # type: ignore[union-attr]
        ended: dict[str, Any] = {}
        if resolution is not None:
            ended = {
                "resolved_at": self.known(resolution.at),
                "outcome": self._outcome(resolution),
                "is_withdrawn": resolution.status == Status.WITHDRAWN,
            }
        stays = list(self._stays(received_at, ended.get("resolved_at")))
        for (since, agency), following in zip(stays, [*stays[1:], None], strict=True):
            yield Passage(
                dossier_id=self.facts["pk"],
                procedure_id=self.facts["edition__procedure"],
                field_id=self.facts["edition__field"],
                agency_id=agency,
                channel=self.facts["channel"],
                since_at=since,
                until_at=following[0] if following else None,
                received_at=received_at,
                **ended,
            )

    def _outcome(self, resolution: DossierEvent) -> str:
        lines = [event for event in self.events if event.number <= resolution.number]
        found = fold(lines, resolution.at, is_late_apology=self.is_late_apology)
        if found.breached_at is not None:
            return Passage.Outcome.LATE
        return OUTCOMES.get(found.punctuality, Passage.Outcome.ON_TIME)

    def overdue(self) -> Iterator[Overdue]:
        received_at = self.known(self.reception.at)  # type: ignore[union-attr]
        for since, until in overdue_spells(self.events, is_late_apology=self.is_late_apology):
            if until is None or until > received_at:
                yield Overdue(dossier_id=self.facts["pk"], since_at=max(since, received_at), until_at=until)

    def _stays(self, received_at: datetime, resolved_at: datetime | None) -> Iterator[tuple[datetime, int]]:
        """Each agency from when it had to decide; who decided keeps it, whoever looks after it later."""
        had = None
        changes = [(received_at, self._first()), *self._changes(received_at, resolved_at)]
        for at, same in groupby(changes, key=lambda change: change[0]):
            agency = list(same)[-1][1]
            if agency != had:
                yield at, agency
            had = agency

    def _first(self) -> int:
        """Codes never change hands; a dossier from elsewhere has none of ours."""
        if self.first_agency is not None:
            return self.first_agency
        agency: int = self.deciders[0][1] if self.deciders else self.facts["agency"]
        return agency

    def _changes(self, received_at: datetime, resolved_at: datetime | None) -> list[tuple[datetime, int]]:
        """By transfer, and by reorganisation, also before it was forwarded to anybody."""
        changes = [(max(self.known(since), received_at), agency) for since, agency in self.deciders]
        agency, told = self._first(), {since for since, _agency in self.deciders}
        for event in self.events:
            agency = next((one for since, one in reversed(self.deciders) if since <= event.at), agency)
            if event.action == FOLLOW.name and event.at not in told:
                agency = _successor(agency, event.at, str(self.facts["edition__field__code"]))
                changes.append((max(event.at, received_at), agency))
        changes.sort(key=lambda change: change[0])
        return [change for change in changes if resolved_at is None or change[0] <= resolved_at]


def _is_reception(event: DossierEvent) -> bool:
    return event.status_before in BEFORE_RECEPTION and event.status in RECEIVED


def _successor(agency: int, at: datetime, field: str) -> int:
    (found,) = followed([agency], Asked(timezone.localdate(at), field))
    return found
