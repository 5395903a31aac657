"""A batch as long work: one dossier a step.

The step's transaction holds the act with its event, the line of the report and the place reached, so that a worker
that dies leaves a dossier done and noted, or neither. The act is done by ``workflow.perform`` as the person who
ordered it, whose rights are asked anew for each dossier.
"""

import logging
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dossiers import workflow
from dossiers.act import Act, NotYours, Refusal
from dossiers.models import Dossier
from portal.jobs import Job, JobLine, Kind, Slice

log = logging.getLogger(__name__)
BATCH = "dossier-batch"
STUBBORN = 3
"""Tries after which a dossier that breaks the work is passed over."""

DONE, REFUSED, BROKEN = "done", "refused", "broken"
BROKE = gettext_noop("Something unforeseen happened with this dossier; nothing was done to it. Try it by hand.")


class Unfit(Refusal):
    message = _("What was written for all does not fit this dossier. Do it by hand.")


def work(part: Slice) -> None:
    while not part.is_over and not part.job.is_ended:
        with part.step() as job:
            _next(job)


def _next(job: Job) -> None:
    dossier = Dossier.objects.select_related("edition").get(pk=_content(job, job.done + 1))
    outcome, said = _outcome(job, dossier)
    job.tell(outcome, dossier.public_code, said, place=dossier.edition.name[:200], dossier=str(dossier.uuid))
    job.done += 1
    if job.done == job.total:
        job.finish()


def _content(job: Job, number: int) -> Any:
    return job.parts.values_list("content", flat=True).get(number=number)


def _outcome(job: Job, dossier: Dossier) -> tuple[str, str]:
    """What came of it, and the message id that says why not.

    One dossier that breaks the work every time does not keep the rest from being done.
    """
    try:
        _do(job, dossier)
    except Refusal as refused:
        return REFUSED, _message(refused)
    except Exception as error:
        if job.tries < STUBBORN:
            raise
        log.exception("batch %s passes over a dossier: %s", job, type(error).__name__)
        return BROKEN, BROKE
    return DONE, ""


def _do(job: Job, dossier: Dossier) -> None:
    person = job.started_by  # read with this step's job
    if person is None or not person.is_active:
        raise NotYours
    action = workflow.ACTIONS[job.parameters["act"]]
    form = action.form(MultiValueDict(_content(job, 0)))
    if not form.is_valid():
        raise Unfit
    workflow.perform(action, dossier, Act(person, values=form.values()))


def _message(refused: Refusal) -> str:
    """The message id, for a report that is read in either language; words made for the case stay as they are."""
    with translation.override("en"):
        return str(refused)


def _about(job: Job) -> str:
    action = workflow.ACTIONS.get(job.parameters.get("act", ""))
    return str(action.label) if action else ""


def _page(line: JobLine) -> str:
    return reverse("admin:dossiers_dossier_page", args=[line.values["dossier"]])


KINDS = {
    BATCH: Kind(
        _("One act on many dossiers"),
        work,
        {REFUSED: _("refused"), BROKEN: _("broke off"), DONE: _("done")},
        about=_about,
        dull=frozenset({DONE}),
        headings=(_("Dossier"), _("Procedure")),
        page=_page,
    )
}
