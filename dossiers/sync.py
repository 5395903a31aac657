"""What the nation is told: the outbox emptied, one dossier's events in order, one record per dossier (design §4;
protocols §4.5).

Within a lease, outside any transaction, a dossier is sent once as it stands now and then the trail lines of exactly
the leased events; only those are marked. So nothing is lost, nothing overtakes, and sending twice is harmless.
Batches are all inserts or all updates; a refused batch is halved until the culprit stands alone and is parked for a
person.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from dossiers import national
from dossiers.models import Dossier, DossierEvent, NationalMessage
from dossiers.reconciliation.canonical import record_digest
from portal.national.client import AlreadyKnown, NationalPortal, NotKnown, Rejected, Unavailable, longest_call
from procedures.models import READ_SELDOM, Edition

log = logging.getLogger(__name__)
SLICE_SECONDS = 25
"""Work stops and is resumed by the next wake-up: jobs are sliced to at most 30 seconds (stack: visibility
timeout)."""

REMEMBER = """
    UPDATE dossiers_dossier d SET nation_knows_since = coalesce(d.nation_knows_since, %(now)s), nation_digest = v.digest
    FROM unnest(%(keys)s::bigint[], %(digests)s::text[]) v (id, digest) WHERE d.id = v.id
"""


@dataclass
class Parcel:
    """Everything leased of one dossier, and the dossier as it stands now."""

    dossier: Dossier
    messages: list[NationalMessage] = field(default_factory=list)

    @cached_property
    def record(self) -> dict[str, Any]:
        return national.dossier_record(self.dossier)

    @cached_property
    def digest(self) -> str:
        return record_digest(self.record)

    @property
    def is_held_there(self) -> bool:
        """Whether the nation has acknowledged exactly this record before."""
        return self.dossier.nation_digest == self.digest

    def lines(self) -> list[dict[str, str]]:
        return national.progress_lines((message.event for message in self.messages), self.dossier.public_code)


def drain(portal: NationalPortal) -> int:
    """Send what is due until nothing is, nothing more gets through, or the slice ends.

    Returns how many messages were acknowledged.
    """
    ends, sent = time.monotonic() + SLICE_SECONDS, 0
    while time.monotonic() < ends:
        parcels = lease()
        acknowledged = Delivery(portal).deliver(parcels) if parcels else 0
        if not acknowledged:
            break
        sent += acknowledged
    return sent


def lease() -> list[Parcel]:
    """Up to a batch of dossiers that are due, each with all it owes, ours alone for the length of a lease."""
    until = timezone.now() + timedelta(seconds=settings.NATIONAL.lease_seconds)
    leased = NationalMessage.objects.lease(subjects=settings.NATIONAL.batch, until=until)
    prefetch_related_objects(leased, Prefetch("event", DossierEvent.objects.defer("note", "hash")), "event__agency")
    messages = sorted(leased, key=lambda message: (message.subject_id, message.pk))
    dossiers = as_sent().in_bulk(list({message.subject_id for message in leased}))
    return [
        Parcel(dossiers[key], list(group)) for key, group in groupby(messages, key=lambda message: message.subject_id)
    ]


def as_sent() -> QuerySet[Dossier]:
    """Dossiers with all that their national record is made of, at the same number of queries for any number.

    An edition is large and shared by many: it comes once, without what only its own page reads.
    """
    editions = Edition.objects.select_related("procedure", "field").defer(*READ_SELDOM)
    return Dossier.objects.defer("set_aside", "typed").prefetch_related(
        Prefetch("edition", editions), "agency", "owner_identity", "received_by",
        "supplements__items__component", "supplements__asked_by", "results__previous",
    )  # fmt: skip


class Delivery:
    """One lease's worth of calls.

    Whatever is not acknowledged goes back with a pause or, refused, is parked.
    """

    def __init__(self, portal: NationalPortal) -> None:
        self.portal = portal
        self.ends = time.monotonic() + settings.NATIONAL.lease_seconds - longest_call()

    def deliver(self, parcels: Sequence[Parcel]) -> int:
        """How many messages of ``parcels`` the nation acknowledged, each with the state of its dossier."""
        held = [parcel for parcel in parcels if parcel.is_held_there]
        rest = [parcel for parcel in parcels if not parcel.is_held_there]
        new = [parcel for parcel in rest if parcel.dossier.nation_knows_since is None]
        known = [parcel for parcel in rest if parcel.dossier.nation_knows_since is not None]
        there = held + self._insert(new) + self._update(known)
        told = self._halving(there, self._tell, self._park_alone)
        NationalMessage.objects.mark_sent([message for parcel in told for message in parcel.messages], timezone.now())
        return sum(len(parcel.messages) for parcel in told)

    def _tell(self, parcels: Sequence[Parcel]) -> None:
        self.portal.add_progress([line for parcel in parcels for line in parcel.lines()])

    def _insert(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Those the nation now holds.

        What it says to have already (an answer was lost) is sent as an update.
        """
        already: list[Parcel] = []

        def refused(parcel: Parcel, refusal: Rejected) -> None:
            already.append(parcel) if isinstance(refusal, AlreadyKnown) else self._park_alone(parcel, refusal)

        def send(part: Sequence[Parcel]) -> None:
            self.portal.insert_dossiers([parcel.record for parcel in part])
            self._remember(part)

        stored = self._halving(parcels, send, refused)
        return stored + self._update(already)

    def _update(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        def refused(parcel: Parcel, refusal: Rejected) -> None:
            if isinstance(refusal, NotKnown):
                Dossier.objects.filter(pk=parcel.dossier.pk).update(nation_knows_since=None, nation_digest="")
                NationalMessage.objects.put_back(parcel.messages, str(refusal))
            else:
                self._park_alone(parcel, refusal)

        def send(part: Sequence[Parcel]) -> None:
            self.portal.update_dossiers([parcel.record for parcel in part])
            self._remember(part)

        return self._halving(parcels, send, refused)

    def _halving(
        self,
        parcels: Sequence[Parcel],
        send: Callable[[Sequence[Parcel]], None],
        refused: Callable[[Parcel, Rejected], None],
    ) -> list[Parcel]:
        """Those of ``parcels`` that ``send`` got through.

        A refused batch is cut where the refusal names codes, else in the middle.
        """
        if not parcels:
            return []
        try:
            if time.monotonic() > self.ends:
                raise Unavailable("the lease ends")
            send(parcels)
        except Unavailable as error:
            for parcel in parcels:
                NationalMessage.objects.put_back(parcel.messages, str(error))
            return []
        except Rejected as refusal:
            if len(parcels) == 1:
                refused(parcels[0], refusal)
                return []
            first, second = cut(parcels, refusal)
            return self._halving(first, send, refused) + self._halving(second, send, refused)
        return list(parcels)

    @staticmethod
    def _park_alone(parcel: Parcel, refusal: Rejected) -> None:
        log.error("the national portal refuses %s: code %s", parcel.dossier.public_code, refusal.code)
        NationalMessage.objects.park(parcel.messages, str(refusal))

    @staticmethod
    def _remember(parcels: Sequence[Parcel]) -> None:
        """Acknowledged: the nation holds these records."""
        keys, digests = [parcel.dossier.pk for parcel in parcels], [parcel.digest for parcel in parcels]
        with connection.cursor() as cursor:
            cursor.execute(REMEMBER, {"keys": keys, "digests": digests, "now": timezone.now()})


def cut(parcels: Sequence[Parcel], refusal: Rejected) -> tuple[Sequence[Parcel], Sequence[Parcel]]:
    """``parcels`` in two non-empty parts: those whose code the refusal names apart from the others, else halves."""
    named = [parcel for parcel in parcels if parcel.dossier.public_code in refusal.message]
    others = [parcel for parcel in parcels if parcel not in named]
    if named and others:
        return named, others
    middle = len(parcels) // 2
    return parcels[:middle], parcels[middle:]
