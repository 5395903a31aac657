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
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from dossiers.models import Dossier, NationalMessage
from dossiers.national_lists import has_addresses
from dossiers.parcels import Parcel, as_sent, lease
from dossiers.shared import Shared
from portal.national import pace
from portal.national.client import (
    AlreadyKnown,
    HeldBack,
    NationalPortal,
    NotKnown,
    Rejected,
    Unavailable,
    longest_call,
)

__all__ = ["SLICE_SECONDS", "Delivery", "Parcel", "as_sent", "cut", "drain", "lease"]
log = logging.getLogger(__name__)
SERVICES = ("DongBoHoSoMC", "CapNhatTienDoHoSoMC")
"""What every dossier needs: while one of them is left alone, nothing is leased and no attempt is counted."""

SLICE_SECONDS = 25
"""Work stops and is resumed by the next wake-up: jobs are sliced to at most 30 seconds (stack: visibility
timeout)."""

REMEMBER = """
    SET LOCAL synchronous_commit TO off;
    UPDATE dossiers_dossier d SET nation_knows_since = coalesce(d.nation_knows_since, %(now)s),
        nation_digest = v.digest, nation_files_until = v.until
    FROM unnest(%(keys)s::bigint[], %(digests)s::text[], %(until)s::timestamptz[]) v (id, digest, until)
    WHERE d.id = v.id
"""
"""Does not wait for the disk: what is lost with the server's power is sent again, which is harmless."""


def drain(portal: NationalPortal) -> int:
    """Send what is due until nothing is, nothing more gets through, or the slice ends.

    Returns how many messages were acknowledged.
    """
    ends, sent, shared = time.monotonic() + SLICE_SECONDS, 0, Shared()
    while time.monotonic() < ends and not pace.left_alone_until(*SERVICES):
        delivery = Delivery(portal)
        acknowledged = delivery.deliver_all(lease(shared), ends)
        if not acknowledged:
            break
        sent += acknowledged
    return sent


class Delivery:
    """One lease's worth of calls.

    Whatever is not acknowledged goes back with a pause or, refused, is parked.
    """

    def __init__(self, portal: NationalPortal) -> None:
        self.portal = portal
        self.ends = time.monotonic() + settings.NATIONAL.lease_seconds - longest_call()
        self.is_cut_off = False
        """Whether a call got no answer, or was not made."""

    def deliver_all(self, parcels: Sequence[Parcel], ends: float) -> int:
        """A batch of the wire at a time. What can no longer be tried within lease or slice, or behind a batch of which
        nothing got through, is for whoever comes next."""
        sent, left = 0, iter(parcels)
        while batch := list(islice(left, settings.NATIONAL.batch)):
            acknowledged = self.deliver(batch)
            sent += acknowledged
            if not acknowledged or time.monotonic() > min(ends, self.ends):
                break
        NationalMessage.objects.let_go([message for parcel in left for message in parcel.messages])
        return sent

    def deliver(self, parcels: Sequence[Parcel]) -> int:
        """How many messages of ``parcels`` the nation acknowledged, each with the state of its dossier."""
        theirs = [parcel for parcel in parcels if parcel.is_still_theirs]
        ours = [parcel for parcel in parcels if not parcel.is_still_theirs]
        held = [parcel for parcel in ours if parcel.is_held_there]
        rest = [parcel for parcel in ours if not parcel.is_held_there]
        new = [parcel for parcel in rest if parcel.dossier.nation_knows_since is None]
        known = [parcel for parcel in rest if parcel.dossier.nation_knows_since is not None]
        there = held + self._insert(new) + self._update(known)
        told = self._states(theirs + self._halving(there, self._tell, self._park_alone))
        NationalMessage.objects.mark_sent([message for parcel in told for message in parcel.messages], timezone.now())
        return sum(len(parcel.messages) for parcel in told)

    def renew(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Send records that are known there once more, without any event; those that got through."""
        return self._update(parcels)

    def _tell(self, parcels: Sequence[Parcel]) -> None:
        self.portal.add_progress([line for parcel in parcels for line in parcel.lines()])

    def _states(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Those that are through: of the dossiers born there, whose every change of status got there in order."""
        return [
            parcel
            for parcel in parcels
            if not parcel.is_born_there or self._halving([parcel], self._tell_states, self._park_alone)
        ]

    def _tell_states(self, parcels: Sequence[Parcel]) -> None:
        for state in (state for parcel in parcels for state in parcel.states()):
            self._in_time()
            self.portal.tell_status(state)

    def _in_time(self) -> None:
        """Raises ``Unavailable`` where another call might outlast the lease."""
        if time.monotonic() > self.ends:
            raise Unavailable("the lease ends")

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
            self._in_time()
            send(parcels)
        except HeldBack:
            self.is_cut_off = True
            NationalMessage.objects.let_go([message for parcel in parcels for message in parcel.messages])
            return []
        except Unavailable as error:
            self.is_cut_off = True
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
        """Acknowledged: the nation holds these records, and can fetch their files until then."""
        marks: dict[str, Any] = {
            "keys": [parcel.dossier.pk for parcel in parcels],
            "digests": [parcel.digest for parcel in parcels],
            "until": [parcel.until if has_addresses(parcel.record) else None for parcel in parcels],
            "now": timezone.now(),
        }
        with connection.cursor() as cursor:
            cursor.execute(REMEMBER, marks)


def cut(parcels: Sequence[Parcel], refusal: Rejected) -> tuple[Sequence[Parcel], Sequence[Parcel]]:
    """``parcels`` in two non-empty parts: those whose code the refusal names apart from the others, else halves."""
    named = [parcel for parcel in parcels if parcel.dossier.public_code in refusal.message]
    others = [parcel for parcel in parcels if parcel not in named]
    if named and others:
        return named, others
    middle = len(parcels) // 2
    return parcels[:middle], parcels[middle:]
