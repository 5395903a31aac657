"""Dossiers of a quarter of 2020 that scores are worked out from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from tests.factories import DraftFactory, StoredFileFactory

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
AUGUST, OCTOBER = datetime(2020, 8, 3, 8, tzinfo=VIETNAM), datetime(2020, 10, 5, 8, tzinfo=VIETNAM)


def submitted(procedure, commune, unit, citizen) -> Dossier:
    draft = DraftFactory(edition=procedure.current, agency=commune, received_by=unit, submitter=citizen)
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return draft


def receive(dossier, clerk) -> None:
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))


def decide(dossier, officer) -> None:
    values = {"result_number": "99/XN-UBND", "result_file": StoredFileFactory()}
    workflow.perform(workflow.FINISH, dossier, Act(officer, values=values))
