"""The rows of the workflow table within the agencies: the national status stays, the internal step moves."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from dossiers.action import SYSTEM, Action, Grant
from dossiers.forms import ActionForm
from dossiers.models import Involvement
from dossiers.models import Status as S
from dossiers.process import approving, consulting, handling, transferring, verifying
from dossiers.process.forms import (
    AnswerOpinionForm,
    AskOpinionForm,
    AssignForm,
    DecideForm,
    GiveBackForm,
    ProcessForm,
    RemarkForm,
    RemindForm,
    SubmitApprovalForm,
    TransferForm,
    VerificationForm,
)
from portal.agencies.models import Role

Part = Involvement.Part
CLERK, LEADER = frozenset({Role.CLERK, Role.CASHIER}), frozenset({Role.LEADER})
OFFICER = frozenset({Role.OFFICER, Role.LEADER})
AT_WORK = frozenset({S.IN_PROCESS})
OPEN = frozenset({S.IN_PROCESS, S.SUPPLEMENT, S.FINANCIAL_DUTY, S.STOPPED})
"""While the citizen is waited for, another agency may answer all the same."""

TAKING_PART = (Grant(OFFICER, AT_WORK, Part.JOINT), Grant(CLERK, AT_WORK, Part.RECEIVING))
"""Branches of liên thông, and steps of the one-stop unit in the middle of a process."""

DESK = "admin:dossiers_dossier_process"

CLAIM = Action(
    "claim",
    _("Take the step"),
    _("An official has taken the dossier on"),
    OFFICER,
    AT_WORK,
    None,
    Part.DECIDING,
    also=TAKING_PART,
    form=ProcessForm,
    guard=handling.may_claim,
    effect=handling.claim,
    page=DESK,
)
ASSIGN = Action(
    "assign",
    _("Assign an officer"),
    _("An official was charged with the dossier"),
    LEADER,
    AT_WORK,
    None,
    Part.DECIDING,
    also=(Grant(LEADER, AT_WORK, Part.JOINT),),
    form=AssignForm,
    guard=handling.may_assign,
    effect=handling.assign,
    page=DESK,
)
NEXT_STEP = Action(
    "next_step",
    _("Pass on to the next step"),
    _("Dossier passed on to the next step"),
    OFFICER,
    AT_WORK,
    None,
    Part.DECIDING,
    also=TAKING_PART,
    form=RemarkForm,
    guard=handling.may_pass_on,
    effect=handling.pass_on,
    page=DESK,
)
RETURN_STEP = Action(
    "return_step",
    _("Return to the step before"),
    _("Dossier returned to the step before"),
    OFFICER,
    AT_WORK,
    None,
    Part.DECIDING,
    also=TAKING_PART,
    form=GiveBackForm,
    guard=handling.may_return,
    effect=handling.give_back,
    page=DESK,
)
TAKE_BACK = Action(
    "take_back",
    _("Take back what I passed on"),
    _("Dossier taken back to the step before"),
    OFFICER,
    AT_WORK,
    None,
    Part.DECIDING,
    also=TAKING_PART,
    form=ProcessForm,
    guard=handling.may_take_back,
    effect=handling.take_back,
    page=DESK,
)
SUBMIT_APPROVAL = Action(
    "submit_approval",
    _("Submit for approval"),
    _("Dossier submitted to the leader for approval"),
    OFFICER,
    AT_WORK,
    None,
    Part.DECIDING,
    form=SubmitApprovalForm,
    guard=approving.may_submit,
    effect=approving.submit,
    page=DESK,
)
APPROVE = Action(
    "approve",
    _("Approve"),
    _("The leader has decided on the proposal"),
    LEADER,
    AT_WORK,
    None,
    Part.DECIDING,
    form=DecideForm,
    guard=approving.may_decide,
    effect=approving.approve,
    page=DESK,
)
SEND_BACK = Action(
    "send_back",
    _("Send back to the officer"),
    _("The leader has asked the officer to look at the dossier again"),
    LEADER,
    AT_WORK,
    None,
    Part.DECIDING,
    form=GiveBackForm,
    guard=approving.may_decide,
    effect=approving.send_back,
    page=DESK,
)
ASK_OPINION = Action(
    "ask_opinion",
    _("Ask another agency's opinion"),
    _("Another agency was asked for its opinion"),
    OFFICER,
    AT_WORK,
    None,
    Part.DECIDING,
    form=AskOpinionForm,
    guard=consulting.handles,
    effect=consulting.ask,
    page=DESK,
)
ANSWER_OPINION = Action(
    "answer_opinion",
    _("Give your agency's opinion"),
    _("The agency that was asked has given its opinion"),
    OFFICER,
    OPEN,
    None,
    Part.CONSULTED,
    form=AnswerOpinionForm,
    guard=consulting.may_answer,
    effect=consulting.answer,
    page=DESK,
)
REMIND_OPINION = Action(
    "remind_opinion",
    _("Remind an agency of its opinion"),
    _("The agency that was asked was reminded"),
    OFFICER,
    OPEN,
    None,
    Part.DECIDING,
    form=RemindForm,
    guard=consulting.may_remind,
    effect=consulting.remind,
    page=DESK,
)
OPINION_LATE = Action(
    "opinion_late",
    _("Tell the one-stop unit of a late opinion"),
    _("An opinion is late; the one-stop unit was told"),
    {SYSTEM},
    OPEN,
    None,
    form=ActionForm,
    guard=consulting.is_late,
    effect=consulting.tell_unit,
)
RECORD_VERIFICATION = Action(
    "record_verification",
    _("Record a verification"),
    _("A verification was carried out"),
    OFFICER,
    AT_WORK,
    None,
    Part.DECIDING,
    form=VerificationForm,
    guard=consulting.handles,
    effect=verifying.record,
    page=DESK,
)
TRANSFER = Action(
    "transfer",
    _("Transfer to another deciding agency"),
    _("Dossier transferred to another agency that decides"),
    LEADER,
    AT_WORK,
    None,
    Part.DECIDING,
    form=TransferForm,
    guard=transferring.may_transfer,
    effect=transferring.transfer,
    is_grave=True,
    page=DESK,
)

TABLE = (
    CLAIM, ASSIGN, NEXT_STEP, RETURN_STEP, TAKE_BACK, SUBMIT_APPROVAL, APPROVE, SEND_BACK, ASK_OPINION, ANSWER_OPINION,
    REMIND_OPINION, OPINION_LATE, RECORD_VERIFICATION, TRANSFER,
)  # fmt: skip

FIRST = (APPROVE, SUBMIT_APPROVAL, CLAIM, ANSWER_OPINION, ASSIGN, NEXT_STEP)
"""What is pressed most, in the order in which one of them is the button that stands out."""


def parted(possible: Iterable[Action]) -> tuple[list[Action], list[Action]]:
    """Those of this table: the one that stands out, if any, and the others, the grave ones last."""
    here = [action for action in possible if action.page == DESK]
    first = [action for action in FIRST if action in here][:1]
    return first, sorted((action for action in here if action not in first), key=lambda action: action.is_grave)


def asks_nothing(action: Action) -> bool:
    """Whether nothing must be typed or chosen: such an act is done where its button stands."""
    return not any(field.required for field in action.form.base_fields.values())
