"""Long work as rows: kept, shown, resumed, and never done twice.

A job is worked on in slices of ``SLICE_SECONDS`` (TT 32/2017: what takes more than ten seconds shows how far it is).
Within a slice every step is one transaction that writes the rows of the work, the lines of the report and the place
reached. Who works holds a lease that each step renews; after a dead worker the next task or beat goes on behind the
last step. A worker that comes back after its lease went to another finds the key changed and writes nothing more.

Rooms hand in what they can do as a dict of ``Kind``; nothing is registered by being imported.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.audit import acting
from portal.files.models import StoredFile
from portal.jobs.models import Job, JobLine, JobPart, JobQuerySet
from portal.wake import wake

__all__ = [
    "OF_A_FILE",
    "CannotGoOn",
    "Interrupted",
    "Job",
    "JobLine",
    "JobPart",
    "Kind",
    "Slice",
    "go_on",
    "pause",
    "run",
    "start",
    "stop",
    "sweep",
]

log = logging.getLogger(__name__)
SLICE_SECONDS = 20
MOST_TRIES = 5
KEPT_DAYS = 30


class Interrupted(Exception):
    """The job was paused or stopped, or its lease went to another worker: this step did not happen."""


class CannotGoOn(Exception):
    """The work cannot be done at all; ``said`` is a message id, filled with ``values``, for who started it."""

    def __init__(self, said: str, **values: Any) -> None:
        super().__init__(said)
        self.said, self.values = said, values


def _source_name(job: Job) -> SafeString | str:
    return format_html('<span lang="vi">{}</span>', job.source.name) if job.source else ""


OF_A_FILE = (_("Procedure"), _("Where in the file"))
"""How the columns of a report about a file of the catalogue are headed."""


@dataclass(frozen=True)
class Kind:
    """What a room can do at length.

    ``work`` takes a slice and goes on with it until it is over or done. ``outcomes`` names those of the report, in
    order; lines of ``dull`` ones come last there. ``about`` tells jobs of a kind apart, in words. ``follow_up`` gives
    the label and address of what one may do next with a finished job. ``headings`` are those of what
    a line is about and of where it stands, ``page`` gives the address of what a line is about.
    """

    label: str | Promise
    work: Callable[["Slice"], None]
    outcomes: Mapping[str, str | Promise]
    about: Callable[[Job], str] = _source_name
    dull: frozenset[str] = frozenset()
    follow_up: Callable[[Job], tuple[str, str] | None] = lambda job: None
    headings: tuple[str | Promise, str | Promise] = OF_A_FILE
    page: Callable[[JobLine], str] = lambda line: ""


class Slice:
    """A worker's hold on a job for a while."""

    def __init__(self, job: Job, lasts: float = SLICE_SECONDS) -> None:
        self.job = job
        self._ends = time.monotonic() + lasts
        self.rests = False

    @property
    def is_over(self) -> bool:
        """Time to let another job have its turn."""
        return time.monotonic() >= self._ends

    @contextmanager
    def step(self) -> Iterator[Job]:
        """One transaction of the work with its place reached. Raises ``Interrupted`` before anything is written."""
        with transaction.atomic():
            job = self._held().select_for_update().first()
            if job is None:
                raise Interrupted
            if job.said == STUMBLED:
                job.said, job.values = "", {}
            yield job
            job.tries, job.beat_at = 0, timezone.now()
            job.leased_until = None if job.is_ended else job.beat_at + _lease()
            if job.is_ended:
                job.parts.all().delete()
            job.save(update_fields=[*PROGRESS, "state", "ended_at", "result", "tries", "beat_at", "leased_until"])
        self.job = job

    def keep(self) -> None:
        """Renew the lease amid something long that writes nothing. Raises ``Interrupted``."""
        if not self._held().update(leased_until=timezone.now() + _lease()):
            raise Interrupted

    def rest(self, seconds: float) -> None:
        """Nothing can be done just now: whoever looks after ``seconds`` goes on. Raises ``Interrupted``."""
        self.rests = True
        until = timezone.now() + timedelta(seconds=seconds)
        if not self._held().update(leased_until=until, beat_at=timezone.now(), tries=0):
            raise Interrupted

    def _held(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.job.pk, lease_key=self.job.lease_key, state=Job.State.RUNNING)

    def fail(self, said: str, values: Mapping[str, Any]) -> None:
        """The work cannot be done, however often it is tried."""
        ended = {"state": Job.State.FAILED, "ended_at": timezone.now(), "leased_until": None, "tries": 0}
        with transaction.atomic():
            if self._held().update(said=said, values=values, **ended):
                self.job.parts.all().delete()

    def let_go(self) -> bool:
        """Give the lease back. Whether there is more to do."""
        return bool(self._held().update(leased_until=None))

    def put_off(self, error: Exception) -> None:
        """Something unforeseen: try again in a while. After the last try ``_take`` finds that it has failed."""
        log.warning("job %s stumbled over %s, try %s", self.job, type(error).__name__, self.job.tries)
        pause = timedelta(seconds=2**self.job.tries)
        self._held().update(leased_until=timezone.now() + pause, said=STUMBLED, values={})


