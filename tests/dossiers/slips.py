"""Dossiers on slips: several received at one desk, sent, and the habits of both sides."""

from dossiers import workflow
from dossiers.act import Act
from dossiers.counter import handing
from dossiers.models import Dossier, HandOver
from tests.factories import DraftFactory, StoredFileFactory


def received(like: Dossier, clerk, count: int = 1) -> list[Dossier]:
    """As many as asked for, of the same citizen, received and not forwarded."""
    made = []
    for _number in range(count):
        dossier = DraftFactory(
            edition=like.edition, agency=like.agency, received_by=like.received_by, submitter=like.submitter
        )
        workflow.perform(workflow.SUBMIT, dossier, Act(like.submitter))
        workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
        made.append(dossier)
    return made


def sent(dossiers, by, kind=HandOver.Kind.DOSSIERS, at=None) -> HandOver:
    act = Act(by, at) if at else Act(by)
    return handing.send(kind, dossiers, act)[0]


def keys(slip: HandOver) -> list[int]:
    return list(slip.items.values_list("pk", flat=True))


def finished_on_a_slip(dossier: Dossier, clerk, officer) -> None:
    """Handed over, accepted, decided."""
    slip = sent([dossier], clerk)
    handing.accept(slip, keys(slip), Act(officer))
    dossier.refresh_from_db()
    values = {"result_number": "12/XN-UBND", "result_file": StoredFileFactory()}
    workflow.perform(workflow.FINISH, dossier, Act(officer, values=values))
