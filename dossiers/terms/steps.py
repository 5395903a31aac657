"""The rows of the workflow table that move a deadline, answer one, or ask again."""

from django.utils.translation import gettext_lazy as _

from dossiers.action import SYSTEM, Action, Grant
from dossiers.forms import ActionForm
from dossiers.models import Involvement
from dossiers.models import Status as S
from dossiers.supplement import asking
from dossiers.terms import holding, proposing, recount, refusing, rescheduling, urging
from dossiers.terms.forms import (
    ApologyForm,
    DutyDoneForm,
    DutyForm,
    GoOnForm,
    RefuseForm,
    StopForm,
    WhyNotForm,
)
from portal.agencies.models import Role

RECEIVING, DECIDING = Involvement.Part.RECEIVING, Involvement.Part.DECIDING
CLERK, LEADER = frozenset({Role.CLERK}), frozenset({Role.LEADER})
OFFICER = frozenset({Role.OFFICER, Role.LEADER})
RUNNING = frozenset({S.RECEIVED, S.IN_PROCESS})
DESK, URGING, WALK = "admin:dossiers_dossier_terms", "admin:dossiers_reminders", "admin:dossiers_dossier_supplement"

ASK_DUTY = Action(
    "ask_duty",
    _("Give notice of a financial duty"),
    _("Financial duty: waiting for payment, the time limit stands still"),
    OFFICER,
    {S.IN_PROCESS},
    S.FINANCIAL_DUTY,
    DECIDING,
    form=DutyForm,
    guard=asking.no_withdrawal_pending,
    effect=holding.ask_duty,
    page=DESK,
)
DUTY_DONE = Action(
    "duty_done",
    _("The financial duty is fulfilled"),
    _("Financial duty fulfilled, work goes on"),
    OFFICER,
    {S.FINANCIAL_DUTY},
    S.IN_PROCESS,
    DECIDING,
    also=(
        Grant(CLERK, {S.FINANCIAL_DUTY}, RECEIVING),
        Grant(frozenset({SYSTEM}), frozenset({S.FINANCIAL_DUTY})),  # the money arrived through the portal
    ),
    form=DutyDoneForm,
    effect=holding.go_on,
    page=DESK,
)
STOP = Action(
    "stop",
    _("Stop the dossier"),
    _("Work on the dossier stopped"),
    OFFICER,
    {S.IN_PROCESS, S.FINANCIAL_DUTY},
    S.STOPPED,
    DECIDING,
    form=StopForm,
    guard=asking.no_withdrawal_pending,
    effect=holding.stop,
    is_grave=True,
    page=DESK,
)
GO_ON = Action(
    "continue",
    _("Continue the dossier"),
    _("Work on the dossier continued"),
    OFFICER,
    {S.STOPPED},
    S.IN_PROCESS,
    DECIDING,
    form=GoOnForm,
    effect=holding.go_on,
    page=DESK,
)
DRAFT_APOLOGY = Action(
    "draft_apology",
    _("Draft the apology"),
    _("Apology with a new date drafted for the leader"),
    OFFICER,
    {S.IN_PROCESS},
    None,
    DECIDING,
    form=ApologyForm,
    guard=rescheduling.is_open,
    effect=rescheduling.draft,
    page=DESK,
    is_internal=True,
)
RESCHEDULE = Action(
    "reschedule",
    _("Sign the apology and move the date"),
    _("New date named, with an apology"),
    LEADER,
    {S.IN_PROCESS},
    None,
    DECIDING,
    form=ApologyForm,
    guard=rescheduling.is_open,
    effect=rescheduling.reschedule,
    page=DESK,
)
REFUSE_APPRAISED = Action(
    "refuse_appraised",
    _("Refuse after appraisal"),
    _("Matter refused after appraisal, refusal signed"),
    OFFICER,
    {S.IN_PROCESS},
    S.FINISHED,
    DECIDING,
    form=RefuseForm,
    guard=refusing.may_refuse,
    effect=refusing.refuse,
    is_grave=True,
    page=DESK,
)
PROPOSE_SUPPLEMENT = Action(
    "propose_supplement",
    _("Propose a further request for a supplement"),
    _("Further request for a supplement proposed to the leader"),
    CLERK,
    {S.SUBMITTED, S.RECEIVED},
    None,
    RECEIVING,
    also=(Grant(OFFICER, RUNNING, DECIDING),),
    form=ActionForm,
    guard=proposing.may_propose,
    effect=proposing.propose,
    page=WALK,
    is_internal=True,
)
APPROVE_SUPPLEMENT = Action(
    "approve_supplement",
    _("Approve the further request"),
    _("Further request for a supplement approved by a leader: supplement asked for"),
    LEADER,
    {S.SUBMITTED, S.RECEIVED},
    S.SUPPLEMENT,
    RECEIVING,
    also=(Grant(LEADER, RUNNING, DECIDING),),
    form=ActionForm,
    guard=proposing.may_decide,
    effect=proposing.approve,
)
REJECT_SUPPLEMENT = Action(
    "reject_supplement",
    _("Reject the further request"),
    _("Further request for a supplement rejected by a leader"),
    LEADER,
    {S.SUBMITTED, S.RECEIVED},
    None,
    RECEIVING,
    also=(Grant(LEADER, RUNNING, DECIDING),),
    form=WhyNotForm,
    guard=proposing.waits,
    effect=proposing.reject,
    is_internal=True,
)
URGE = Action(
    "urge",
    _("Urge the deciding agency"),
    _("Deciding agency urged in writing"),
    LEADER,
    RUNNING,
    None,
    RECEIVING,
    form=ActionForm,
    guard=urging.is_overdue,
    page=URGING,
    is_internal=True,
)
ANSWER_URGE = Action(
    "answer_urge",
    _("Reply to the reminder"),
    _("Deciding agency replied to the reminder"),
    OFFICER,
    frozenset({S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT, S.FINANCIAL_DUTY, S.STOPPED, S.FINISHED, S.HANDED_OVER}),
    None,
    DECIDING,
    form=ActionForm,
    guard=urging.is_urged,
    page=URGING,
    is_internal=True,
)
RECOUNT = Action(
    recount.NAME,
    _("Count the deadline anew"),
    _("Date counted anew: the calendar of working days has changed"),
    frozenset({SYSTEM}),
    frozenset({S.SUBMITTED, *RUNNING}),
    None,
    guard=recount.has_changed,
    effect=recount.recount,
)
TABLE = (
    ASK_DUTY, DUTY_DONE, STOP, GO_ON, DRAFT_APOLOGY, RESCHEDULE, REFUSE_APPRAISED, PROPOSE_SUPPLEMENT,
    APPROVE_SUPPLEMENT, REJECT_SUPPLEMENT, URGE, ANSWER_URGE, RECOUNT,
)  # fmt: skip