PROGRESS = ["done", "total", "position", "counts", "said", "values"]
STUMBLED = gettext_noop("The work broke off here. It will be tried again by itself in a moment.")
GAVE_UP = gettext_noop(
    "The work broke off at the same place %(times)s times. Let it go on once more; if it breaks off again, tell the "
    "system administrator. What it has done so far stays."
)


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def start(kind: str, task: Any, *, by: User | None, source: StoredFile | None = None, **parameters: Any) -> Job:
    """Order work and, after commit, wake ``task``, the room's own."""
    job = Job.objects.create(kind=kind, started_by=by, source=source, parameters=parameters)
    transaction.on_commit(lambda: wake(task, job.pk))
    return job


def run(kinds: Mapping[str, Kind], pk: int | None = None) -> int | None:
    """A slice of the job ``pk``, or of the oldest that is due. Gives the key of the job where there is more to do."""
    job = _take(kinds, pk)
    if job is None:
        return None
    part = Slice(job)
    try:
        with acting(job.started_by_id):
            kinds[job.kind].work(part)
    except Interrupted:
        return None
    except CannotGoOn as refusal:
        part.fail(refusal.said, refusal.values)
        return None
    except Exception as error:
        part.put_off(error)
        raise
    return job.pk if not part.rests and part.let_go() else None


def _take(kinds: Mapping[str, Kind], pk: int | None) -> Job | None:
    """Lease one job; one that broke off too often in one place has failed."""
    with transaction.atomic():
        due = Job.objects.due(kinds).select_for_update(skip_locked=True)
        job = (due.filter(pk=pk) if pk else due).first()
        if job is None:
            return None
        job.tries += 1
        job.state, job.lease_key = Job.State.RUNNING, uuid.uuid4().hex
        job.leased_until = timezone.now() + _lease()
        if job.tries > MOST_TRIES:
            job.state, job.ended_at, job.leased_until = Job.State.FAILED, timezone.now(), None
            job.said, job.values = GAVE_UP, {"times": MOST_TRIES}
        job.save(update_fields=["tries", "state", "lease_key", "leased_until", "said", "values", "ended_at"])
    return job if job.is_open else None


# --- What a person does to a job --------------------------------------------------------------------
def pause(job: Job) -> bool:
    """Whether it was under way. The step in hand is still committed, no further one is."""
    return bool(Job.objects.open().filter(pk=job.pk).update(state=Job.State.PAUSED, leased_until=None, lease_key=""))


@transaction.atomic
def stop(job: Job) -> bool:
    """Whether it was not over yet. What it has done so far stays."""
    ended = {"state": Job.State.STOPPED, "ended_at": timezone.now(), "leased_until": None, "lease_key": ""}
    stopped = Job.objects.filter(pk=job.pk).stoppable().update(**ended)
    if stopped:
        job.parts.all().delete()
    return bool(stopped)


def go_on(job: Job) -> bool:
    """Whether there was something to go on with: a paused one, or one that gave up, from where it was."""
    again = {"state": Job.State.WAITING, "tries": 0, "ended_at": None, "said": "", "values": {}}
    return bool(Job.objects.filter(pk=job.pk).resumable().update(**again))


def sweep() -> int:
    """Forget what ended ``KEPT_DAYS`` ago; the bytes of its files follow as orphans. Returns how many jobs."""
    old = list(Job.objects.filter(ended_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)))
    files = {key for job in old for key in (job.source_id, job.result_id) if key}
    with transaction.atomic():
        Job.objects.filter(pk__in=[job.pk for job in old]).delete()
        kept = Job.objects.filter(Q(source__in=files) | Q(result__in=files)).values_list("source_id", "result_id")
        StoredFile.objects.filter(pk__in=files - {key for pair in kept for key in pair}).delete()
    return len(old)
