"""Refusing a matter after appraisal (NĐ 61/2018 Đ.19.8): by a leader, or by an officer once a leader has approved it,
inside the time limit; it ends as finished, with a result that says refusal (D8)."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Dossier, Involvement
from dossiers.results import issuing
from dossiers.supplement import asking
from dossiers.terms import rescheduling
from portal.agencies.models import Role

PROPOSED, APPROVED, SENT_BACK = "submit_approval", "approve", "send_back"
REFUSAL = "refuse"
"""What a proposal for approval says in ``values["proposed"]`` where the matter is to be refused."""


class LeaderNeeded(Refusal):
    message = _("Only a leader refuses a matter, or an officer after a leader has approved the refusal.")


class LimitOver(Refusal):
    message = _(
        "The time limit is over: a refusal is given within it. Give the apology with a new date first, "
        "then refuse by that date."
    )


def may_refuse(dossier: Dossier, act: Act) -> None:
    """Past the deadline only where the date can be moved no more: otherwise nobody could ever answer.

    Raises ``WithdrawalPending``, ``LeaderNeeded`` or ``LimitOver``.
    """
    asking.no_withdrawal_pending(dossier, act)
    if not _leads(dossier, act) and not is_approved(dossier):
        raise LeaderNeeded
    is_over = dossier.due_at is not None and act.at > dossier.due_at
    if is_over and not rescheduling.is_used_up(dossier):
        raise LimitOver


def _leads(dossier: Dossier, act: Act) -> bool:
    deciding = dossier.involvements.current().filter(part=Involvement.Part.DECIDING).values("agency")
    return bool(act.by and act.by.posts.current().filter(role=Role.LEADER, agency__in=deciding).exists())


def is_approved(dossier: Dossier) -> bool:
    """Whether a leader's approval of a refusal stands: history says so, whoever writes those lines."""
    lines = dossier.events.filter(action__in=(PROPOSED, APPROVED, SENT_BACK)).order_by("-number")
    last = lines.first()
    if last is None or last.action != APPROVED:
        return False
    proposed = lines.filter(action=PROPOSED).first()
    return REFUSAL in {last.values.get("proposed"), proposed.values.get("proposed") if proposed else None}


def refuse(dossier: Dossier, act: Act) -> None:
    """``values`` as for finishing, with ``note`` (the reason) and ``ground`` (the rule)."""
    issuing.finish(dossier, act)
    dossier.results.current().update(is_refusal=True)
