"""The rows of the workflow table around a withdrawal: before acceptance the applicant's own act, after it one that the
unit confirms (A2: status 7 is a confirmed withdrawal)."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, WithdrawalAlreadyAsked, WithdrawalNotAsked, WrongStatus
from dossiers.action import APPLICANT, Action
from dossiers.effects import not_received_yet
from dossiers.forms import AnswerWithdrawalForm, WithdrawForm
from dossiers.models import Dossier, Involvement
from dossiers.models import Status as S
from portal.agencies.models import Role

RECEIVING = Involvement.Part.RECEIVING
CLERK = frozenset({Role.CLERK})
UNDER_WAY = frozenset({S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT, S.FINANCIAL_DUTY, S.STOPPED})
"""Received and not decided: what is withdrawn now, the unit must agree to."""


def is_asked(dossier: Dossier, act: Act) -> None:
    """Raises ``WithdrawalNotAsked``."""
    if dossier.withdrawal_asked_at is None:
        raise WithdrawalNotAsked


def is_not_asked(dossier: Dossier, act: Act) -> None:
    """Nor needed: before acceptance one withdraws without asking."""
    if dossier.withdrawal_asked_at is not None:
        raise WithdrawalAlreadyAsked
    if dossier.code is None:
        raise WrongStatus


def ask(dossier: Dossier, act: Act) -> None:
    dossier.withdrawal_asked_at = act.at


def refuse(dossier: Dossier, act: Act) -> None:
    dossier.withdrawal_asked_at = None


WITHDRAW = Action(
    "withdraw",
    _("Withdraw the dossier"),
    _("Dossier withdrawn"),
    {APPLICANT},
    {S.SUBMITTED, S.SUPPLEMENT},
    S.WITHDRAWN,
    form=WithdrawForm,
    guard=not_received_yet,
    is_grave=True,
)
ASK_WITHDRAWAL = Action(
    "ask_withdrawal",
    _("Ask to withdraw the dossier"),
    _("Withdrawal asked for"),
    {APPLICANT},
    UNDER_WAY,
    None,
    guard=is_not_asked,
    effect=ask,
    form=WithdrawForm,
    is_grave=True,
)
CONFIRM_WITHDRAWAL = Action(
    "confirm_withdrawal",
    _("Confirm the withdrawal"),
    _("Dossier withdrawn at the citizen's wish"),
    CLERK,
    UNDER_WAY,
    S.WITHDRAWN,
    RECEIVING,
    guard=is_asked,
    is_grave=True,
)
REFUSE_WITHDRAWAL = Action(
    "refuse_withdrawal",
    _("Refuse the withdrawal"),
    _("Withdrawal refused: work on the dossier goes on"),
    CLERK,
    UNDER_WAY,
    None,
    RECEIVING,
    form=AnswerWithdrawalForm,
    guard=is_asked,
    effect=refuse,
)

TABLE = (WITHDRAW, ASK_WITHDRAWAL, CONFIRM_WITHDRAWAL, REFUSE_WITHDRAWAL)
