"""What can be done with a question, by whom, from where. A new step is a row."""

from django.utils.translation import gettext_lazy as _

from feedback import actions
from feedback.act_forms import ReasonForm
from feedback.actions import OF_HANDLER, OF_LEADER, OF_RECEPTION, OF_SENDER, another_proposed, before, over, stay
from feedback.enquiries import effects, forms, moving, owing, publishing
from feedback.models import Enquiry
from feedback.publishing import is_public, may_publish

S = Enquiry.Status
Action = actions.Action[Enquiry]

OF_BOTH = {**OF_RECEPTION, **OF_HANDLER}
OF_PUBLISHERS = {**OF_LEADER, **OF_RECEPTION}

ASSIGN = Action(
    "assign", _("Give it to the agency that answers"), _("With the agency that answers"),
    OF_RECEPTION, {S.SENT}, S.ASSIGNED, forms.AssignForm, effect=effects.assign,
)  # fmt: skip
ASK = Action(
    "ask", _("Ask back"), _("You were asked to say more"),
    OF_BOTH, {S.SENT, S.ASSIGNED}, S.ASKED,
    forms.AskForm, guard=effects.can_be_reached, effect=effects.ask,
)  # fmt: skip
MOVE = Action(
    "move", _("It is a petition: move it there"), _("Handled as a petition from here on"),
    OF_RECEPTION, {S.SENT}, S.MOVED, forms.MoveForm, effect=moving.move,
)  # fmt: skip
REFUSE = Action(
    "refuse", _("Do not answer here"), _("Not answered here, with advice where to turn"),
    OF_RECEPTION, {S.SENT}, S.REFUSED, forms.RefuseForm, effect=effects.close, is_grave=True,
)  # fmt: skip
REPLY = Action(
    "reply", _("Send your reply"), _("Your reply was sent"),
    OF_SENDER, {S.ASKED}, before(S.ASKED), forms.ReplyForm, effect=effects.reply,
)  # fmt: skip
UNREPLIED = Action(
    "unreplied", _("Close: no reply came"), _("Closed, because no reply came in time"),
    OF_BOTH, {S.ASKED}, S.REFUSED,
    forms.AdviceForm, guard=over(effects.StillAwaited), effect=effects.close, is_grave=True,
)  # fmt: skip
PROPOSE = Action(
    "propose", _("Propose the answer"), _("Answer proposed"),
    OF_HANDLER, {S.ASSIGNED}, S.PROPOSED, forms.AnswerForm, effect=effects.propose, is_internal=True,
)  # fmt: skip
SEND_BACK = Action(
    "send_back", _("Not ours: send back"), _("Sent back: another agency answers"),
    OF_HANDLER, {S.ASSIGNED}, S.SENT, ReasonForm, effect=effects.send_back, is_internal=True,
)  # fmt: skip
APPROVE_PUBLIC = Action(
    "approve_public", _("Approve, answer and publish"), _("Answered, and published without your name"),
    OF_LEADER, {S.PROPOSED}, S.ANSWERED,
    forms.PublishForm, guard=another_proposed, effect=publishing.answer_in_public,
)  # fmt: skip
APPROVE = Action(
    "approve", _("Approve and answer the asker alone"), _("Answered"),
    OF_LEADER, {S.PROPOSED}, S.ANSWERED, forms.NoteForm, guard=another_proposed, effect=effects.answer,
)  # fmt: skip
RETURN = Action(
    "return", _("Return to be reworked"), _("Answer returned to be reworked"),
    OF_LEADER, {S.PROPOSED}, S.ASSIGNED, ReasonForm, is_internal=True,
)  # fmt: skip
PUBLISH = Action(
    "publish", _("Publish"), _("Published without your name"),
    OF_PUBLISHERS, {S.ANSWERED}, S.ANSWERED,
    forms.PublishForm, guard=may_publish, effect=publishing.publish,
)  # fmt: skip
CORRECT = Action(
    "correct", _("Correct the answer"), _("Answer corrected"),
    OF_LEADER, {S.ANSWERED}, S.ANSWERED, forms.CorrectForm, effect=publishing.correct,
)  # fmt: skip
HIDE = Action(
    "hide", _("Take off the public pages"), _("Taken off the public pages"),
    OF_PUBLISHERS, frozenset(S), stay,
    ReasonForm, guard=is_public, effect=publishing.hide, is_internal=True, is_grave=True,
)  # fmt: skip
TELL_AGAIN = Action(
    "tell_again", _("Tell the national portal again"), _("To be told to the national portal again"),
    OF_PUBLISHERS, frozenset(S), stay, forms.NoteForm,
    guard=owing.is_parked, effect=owing.try_again, is_internal=True,
)  # fmt: skip

TABLE = (
    ASSIGN, PROPOSE, APPROVE_PUBLIC, APPROVE, RETURN, ASK, SEND_BACK, MOVE, REFUSE, REPLY, UNREPLIED, PUBLISH, CORRECT,
    TELL_AGAIN, HIDE,
)  # fmt: skip
"""In the order in which the desk offers them."""

ACTIONS = {action.name: action for action in TABLE}
