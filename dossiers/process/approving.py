"""Proposing a decision, and the leader's word on it (NĐ 61/2018 Đ.19.1). Whoever proposed does not decide."""

from dossiers.act import Act
from dossiers.models import Approval, Dossier, Task
from dossiers.process import course
from dossiers.process.course import Decision, Outcome
from dossiers.process.handling import REMARK, reason
from dossiers.process.look import Look, look
from dossiers.process.plan import is_leaders
from dossiers.process.refusals import (
    AlreadySubmitted,
    BranchesOpen,
    NoLeaderNext,
    NotApproved,
    NothingProposed,
    NotYourStep,
    OwnProposal,
    RefusalProposed,
)
from portal.agencies.models import Role

Proposed = Approval.Proposed
PROPOSED = "proposed"


# --- Submit for approval (trình duyệt) ------------------------------------------------------------


def may_submit(dossier: Dossier, act: Act) -> None:
    """Raises ``NotYourStep``, ``AlreadySubmitted``, ``NoLeaderNext`` or ``BranchesOpen``."""
    seen = look(dossier, act)
    task = seen.own_step()
    if task.role == Role.LEADER or task.agency_id != dossier.agency_id:
        raise NotYourStep
    if seen.approval is not None:
        raise AlreadySubmitted
    if not is_leaders(seen.plan.after(task.number)):
        raise NoLeaderNext
    if seen.siblings(task):
        raise BranchesOpen


def submit(dossier: Dossier, act: Act) -> None:
    """``values``: ``proposed`` (of ``Approval.Proposed``), ``remark``: why. Raises ``ReasonMissing``."""
    seen, why = look(dossier, act), reason(act)
    task = seen.own_step()
    Approval.objects.create(
        dossier=dossier, task=task, proposed=Proposed(act.text(PROPOSED)), reason=why, proposed_at=act.at,
        proposed_by=seen.official,
    )  # fmt: skip
    course.end(task, Outcome.SUBMITTED, act, remark=why)
    course.advance(dossier, task.number, act.at)


# --- Decide ---------------------------------------------------------------------------------------


def may_decide(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingProposed``, ``OwnProposal`` or ``NotYourStep``."""
    _deciding(look(dossier, act))


def _deciding(seen: Look) -> tuple[Approval, Task]:
    approval = seen.pending
    if approval is None:
        raise NothingProposed
    if approval.proposed_by == seen.user:
        raise OwnProposal
    task = seen.own_step()
    if task.role != Role.LEADER:
        raise NotYourStep
    return approval, task


def approve(dossier: Dossier, act: Act) -> None:
    """The last leader's word is the approval; one before passes the proposal up. ``values``: ``remark``."""
    seen = look(dossier, act)
    approval, task = _deciding(seen)
    is_last = not is_leaders(seen.plan.after(task.number))
    course.end(task, Outcome.APPROVED, act, remark=act.text(REMARK))
    if is_last and not seen.siblings(task):
        _decide(approval, Decision.APPROVED, act)
    course.advance(dossier, task.number, act.at, approval.proposed_by if is_last else None)


def send_back(dossier: Dossier, act: Act) -> None:
    """To who proposed it, at their step. ``values``: ``remark``. Raises ``ReasonMissing``."""
    why = reason(act)
    approval, _task = _deciding(look(dossier, act))
    _decide(approval, Decision.SENT_BACK, act)
    course.end_all(dossier, Outcome.SENT_BACK, act, remark=why)
    course.again(approval.task, act.at, approval.proposed_by)


def _decide(approval: Approval, decision: Approval.Decision, act: Act) -> None:
    approval.decision, approval.decided_at, approval.decided_by = decision, act.at, act.by
    approval.remark = act.text(REMARK)
    approval.save(update_fields=["decision", "decided_at", "decided_by", "remark"])


# --- What an approval allows ----------------------------------------------------------------------


def may_issue(dossier: Dossier, act: Act) -> None:
    """The result is issued when a leader has approved it, or by the leader in one act with the approval, wherever the
    edition's process has a leader's step. A dossier on its way since before steps were kept needs none.

    Raises ``NotApproved``, ``RefusalProposed`` or ``OwnProposal``.
    """
    may_conclude(dossier, act, Proposed.APPROVE)


def may_refuse(dossier: Dossier, act: Act) -> None:
    """The same of a refusal after appraisal (Đ.19.8), which always needs the leader's approval."""
    may_conclude(dossier, act, Proposed.REFUSE)


def may_conclude(dossier: Dossier, act: Act, proposed: Approval.Proposed) -> None:
    """Whether ``act.by`` may end the dossier in this way. Raises as ``may_issue`` does."""
    seen = look(dossier, act)
    if seen.approval is None:
        if proposed == Proposed.REFUSE or (seen.tasks and seen.plan.needs_approval):
            raise NotApproved
        return
    if seen.approval.proposed != proposed:
        raise RefusalProposed if proposed == Proposed.APPROVE else NotApproved
    if seen.pending:
        _approves_in_one_act(seen, seen.approval)


def _approves_in_one_act(seen: Look, approval: Approval) -> None:
    """Raises ``NotApproved`` for who does not decide at the last leader's step, ``OwnProposal``."""
    task = seen.own
    if task is None or task.role != Role.LEADER or is_leaders(seen.plan.after(task.number)):
        raise NotApproved
    if approval.proposed_by == seen.user:
        raise OwnProposal
