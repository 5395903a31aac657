"""One decision about all that a list shows, as long work: a dossier a step, whose rights are asked anew."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dossiers.link import deciding
from dossiers.link.models import LinkDecision
from dossiers.models import Dossier
from portal.jobs import CannotGoOn, Job, Kind, Slice

LINK, RIGHT = "national-link", "dossiers.change_nationalmessage"
DONE, NOTHING = "done", "nothing"
NO_RIGHT = gettext_noop("Who ordered this may not decide about the national link any more. Nothing further was done.")
PART = 500
"""Dossiers kept in one row of what the job has prepared."""


def work(part: Slice) -> None:
    while not part.is_over and not part.job.is_ended:
        with part.step() as job:
            _next(job)


def _next(job: Job) -> None:
    if job.done == (job.total or 0):
        job.finish()
        return
    person = job.started_by
    if person is None or not person.is_active or not person.has_perm(RIGHT):
        raise CannotGoOn(NO_RIGHT)
    subject = _subjects(job)[job.done % PART]
    number = deciding.decide(subject, job.parameters["what"], person, job.parameters["ground"])
    dossier = Dossier.objects.select_related("edition").get(pk=subject)
    job.tell(DONE if number else NOTHING, dossier.public_code, place=dossier.edition.name[:200])
    job.done += 1


def _subjects(job: Job) -> Any:
    return job.parts.values_list("content", flat=True).get(number=job.done // PART)


def _about(job: Job) -> str:
    return str(LinkDecision.What(job.parameters["what"]).label) if "what" in job.parameters else ""


KINDS = {
    LINK: Kind(
        _("Refused changes to the national portal"),
        work,
        {DONE: _("done"), NOTHING: _("nothing was parked any more")},
        about=_about,
        headings=(_("Dossier"), _("Procedure")),
    )
}
