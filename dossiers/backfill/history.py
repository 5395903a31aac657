"""The history of an old dossier: the steps the workflow's table would have made, at the times the older system knew.

The one place besides ``workflow.perform`` that writes a dossier and its events. It writes neither notices, papers nor
numbers: all that happened long ago and elsewhere. Where a time is not known, the step stands a second behind the one
before and says so (``assumed``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dossiers import numbering
from dossiers.action import APPLICANT
from dossiers.backfill.columns import OldRow
from dossiers.backfill.places import Whereabouts
from dossiers.history import event_hash
from dossiers.models import Dossier, DossierEvent, Status
from dossiers.workflow import ACTIONS
from portal.agencies.models import Role
from procedures.models import Channel

SECOND = timedelta(seconds=1)
NOBODY_NAMED = "Cán bộ (hệ thống cũ)"
"""In the history, which is Vietnamese."""

S = Status


@dataclass(frozen=True)
class Step:
    action: str
    to: Status
    at: datetime | None
    """``None``: right behind the one before."""


def steps(row: OldRow) -> list[Step]:
    """How it came to its end, each a row of the workflow's table."""
    if row.channel == Channel.ONLINE or row.status == S.REFUSED:
        began = [Step("submit", S.SUBMITTED, row.submitted_at)]
    else:
        began = [Step("take_in", S.RECEIVED, row.received_at)]
    if row.status == S.REFUSED:
        return [*began, Step("refuse", S.REFUSED, row.ended_at)]
    if row.received_at is None:
        return [*began, Step("withdraw", S.WITHDRAWN, row.ended_at)]
    if began[0].to == S.SUBMITTED:
        began.append(Step("receive", S.RECEIVED, row.received_at))
    if row.status == S.WITHDRAWN:
        return [*began, Step("confirm_withdrawal", S.WITHDRAWN, row.ended_at)]
    handed = "hand_to_post" if row.by_post == "1" else "hand_over"
    return [
        *began,
        Step("forward", S.IN_PROCESS, None),
        Step("finish", S.FINISHED, row.ended_at),
        Step(handed, S.HANDED_OVER, row.handed_over_at),
    ]


def dossier_of(row: OldRow, where: Whereabouts) -> Dossier:
    """Not written yet. Its old code is its legal one: it stands on the receipt its owner has."""
    return Dossier(
        status=row.status, provisional_number=numbering.provisional(), code=row.code, edition=where.edition,
        case=where.case, channel=row.channel, agency=where.agency, received_by=where.unit, owner=row.owner,
        return_by=Dossier.ReturnBy.POST if row.by_post == "1" else Dossier.ReturnBy.COUNTER, summary=row.summary,
        submitted_at=row.submitted_at or row.received_at, received_at=row.received_at, first_due_at=row.due_at,
        due_at=row.due_at, finished_at=row.ended_at if row.status == S.HANDED_OVER else None,
        handed_over_at=row.handed_over_at, result_number=row.result_number, last_event=len(steps(row)),
    )  # fmt: skip


def events_of(dossier: Dossier, row: OldRow, source: str) -> Iterator[DossierEvent]:
    """Numbered and chained; at least a second apart, as all events are."""
    at, status, chain = None, S.DRAFT, ""
    for number, step in enumerate(steps(row), start=1):
        earliest = at + SECOND if at else None
        at = max(filter(None, (step.at, earliest)))
        event = _event(dossier, step, row)
        event.number, event.at, event.status_before = number, at, status
        event.values = {"taken_over": source} | ({} if step.at else {"assumed": True})
        event.hash = chain = event_hash(event, chain)
        status = step.to
        yield event


def _event(dossier: Dossier, step: Step, row: OldRow) -> DossierEvent:
    by_applicant = APPLICANT in ACTIONS[step.action].roles
    decided = step.action == "finish"
    return DossierEvent(
        dossier=dossier, action=step.action, status=step.to,
        role=APPLICANT if by_applicant else Role.OFFICER if decided else Role.CLERK,
        by_name="" if by_applicant else (row.official if decided and row.official else NOBODY_NAMED),
        agency=None if by_applicant else (dossier.agency if decided else dossier.received_by),
    )  # fmt: skip
