"""The province as long work: made in steps of some dossiers by two jobs side by side, resumed where they
were. A step is one transaction with the place it reached, so that a kill loses a step and repeats none."""

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.models import Dossier, IssuedPaper, NationalMessage
from dossiers.province import cast, catalogue
from dossiers.province.desks import furnish
from dossiers.province.files import Shelf
from dossiers.province.office import Office
from dossiers.province.plan import DAYS, Case, lanes, plan
from dossiers.province.playing import play
from dossiers.province.stage import Props
from dossiers.terms import rescheduling, warning
from portal import jobs
from portal.calendar.current import one_calendar, work_calendar
from portal.jobs import Job, Slice

PROVINCE = "province"
A_STEP = 12
SECONDS = 5
"""A worker works so long at a time: whatever else waits has its turn in between."""

BEFORE = 30
"""Days of the line of office time before the ninety, so that what is overdue has begun on it."""

LEFT_OUT = "left_out"
TOLD_AFTER = timedelta(minutes=5)


def office(until: datetime) -> Office:
    return Office(work_calendar(), until, DAYS + BEFORE)


# --- Making -----------------------------------------------------------------------------------


def work(part: Slice) -> None:
    """Some seconds of one lane."""
    ends = time.monotonic() + SECONDS
    cases, props = _lane(part.job.pk)
    while time.monotonic() < ends and not part.is_over:
        with part.step() as job:
            if _step(job, cases, props):
                return


@lru_cache(maxsize=4)
def _lane(job: int) -> tuple[list[Case], Props]:
    """Kept from slice to slice of a process: what is read here stays as it is, and every act checks its people anew."""
    known = Job.objects.get(pk=job).parameters
    open_hours = office(datetime.fromisoformat(known["until"]))
    cases = plan(catalogue.scene(open_hours), open_hours, known["size"], known["seed"])
    props = Props(cast.Cast(), open_hours, Shelf(), known["seed"])
    return lanes(cases, known["lanes"])[known["lane"]], props


@one_calendar()
def _step(job: Job, cases: list[Case], props: Props) -> bool:
    """Whether it was the last one."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    job.total = len(cases)
    played = [_play(job, case, props) for case in cases[job.done : job.done + A_STEP]]
    _rest([dossier.pk for dossier in played if dossier is not None])
    props.shelf.settle()
    job.done = min(job.done + A_STEP, len(cases))
    if job.done < len(cases):
        return False
    _last(job)
    return True


def _play(job: Job, case: Case, props: Props) -> Dossier | None:
    """A case that the rules refuse is left out and stands in the report: the rules are right."""
    try:
        with transaction.atomic():
            return play(case, props)
    except Refusal as refusal:
        job.tell(LEFT_OUT, case.course, place=f"{case.procedure} {type(refusal).__name__}")
        return None


def _rest(dossiers: Collection[int]) -> None:
    """What people of the demonstration do meanwhile comes first, and the nation is not flooded: these become due at the
    pace at which they are made. Their papers, thousands that hardly anybody asks for, are made when one is opened."""
    owed = NationalMessage.objects.unsent().filter(subject__in=dossiers)
    owed.update(next_attempt_at=timezone.now() + TOLD_AFTER)
    IssuedPaper.objects.waiting().filter(dossier__in=dossiers).order_by().update(next_attempt_at=None)


def _last(job: Job) -> None:
    """When no lane is left: what the clock has to say, and what officials keep on their desks."""
    job.finish()
    if not Job.objects.open().filter(kind=PROVINCE).exclude(pk=job.pk).exists():
        warning.warn()
        rescheduling.draft_all()
        furnish()


KINDS = {PROVINCE: jobs.Kind(_("Invented dossiers of the demonstration"), work, {LEFT_OUT: _("left out")})}
