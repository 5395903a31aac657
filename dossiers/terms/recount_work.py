"""Recounting as long work: in steps of a few dossiers, resumed where it was, harmless when repeated."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dossiers import workflow
from dossiers.act import Act, Refusal
from dossiers.models import Dossier
from dossiers.terms import recount, steps
from portal import jobs
from portal.jobs import Job, Slice

RECOUNT = "recount-deadlines"
A_STEP = 20
MOVED = "moved"


def work(part: Slice) -> None:
    while not part.is_over:
        with part.step() as job:
            if job.total is None:
                job.total = recount.running().count()
            after = job.position.get("after", 0)
            found = list(recount.running().filter(pk__gt=after).order_by("pk")[:A_STEP])
            for dossier in found:
                _recount(job, dossier)
            job.done = min(job.done + len(found), job.total)
            if not found:
                job.finish()
                return
            job.position = {"after": found[-1].pk}


def _recount(job: Job, dossier: Dossier) -> None:
    """Whoever acts on it at this moment goes first; what is as it should be gets no line."""
    act = Act(None, values={"note": str(job.parameters.get("why") or "")})
    before = dossier.due_at or dossier.reception_due_at
    try:
        workflow.perform(steps.RECOUNT, dossier, act)
    except Refusal:
        return
    after = dossier.due_at or dossier.reception_due_at
    job.tell(MOVED, dossier.public_code, SAID, before=_written(before), after=_written(after))


SAID = gettext_noop("from %(before)s to %(after)s")


def _written(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at else "–"


def _about(job: Job) -> str:
    return str(job.parameters.get("why") or "")


KINDS = {RECOUNT: jobs.Kind(_("Count open deadlines anew"), work, {MOVED: _("moved")}, about=_about)}
