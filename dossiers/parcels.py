"""What is to be sent of a dossier (protocols §4.5), read and leased many at a time.

A lease takes several batches of the wire at once: what many dossiers share, the editions above all, is then read once,
and the number of queries does not depend on the number of dossiers.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from dossiers import national, national_lists
from dossiers.models import Dossier, DossierEvent, NationalMessage, Status
from dossiers.reconciliation.canonical import record_digest
from dossiers.shared import Shared, by_key
from portal.agencies.models import Agency
from portal.national.addresses import good_until
from procedures.models import READ_SELDOM, Case, Edition

BATCHES = 10
"""Of the wire in one lease. A worker killed in mid-call leaves as many dossiers waiting for the end of its lease."""

SENT = (
    "status", "provisional_number", "code", "national_code", "edition_id", "case_id", "channel", "agency_id",
    "received_by_id", "owner_identity_id", "owner", "answers", "return_by", "summary", "submitted_at", "received_at",
    "due_at", "finished_at", "handed_over_at", "result_number", "last_event", "nation_knows_since", "nation_digest",
)  # fmt: skip
"""Columns that a record, or the way it is sent, depends on."""

LINE = ("dossier_id", "number", "action", "status_before", "status", "at", "by_name", "by_title", "role", "agency_id")
"""Columns of an event that its line of the trail says."""


@dataclass
class Parcel:
    """Everything leased of one dossier, and the dossier as it stands now."""

    dossier: Dossier
    messages: list[NationalMessage] = field(default_factory=list)
    until: datetime = field(default_factory=good_until)
    """How long the addresses in the record are good."""

    events: list[DossierEvent] = field(default_factory=list)
    """Those of the messages, oldest first."""

    @cached_property
    def record(self) -> dict[str, Any]:
        return national.dossier_record(self.dossier, self.until)

    @cached_property
    def digest(self) -> str:
        return record_digest(self.record)

    @property
    def is_held_there(self) -> bool:
        """Whether the nation has acknowledged exactly this record before."""
        return bool(self.dossier.nation_digest) and self.dossier.nation_digest == self.digest

    @property
    def is_born_there(self) -> bool:
        return bool(self.dossier.national_code)

    @property
    def is_still_theirs(self) -> bool:
        """Born at the national portal and not accepted yet: its status is told, its record is not yet ours to send."""
        return self.is_born_there and self.dossier.code is None and not Status(self.dossier.status).is_final

    def lines(self) -> list[dict[str, str]]:
        """Of one born there the whole trail so far: what came before its acceptance was told as a status alone, and
        repeats are ignored there."""
        events = self.events
        if self.is_born_there:
            events = [event for event in self.dossier.events.all() if event.number <= events[-1].number]
        return national.progress_lines(events, self.dossier.public_code)

    def states(self) -> list[dict[str, Any]]:
        """Of one born there: each leased event that changed its status, oldest first."""
        told = [event for event in self.events if event.status != event.status_before] if self.is_born_there else []
        return [national.state_record(self.dossier, event, self.until) for event in told]


def lease(shared: Shared | None = None) -> list[Parcel]:
    """Dossiers that are due, some batches at most, each with all it owes, ours alone for the length of a lease."""
    shared = shared or Shared()
    until = timezone.now() + timedelta(seconds=settings.NATIONAL.lease_seconds)
    leased = NationalMessage.objects.lease(subjects=settings.NATIONAL.batch * BATCHES, until=until)
    owing: dict[int, list[NationalMessage]] = defaultdict(list)
    for message in leased:
        owing[message.subject_id].append(message)
    dossiers, events = read(owing.keys(), shared), _events(leased, shared)
    prefetch_related_objects([one for one in dossiers.values() if one.national_code], "events__agency")
    good = good_until()
    return [Parcel(dossiers[key], messages, good, _in_order(messages, events)) for key, messages in owing.items()]


def _events(messages: Sequence[NationalMessage], shared: Shared) -> dict[int, DossierEvent]:
    found = by_key(DossierEvent.objects.only(*LINE), [message.event_id for message in messages])
    shared.give(list(found.values()), "agency", Agency.objects.all())
    return found


def _in_order(messages: Sequence[NationalMessage], events: dict[int, DossierEvent]) -> list[DossierEvent]:
    return sorted((events[message.event_id] for message in messages), key=lambda event: event.number)


def read(keys: Collection[int], shared: Shared) -> dict[int, Dossier]:
    """The same dossiers as ``as_sent`` reads, faster where many come one after another."""
    found = by_key(Dossier.objects.only(*SENT), keys)
    dossiers = list(found.values())
    for relation, source in (("edition", editions()), ("case", Case.objects.all()), ("agency", Agency.objects.all()),
                             ("received_by", Agency.objects.all())):  # fmt: skip
        shared.give(dossiers, relation, source)
    national_lists.read_own(found)
    return found


def as_sent() -> QuerySet[Dossier]:
    """Dossiers with all that their national record is made of, at the same number of queries for any number."""
    return Dossier.objects.defer("set_aside", "typed").prefetch_related(
        Prefetch("edition", editions()), "case", "agency", "received_by", *national_lists.own()
    )


def editions() -> QuerySet[Edition]:
    """An edition is large and shared by many: it comes without what only its own page reads."""
    whole = Edition.objects.select_related("procedure", "field").defer(*READ_SELDOM)
    return whole.prefetch_related("fees", "exemptions")
