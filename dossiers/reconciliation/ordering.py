"""Ordering a run: every night, and whenever a person wants one. Who orders wakes the task."""

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from dossiers.models import Reconciliation
from dossiers.reconciliation.work import RECONCILIATION
from portal.accounts.models import User
from portal.jobs import Job

FULL_ON = 5
"""Saturday: the night in which nobody works."""

ONE_AT_A_TIME = 7_305_2020
"""Key of the lock of the database under which a run is ordered (D26)."""


@transaction.atomic
def order(mode: str, *, by: User | None) -> Reconciliation:
    """A new run, or the one that is on its way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    going = under_way()
    if going is not None:
        return going
    way = Reconciliation.Way.LOOKUPS if settings.NATIONAL.ledger == "lookups" else Reconciliation.Way.DIGESTS
    run = Reconciliation.objects.create(mode=mode, way=way, started_by=by)
    run.job = Job.objects.create(kind=RECONCILIATION, started_by=by, parameters={"run": run.pk})
    run.save(update_fields=["job"])
    return run


def under_way() -> Reconciliation | None:
    """The run whose job is open or paused; those whose job ended without them are marked as broken off."""
    running = Reconciliation.objects.filter(state=Reconciliation.State.RUNNING).select_related("job")
    alive = Job.objects.stoppable()
    running.exclude(job__in=alive).update(state=Reconciliation.State.BROKEN, ended_at=timezone.now())
    return running.filter(job__in=alive).first()


def nightly() -> Reconciliation:
    is_full = timezone.localdate().weekday() == FULL_ON
    return order(Reconciliation.Mode.FULL if is_full else Reconciliation.Mode.QUICK, by=None)
