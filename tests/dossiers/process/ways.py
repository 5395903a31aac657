"""A dossier on its way through the internal process, and what people do with it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, Task
from dossiers.process import steps
from portal.agencies.models import Role
from procedures.models import Edition, ProcessStep
from tests.factories import StoredFileFactory
from tests.law import law_rewritten

USUAL = (
    (1, 1, "Tiếp nhận", Role.CLERK, 2),
    (2, 1, "Phân công", Role.LEADER, 2),
    (3, 1, "Thẩm định", Role.OFFICER, 14),
    (4, 1, "Ký", Role.LEADER, 4),
    (5, 1, "Phát hành", Role.OFFICER, 2),
)
"""24 working hours, as the limit of three days allows."""


def rule(edition: Edition, rows: Any = USUAL, **units: str) -> None:
    """The province has ruled these steps; ``units`` name the unit of a branch, as ``b2="…"``."""
    with law_rewritten():
        for number, branch, name, role, hours in rows:
            unit = units.get(f"b{branch}", "")
            ProcessStep.objects.create(
                edition=edition, number=number, branch=branch, name=name, role=role, hours=hours, unit=unit
            )


def do(action: workflow.Action, dossier: Dossier, user: Any, **values: Any) -> Dossier:
    workflow.perform(action, dossier, Act(user, values=values))
    return dossier


def forwarded(dossier: Dossier, clerk: Any) -> Dossier:
    return do(workflow.FORWARD, do(workflow.RECEIVE, dossier, clerk), clerk)


def assigned(dossier: Dossier, clerk: Any, leader: Any, officer: Any) -> Dossier:
    return do(steps.ASSIGN, forwarded(dossier, clerk), leader, official=officer)


def submit(dossier: Dossier, officer: Any, proposed: str = "approve") -> Dossier:
    return do(steps.SUBMIT_APPROVAL, dossier, officer, proposed=proposed, remark="Đủ điều kiện")


def result() -> dict[str, Any]:
    return {"result_number": "12/XN", "result_file": StoredFileFactory()}


def here(dossier: Dossier) -> list[tuple[int, int, Any]]:
    """The open steps: number, branch, who has them."""
    return [(task.number, task.branch, task.assignee) for task in dossier.tasks.open().order_by("number", "branch")]


def last(dossier: Dossier) -> Task:
    return dossier.tasks.filter(ended_at__isnull=False).latest("pk")


def outcomes(dossier: Dossier) -> list[tuple[int, str]]:
    return list(dossier.tasks.order_by("pk").values_list("number", "outcome"))


def next_week() -> date:
    return timezone.localdate() + timedelta(days=7)
