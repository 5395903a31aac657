"""What can be done with a petition, by whom, from where (A13). A new step is a row."""

from django.utils.translation import gettext_lazy as _

from feedback import actions
from feedback.act_forms import ReasonForm
from feedback.actions import OF_HANDLER, OF_LEADER, OF_RECEPTION, OF_SENDER, another_proposed, before, over, stay
from feedback.models import Petition
from feedback.petitions import effects, forms, publishing
from feedback.publishing import is_public, may_publish

S = Petition.Status
Action = actions.Action[Petition]

RECEIVE = Action(
    "receive", _("Enter into the book"), _("Received and entered into the book"),
    OF_RECEPTION, {S.SENT}, S.RECEIVED, forms.NoteForm, effect=effects.receive,
)  # fmt: skip
REFUSE = Action(
    "refuse", _("Do not take in"), _("Not taken in, with advice where to turn"),
    OF_RECEPTION, {S.SENT, S.RECEIVED}, S.REFUSED,
    forms.RefuseForm, effect=effects.end, is_grave=True,
)  # fmt: skip
ASK = Action(
    "ask", _("Ask to clarify"), _("The petitioner was asked to clarify"),
    OF_RECEPTION, {S.SENT, S.RECEIVED}, S.CLARIFYING, forms.QuestionForm, effect=effects.ask,
)  # fmt: skip
HANDLER_ASKS = Action(
    "handler_asks", _("Ask to clarify"), _("The petitioner was asked to clarify"),
    OF_HANDLER, {S.HANDLING}, S.CLARIFYING, forms.QuestionForm, effect=effects.ask,
)  # fmt: skip
CLARIFY = Action(
    "clarify", _("Send the clarification"), _("Clarification sent"),
    OF_SENDER, {S.CLARIFYING}, before(S.CLARIFYING),
    forms.ClarificationForm, effect=effects.clarify,
)  # fmt: skip
NOT_CLARIFIED = Action(
    "not_clarified", _("Close: nothing was clarified"), _("Closed, because it was not clarified in time"),
    OF_RECEPTION, {S.CLARIFYING}, S.REFUSED,
    forms.RefuseForm, guard=over(effects.StillAwaited), effect=effects.end, is_grave=True,
)  # fmt: skip
TRANSFER = Action(
    "transfer", _("Pass to the agency in charge"), _("Passed to the agency in charge"),
    OF_RECEPTION, {S.RECEIVED}, S.TRANSFERRED, forms.TransferForm, effect=effects.transfer,
)  # fmt: skip
SEND_BACK = Action(
    "send_back", _("Not ours: send back"), _("Sent back: another agency is in charge"),
    OF_HANDLER, {S.TRANSFERRED, S.HANDLING}, S.RECEIVED,
    ReasonForm, effect=effects.send_back, is_internal=True,
)  # fmt: skip
TAKE = Action(
    "take", _("Begin to handle"), _("Being handled"),
    OF_HANDLER, {S.TRANSFERRED}, S.HANDLING, forms.NoteForm,
)  # fmt: skip
EXTEND = Action(
    "extend", _("Extend the term once"), _("The answer takes longer"),
    OF_LEADER, {S.HANDLING}, S.HANDLING,
    ReasonForm, guard=effects.not_extended_yet, effect=effects.extend,
)  # fmt: skip
PROPOSE = Action(
    "propose", _("Propose the answer"), _("Answer proposed"),
    OF_HANDLER, {S.HANDLING}, S.PROPOSED, forms.AnswerForm, effect=effects.propose, is_internal=True,
)  # fmt: skip
RETURN = Action(
    "return", _("Return to be reworked"), _("Answer returned to be reworked"),
    OF_LEADER, {S.PROPOSED}, S.HANDLING, ReasonForm, is_internal=True,
)  # fmt: skip
APPROVE = Action(
    "approve", _("Approve and answer"), _("Answered"),
    OF_LEADER, {S.PROPOSED}, S.ANSWERED, forms.NoteForm,
    guard=another_proposed, effect=effects.answer, keeps=("answer",),
)  # fmt: skip
REOPEN = Action(
    "reopen", _("The answer does not settle it"), _("Reopened"),
    OF_SENDER, {S.ANSWERED}, S.HANDLING,
    forms.ReopenForm, guard=effects.may_reopen, effect=effects.reopen,
)  # fmt: skip

PUBLISH = Action(
    "publish", _("Publish"), _("Published without the petitioner's name"),
    OF_RECEPTION, {S.ANSWERED}, S.ANSWERED,
    forms.PublishForm, guard=may_publish, effect=publishing.publish,
)  # fmt: skip
HIDE = Action(
    "hide", _("Take off the public pages"), _("Taken off the public pages"),
    OF_RECEPTION, frozenset(S), stay,
    ReasonForm, guard=is_public, effect=publishing.hide, is_internal=True, is_grave=True,
)  # fmt: skip

TABLE = (
    RECEIVE, TRANSFER, TAKE, PROPOSE, APPROVE, PUBLISH, CLARIFY, REOPEN, ASK, HANDLER_ASKS, EXTEND, RETURN, SEND_BACK,
    REFUSE, NOT_CLARIFIED, HIDE,
)  # fmt: skip
"""In the order of the buttons: what is usually done first."""

ACTIONS = {action.name: action for action in TABLE}
