"""Petitions between the province and the nation: what waits there is fetched once each, what becomes of every one is
told in order (protocols §9.1), over the same outbox as dossiers: one lease a petition, a back-off, a person for what is
refused. Sending twice is harmless: the nation knows each by number, each line by its moment.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from feedback import delivering
from feedback.models import Petition, PetitionAwaited, PetitionEvent, PetitionMessage
from feedback.petitions import filing, wire
from portal.calendar.current import one_calendar
from portal.national import pace
from portal.national.addresses import good_until
from portal.national.client import NationalPortal, Rejected, Unavailable

log = logging.getLogger(__name__)
SERVICES = ("CapNhatTrangThaiPAKN", "TraLoiPAKN", "DongBoPAKN")


# --- In ---------------------------------------------------------------------------------------
def fetch(portal: NationalPortal) -> int:
    """Take over every petition that waits at the nation and is not known here. Returns how many were new."""
    if pace.left_alone_until("DanhSachPAKNChoXuLy"):
        return 0
    items = portal.waiting_petitions()
    numbers = [str(item.get("PAKNID") or "").strip() for item in items]
    known = set(Petition.objects.filter(national_id__in=numbers).values_list("national_id", flat=True))
    return sum(_take(item) for number, item in zip(numbers, items, strict=True) if number not in known)


def _take(item: Mapping[str, object]) -> bool:
    try:
        return _keep(wire.petition_of(item), wire.files_of(item))
    except wire.Unreadable as error:
        log.error("a petition of the national portal cannot be read: %s", error)
    except IntegrityError:
        if not Petition.objects.filter(national_id=str(item.get("PAKNID")).strip()).exists():
            raise
    return False


@transaction.atomic
@one_calendar()
def _keep(petition: Petition, files: Sequence[wire.File]) -> bool:
    """Once, whoever else fetches the same at this moment."""
    if Petition.objects.filter(national_id=petition.national_id).exists():
        return False
    filing.fetched(petition)
    PetitionAwaited.objects.bulk_create(
        PetitionAwaited(petition=petition, name=file.name, address=file.address) for file in files
    )
    return True


# --- Out --------------------------------------------------------------------------------------
def drain(portal: NationalPortal) -> int:
    """Tell what is due for one slice. Returns how many acts were acknowledged."""
    return delivering.drain(
        PetitionMessage, SERVICES, lambda messages, last_call: Telling(portal, last_call).tell(messages)
    )


class Telling:
    """Of one petition, in order, until ``last_call``."""

    def __init__(self, portal: NationalPortal, last_call: float) -> None:
        self.portal, self.last_call = portal, last_call

    def tell(self, messages: Sequence[PetitionMessage]) -> int:
        """How many got through."""
        for done, message in enumerate(messages):
            send = partial(self._tell, message.event_id)
            if not delivering.tried(PetitionMessage, [message], send, behind=messages[done + 1 :]):
                return done
        return len(messages)

    def _tell(self, event_id: int) -> None:
        whole = ("petition__procedure", "agency", "handler", "by")
        event = PetitionEvent.objects.select_related(*whole).get(pk=event_id)
        if event.petition.national_id is None:
            self._report(event.petition)
        if event.action in ANSWERING:
            self._in_time()
            self.portal.answer_petitions([wire.answer(event, _answer_before(event))])
        self._in_time()
        self.portal.tell_petition_states([wire.state(event)])

    def _report(self, petition: Petition) -> None:
        """The nation's number for one received here; told twice, it is the same. Its files are fetched from there."""
        self._in_time()
        until = good_until()
        record = wire.record(petition, until)
        said = self.portal.report_petitions([record])
        number = next((str(one.get("PAKNID") or "") for one in said if one.get("MAPAKNDONVI") == petition.number), "")
        if not number:
            raise Rejected("0", "no number for a reported petition")
        petition.national_id = number
        petition.nation_files_until = until if record["TEPDINHKEM"] else None
        petition.save(update_fields=["national_id", "nation_files_until"])

    def _in_time(self) -> None:
        """Raises ``Unavailable`` where another call might outlast the lease."""
        if time.monotonic() > self.last_call:
            raise Unavailable("the lease ends")


ANSWERING = frozenset({"approve", "publish", "hide"})


def _answer_before(event: PetitionEvent) -> PetitionEvent:
    given = PetitionEvent.objects.filter(petition=event.petition_id, action="approve", number__lte=event.number)
    return given.select_related("agency", "by").latest("number")


def tell_again(petition: Petition) -> int:
    """What was refused for good, and files that were given up, are tried once more now: a person has looked."""
    now = timezone.now()
    told = PetitionMessage.objects.parked().filter(subject=petition).update(next_attempt_at=now, attempts=0)
    files = PetitionAwaited.objects.parked().filter(petition=petition).update(next_attempt_at=now, attempts=0)
    return int(told + files)


def stuck(petition: Petition) -> list[str]:
    """Why it does not go on between both sides, in the words of whoever refused."""
    told = PetitionMessage.objects.parked().filter(subject=petition).values_list("last_error", flat=True)
    files = PetitionAwaited.objects.parked().filter(petition=petition).values_list("last_error", flat=True)
    return [*told, *files]
