"""Ordering a recount: by whoever changes the calendar, and every night in case something else did."""

from dossiers.terms.recount_work import RECOUNT
from dossiers.terms.tasks import recount_deadlines
from portal import jobs
from portal.accounts.models import User
from portal.jobs import Job


def order(by: User | None, why: str = "") -> Job:
    """``why`` in Vietnamese: it stands in the history of every dossier that it moves, and on the job's page."""
    return jobs.start(RECOUNT, recount_deadlines, by=by, why=why)
