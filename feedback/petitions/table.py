"""What can be done with a petition, by whom, from where (A13). A new step is a row."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act
from dossiers.forms import ActionForm
from feedback.models import Petition
from feedback.petitions import effects, forms, publishing
from portal.agencies.models import Role

S = Petition.Status
PETITIONER, SYSTEM = "petitioner", "system"

RECEPTION, HANDLER = "reception", "handler"
"""Where the post of an official counts: the office that receives petitions, or the agency that has one in hand."""

ALL_HANDS = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER})
OFFICERS = frozenset({Role.OFFICER, Role.LEADER})
LEADERS = frozenset({Role.LEADER})

Step = Callable[[Petition, Act], None]


@dataclass(frozen=True)
class Action:
    name: str
    label: str | Promise
    done: str | Promise
    """What the history says of it, in words the petitioner understands."""

    part: str
    roles: Set[str]
    sources: Set[S]
    target: S | Callable[[Petition], S]
    form: type[ActionForm] = forms.NoteForm
    guard: Step = effects.nothing
    effect: Step = effects.nothing
    is_internal: bool = False
    """The petitioner's page leaves it out."""

    is_grave: bool = False


RECEIVE = Action(
    "receive", _("Enter into the book"), _("Received and entered into the book"),
    RECEPTION, ALL_HANDS, {S.SENT}, S.RECEIVED, effect=effects.receive,
)  # fmt: skip
REFUSE = Action(
    "refuse", _("Do not take in"), _("Not taken in, with advice where to turn"),
    RECEPTION, ALL_HANDS, {S.SENT, S.RECEIVED}, S.REFUSED,
    form=forms.RefuseForm, effect=effects.end, is_grave=True,
)  # fmt: skip
ASK = Action(
    "ask", _("Ask to clarify"), _("The petitioner was asked to clarify"),
    RECEPTION, ALL_HANDS, {S.SENT, S.RECEIVED}, S.CLARIFYING, form=forms.QuestionForm, effect=effects.ask,
)  # fmt: skip
HANDLER_ASKS = Action(
    "handler_asks", _("Ask to clarify"), _("The petitioner was asked to clarify"),
    HANDLER, OFFICERS, {S.HANDLING}, S.CLARIFYING, form=forms.QuestionForm, effect=effects.ask,
)  # fmt: skip
CLARIFY = Action(
    "clarify", _("Send the clarification"), _("Clarification sent"),
    PETITIONER, frozenset(), {S.CLARIFYING}, effects.status_before_question,
    form=forms.ClarificationForm, effect=effects.clarify,
)  # fmt: skip
NOT_CLARIFIED = Action(
    "not_clarified", _("Close: nothing was clarified"), _("Closed, because it was not clarified in time"),
    RECEPTION, ALL_HANDS, {S.CLARIFYING}, S.REFUSED,
    form=forms.RefuseForm, guard=effects.clarification_is_late, effect=effects.end, is_grave=True,
)  # fmt: skip
TRANSFER = Action(
    "transfer", _("Pass to the agency in charge"), _("Passed to the agency in charge"),
    RECEPTION, ALL_HANDS, {S.RECEIVED}, S.TRANSFERRED, form=forms.TransferForm, effect=effects.transfer,
)  # fmt: skip
SEND_BACK = Action(
    "send_back", _("Not ours: send back"), _("Sent back: another agency is in charge"),
    HANDLER, OFFICERS, {S.TRANSFERRED, S.HANDLING}, S.RECEIVED,
    form=forms.ReasonForm, effect=effects.send_back, is_internal=True,
)  # fmt: skip
TAKE = Action(
    "take", _("Begin to handle"), _("Being handled"),
    HANDLER, OFFICERS, {S.TRANSFERRED}, S.HANDLING,
)  # fmt: skip
EXTEND = Action(
    "extend", _("Extend the term once"), _("The answer takes longer"),
    HANDLER, LEADERS, {S.HANDLING}, S.HANDLING,
    form=forms.ReasonForm, guard=effects.not_extended_yet, effect=effects.extend,
)  # fmt: skip
PROPOSE = Action(
    "propose", _("Propose the answer"), _("Answer proposed"),
    HANDLER, OFFICERS, {S.HANDLING}, S.PROPOSED, form=forms.AnswerForm, effect=effects.propose, is_internal=True,
)  # fmt: skip
RETURN = Action(
    "return", _("Return to be reworked"), _("Answer returned to be reworked"),
    HANDLER, LEADERS, {S.PROPOSED}, S.HANDLING, form=forms.ReasonForm, is_internal=True,
)  # fmt: skip
APPROVE = Action(
    "approve", _("Approve and answer"), _("Answered"),
    HANDLER, LEADERS, {S.PROPOSED}, S.ANSWERED, guard=effects.another_proposed, effect=effects.answer,
)  # fmt: skip
REOPEN = Action(
    "reopen", _("The answer does not settle it"), _("Reopened"),
    PETITIONER, frozenset(), {S.ANSWERED}, S.HANDLING,
    form=forms.ReopenForm, guard=effects.may_reopen, effect=effects.reopen,
)  # fmt: skip

PUBLISH = Action(
    "publish", _("Publish"), _("Published without the petitioner's name"),
    RECEPTION, ALL_HANDS, {S.ANSWERED}, S.ANSWERED,
    form=forms.PublishForm, guard=publishing.may_publish, effect=publishing.publish,
)  # fmt: skip
HIDE = Action(
    "hide", _("Take off the public pages"), _("Taken off the public pages"),
    RECEPTION, ALL_HANDS, frozenset(S), lambda petition: S(petition.status),
    form=forms.ReasonForm, guard=publishing.is_public, effect=publishing.hide, is_internal=True, is_grave=True,
)  # fmt: skip

TABLE = (
    RECEIVE, TRANSFER, TAKE, PROPOSE, APPROVE, PUBLISH, CLARIFY, REOPEN, ASK, HANDLER_ASKS, EXTEND, RETURN, SEND_BACK,
    REFUSE, NOT_CLARIFIED, HIDE,
)  # fmt: skip
"""In the order of the buttons: what is usually done first."""

ACTIONS = {action.name: action for action in TABLE}
