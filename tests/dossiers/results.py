"""A dossier with a result, and what people do about it."""

from typing import Any

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from dossiers.results import issuing, steps
from tests.factories import StoredFileFactory, answers

HOME = {"commune": "xa-1", "province": "24", "street": "Thôn Núi", "text": "Thôn Núi, Xã 1, tỉnh Bắc Giang"}
BY_POST = {
    "return_by": "post", "return_name": "Trần Thị Hà", "return_phone": "0912345678", "return_to": HOME,
}  # fmt: skip


def returned_by(dossier: Dossier, way: str) -> Dossier:
    """As if it had been chosen on filing."""
    dossier.return_by = way
    dossier.answers |= answers(**(BY_POST if way == "post" else {"return_by": way}))
    dossier.save()
    return dossier


def finished(dossier: Dossier, clerk: Any, officer: Any, **values: Any) -> Dossier:
    """The result is signed and back at the unit."""
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    values = {"result_number": "12/XN-UBND", "result_file": StoredFileFactory()} | values
    workflow.perform(workflow.FINISH, dossier, Act(officer, values=values))
    return dossier


def of(dossier: Dossier) -> dict[str, Any]:
    """The result that counts, as somebody names it who has just seen it."""
    return {issuing.OF: issuing.current(dossier).file.uuid}


def correct(dossier: Dossier, officer: Any, **values: Any) -> None:
    new = {"result_number": "13/XN-UBND", "result_file": StoredFileFactory(), "note": "Sai năm sinh"}
    workflow.perform(steps.CORRECT_RESULT, dossier, Act(officer, values=of(dossier) | new | values))


def ask_correction(dossier: Dossier, citizen: Any) -> None:
    wish = {"what": ["date"], "note": "Ghi 1981, đúng là 1987"}
    workflow.perform(steps.ASK_CORRECTION, dossier, Act(citizen, values=of(dossier) | wish))


def revoke(dossier: Dossier, officer: Any) -> None:
    workflow.perform(steps.REVOKE_RESULT, dossier, Act(officer, values=of(dossier) | {"note": "Cấp nhầm"}))
