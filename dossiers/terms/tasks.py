"""Background work of deadlines. May run twice, late or never finish: what was found out or told is a row."""

from celery import shared_task

from dossiers.terms import digest, recount_work, rescheduling, warning
from portal import jobs
from portal.wake import wake


@shared_task
def recount_deadlines(pk: int | None = None) -> None:
    """A slice of one recount that is due; then its turn comes again."""
    more = jobs.run(recount_work.KINDS, pk)
    if more is not None:
        wake(recount_deadlines, more)


@shared_task
def recount_nightly() -> None:
    """In case the calendar changed behind the desk's back: writes nothing where every date holds."""
    if not jobs.Job.objects.open().filter(kind=recount_work.RECOUNT).exists():
        jobs.start(recount_work.RECOUNT, recount_deadlines, by=None)


@shared_task
def watch_deadlines() -> None:
    """Warnings and drafted apologies that have come due."""
    warning.warn()
    rescheduling.draft_all()


@shared_task
def tell_leaders() -> None:
    """The morning's digest, and agencies that have nobody."""
    digest.tell()
