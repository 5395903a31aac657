"""What moves a deadline, as people do it."""

from datetime import date, datetime
from typing import Any

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from dossiers.terms import steps
from tests.factories import StoredFileFactory


def do(action: Any, dossier: Dossier, by: Any, at: datetime | None = None, **values: Any) -> Dossier:
    workflow.perform(action, dossier, Act(by, **({"at": at} if at else {}), values=values))
    return dossier


def hold(dossier: Dossier, by: Any, begun: datetime, ended: datetime, action: Any = steps.ASK_DUTY) -> Dossier:
    """Held from ``begun`` until ``ended``."""
    do(action, dossier, by, begun, note="Nộp lệ phí trước bạ", ground="Điều 7 Nghị định 140/2016", amount=1_250_000)
    after = steps.DUTY_DONE if action is steps.ASK_DUTY else steps.GO_ON
    return do(after, dossier, by, ended)


def reschedule(dossier: Dossier, by: Any, at: datetime, day: date) -> Dossier:
    return do(steps.RESCHEDULE, dossier, by, at, note="Chờ xác minh thực địa", new_on=day)


def refusal(**more: Any) -> dict[str, Any]:
    return {
        "note": "Đất không thuộc quy hoạch", "ground": "Điều 101 Luật Đất đai", "result_number": "5/TB-UBND",
        "result_file": StoredFileFactory(), **more,
    }  # fmt: skip
