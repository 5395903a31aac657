"""A reorganisation carried out as long work: agencies first, then drafts, open dossiers, and who sees closed ones.

Each stage looks for what has not followed yet, so that a worker that died, or a second run, finds only the rest.
"""

import logging
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dossiers import workflow
from dossiers.act import Act, Refusal
from dossiers.desk import following as marks
from dossiers.models import CannedAnswer, Dossier
from dossiers.reorganisation import following
from dossiers.reorganisation.steps import FOLLOW
from portal.agencies.models import Agency, Reorganisation
from portal.agencies.reorganising import Takeovers, put_in_force, recorded
from portal.jobs import Job, Kind, Slice
from procedures import reorganising as catalogue

log = logging.getLogger(__name__)
REORGANISATION = "reorganisation"
STUBBORN = 3
AT_ONCE, TIES_AT_ONCE = 20, 500
MOVED, BROKEN, REST = "moved", "broken", "rest"
FROM_TO = gettext_noop("%(before)s → %(after)s")
BROKE = gettext_noop("Something unforeseen happened with this dossier; it has not followed. Tell who runs the portal.")
DRAFTS = gettext_noop("%(n)s drafts go to the successor")
TIES = gettext_noop("%(n)s parts in closed dossiers pass to the successor; the dossiers stay unchanged")
NOTE = "Chuyển cơ quan do sắp xếp tổ chức theo Quyết định số {number}"
"""In the history, where papers are Vietnamese."""

Stage = Callable[[Job, Reorganisation], bool]


def work(part: Slice) -> None:
    while not part.is_over and not part.job.is_ended:
        with part.step() as job:
            _go_on(job)


def _go_on(job: Job) -> None:
    reorganisation = Reorganisation.objects.get(pk=job.parameters["reorganisation"])
    stage = job.position.get("stage", 0)
    if STAGES[stage](job, reorganisation):
        job.position = {**job.position, "stage": stage + 1}
    if job.position.get("stage", 0) == len(STAGES):
        Reorganisation.objects.filter(pk=reorganisation.pk, done_at__isnull=True).update(done_at=timezone.now())
        job.finish()


def _agencies(job: Job, reorganisation: Reorganisation) -> bool:
    """All that is small, in one transaction."""
    over = put_in_force(reorganisation)
    catalogue.follow(over)
    for old, new in over.whole.items():
        CannedAnswer.objects.filter(agency=old).update(agency=new)
    marks.follow(over.whole)
    moved = following.move_drafts(over)
    if moved:
        job.tell(REST, "", DRAFTS, n=moved)
    job.total = following.open_dossiers(over).count()
    return True


def _open(job: Job, reorganisation: Reorganisation) -> bool:
    """Done when none is left but those passed over."""
    over, passed_over = recorded(reorganisation), job.position.get("passed_over", [])
    waiting = following.open_dossiers(over).exclude(pk__in=passed_over).select_related("edition").order_by("pk")
    found = list(waiting[:AT_ONCE])
    for dossier in found:
        _move(job, dossier, Act(None, values=_values(reorganisation, over)))
    return not found


def _values(reorganisation: Reorganisation, over: Takeovers) -> dict[str, object]:
    return {
        following.OVER: over,
        "note": NOTE.format(number=reorganisation.number),
        "reorganisation": reorganisation.number,
    }


def _move(job: Job, dossier: Dossier, act: Act) -> None:
    """One that breaks the work every time does not keep the rest from following."""
    before = _places(dossier)
    try:
        workflow.perform(FOLLOW, dossier, act)
    except Refusal:  # it has ended in the meantime, and is seen to with the closed ones
        _pass_over(job, dossier)
        return
    except Exception as error:
        if job.tries < STUBBORN:
            raise
        log.exception("reorganisation %s passes over a dossier: %s", job, type(error).__name__)
        _pass_over(job, dossier)
        job.tell(BROKEN, dossier.public_code, BROKE, dossier=str(dossier.uuid))
        return
    job.done += 1
    job.tell(MOVED, dossier.public_code, FROM_TO, place=dossier.edition.name[:200], before=before,
             after=_places(dossier), dossier=str(dossier.uuid))  # fmt: skip


def _pass_over(job: Job, dossier: Dossier) -> None:
    """So that the stage ends, whatever keeps this one from following."""
    job.position = {**job.position, "passed_over": [*job.position.get("passed_over", []), dossier.pk]}


def _places(dossier: Dossier) -> str:
    """Who receives and who decides, by name."""
    names = dict(Agency.objects.filter(pk__in={dossier.received_by_id, dossier.agency_id}).values_list("pk", "name"))
    return " · ".join(dict.fromkeys([names[dossier.received_by_id], names[dossier.agency_id]]))


def _closed(job: Job, reorganisation: Reorganisation) -> bool:
    over = recorded(reorganisation)
    held = list(following.closed_ties(over).order_by("pk")[:TIES_AT_ONCE])
    following.pass_on(held, over, timezone.now())
    seen = job.position.get("ties", 0) + len(held)
    job.position = {**job.position, "ties": seen}
    if not held and seen:
        job.tell(REST, "", TIES, n=seen)
    return not held


STAGES: tuple[Stage, ...] = (_agencies, _open, _closed)


def _about(job: Job) -> str:
    found = Reorganisation.objects.filter(pk=job.parameters.get("reorganisation")).first()
    return str(found or "")


KINDS = {
    REORGANISATION: Kind(
        _("Reorganisation of agencies"),
        work,
        {BROKEN: _("broke off"), REST: _("besides"), MOVED: _("moved")},
        about=_about,
        dull=frozenset({MOVED}),
        headings=(_("Dossier"), _("Procedure")),
    )
}
