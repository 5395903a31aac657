"""What can be done with a question, by whom, from where. A new step is a row."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act
from dossiers.forms import ActionForm
from feedback.enquiries import effects, forms, moving, owing, publishing
from feedback.enquiries.parts import ASKER, HANDLER, RECEPTION
from feedback.models import Enquiry
from portal.agencies.models import Role

S = Enquiry.Status
ALL_HANDS = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER})
OFFICERS = frozenset({Role.OFFICER, Role.LEADER})
LEADERS = frozenset({Role.LEADER})
NOBODY: Set[str] = frozenset()

Hands = dict[str, Set[str]]
OF_ASKER: Hands = {ASKER: NOBODY}
OF_RECEPTION: Hands = {RECEPTION: ALL_HANDS}
OF_HANDLER: Hands = {HANDLER: OFFICERS}
OF_LEADER: Hands = {HANDLER: LEADERS}

Step = Callable[[Enquiry, Act], None]


def stay(enquiry: Enquiry) -> S:
    return S(enquiry.status)


@dataclass(frozen=True)
class Action:
    name: str
    label: str | Promise
    done: str | Promise
    """What the history says of it, in words the asker understands."""

    by: Mapping[str, Set[str]]
    """Parts that may do it, and the roles that count there."""

    sources: Set[S]
    target: S | Callable[[Enquiry], S]
    form: type[ActionForm] = forms.NoteForm
    guard: Step = effects.nothing
    effect: Step = effects.nothing
    is_internal: bool = False
    """The asker's page leaves it out."""

    is_grave: bool = False

    @property
    def is_of_asker(self) -> bool:
        return ASKER in self.by


ASSIGN = Action(
    "assign", _("Give it to the agency that answers"), _("With the agency that answers"),
    OF_RECEPTION, {S.SENT}, S.ASSIGNED, form=forms.AssignForm, effect=effects.assign,
)  # fmt: skip
ASK = Action(
    "ask", _("Ask back"), _("You were asked to say more"),
    OF_RECEPTION | OF_HANDLER, {S.SENT, S.ASSIGNED}, S.ASKED,
    form=forms.AskForm, guard=effects.can_be_reached, effect=effects.ask,
)  # fmt: skip
MOVE = Action(
    "move", _("It is a petition: move it there"), _("Handled as a petition from here on"),
    OF_RECEPTION, {S.SENT}, S.MOVED, form=forms.MoveForm, effect=moving.move,
)  # fmt: skip
REFUSE = Action(
    "refuse", _("Do not answer here"), _("Not answered here, with advice where to turn"),
    OF_RECEPTION, {S.SENT}, S.REFUSED, form=forms.RefuseForm, effect=effects.close, is_grave=True,
)  # fmt: skip
REPLY = Action(
    "reply", _("Send your reply"), _("Your reply was sent"),
    OF_ASKER, {S.ASKED}, effects.status_before_asking, form=forms.ReplyForm, effect=effects.reply,
)  # fmt: skip
UNREPLIED = Action(
    "unreplied", _("Close: no reply came"), _("Closed, because no reply came in time"),
    OF_RECEPTION | OF_HANDLER, {S.ASKED}, S.REFUSED,
    form=forms.AdviceForm, guard=effects.reply_is_late, effect=effects.close, is_grave=True,
)  # fmt: skip
PROPOSE = Action(
    "propose", _("Propose the answer"), _("Answer proposed"),
    OF_HANDLER, {S.ASSIGNED}, S.PROPOSED, form=forms.AnswerForm, effect=effects.propose, is_internal=True,
)  # fmt: skip
SEND_BACK = Action(
    "send_back", _("Not ours: send back"), _("Sent back: another agency answers"),
    OF_HANDLER, {S.ASSIGNED}, S.SENT, form=forms.ReasonForm, effect=effects.send_back, is_internal=True,
)  # fmt: skip
APPROVE_PUBLIC = Action(
    "approve_public", _("Approve, answer and publish"), _("Answered, and published without your name"),
    OF_LEADER, {S.PROPOSED}, S.ANSWERED,
    form=forms.PublishForm, guard=effects.another_proposed, effect=publishing.answer_in_public,
)  # fmt: skip
APPROVE = Action(
    "approve", _("Approve and answer the asker alone"), _("Answered"),
    OF_LEADER, {S.PROPOSED}, S.ANSWERED, guard=effects.another_proposed, effect=effects.answer,
)  # fmt: skip
RETURN = Action(
    "return", _("Return to be reworked"), _("Answer returned to be reworked"),
    OF_LEADER, {S.PROPOSED}, S.ASSIGNED, form=forms.ReasonForm, is_internal=True,
)  # fmt: skip
PUBLISH = Action(
    "publish", _("Publish"), _("Published without your name"),
    OF_LEADER | OF_RECEPTION, {S.ANSWERED}, S.ANSWERED,
    form=forms.PublishForm, guard=publishing.may_publish, effect=publishing.publish,
)  # fmt: skip
CORRECT = Action(
    "correct", _("Correct the answer"), _("Answer corrected"),
    OF_LEADER, {S.ANSWERED}, S.ANSWERED, form=forms.CorrectForm, effect=publishing.correct,
)  # fmt: skip
HIDE = Action(
    "hide", _("Take off the public pages"), _("Taken off the public pages"),
    OF_LEADER | OF_RECEPTION, frozenset(S), stay,
    form=forms.ReasonForm, guard=publishing.is_public, effect=publishing.hide, is_internal=True, is_grave=True,
)  # fmt: skip
TELL_AGAIN = Action(
    "tell_again", _("Tell the national portal again"), _("To be told to the national portal again"),
    OF_LEADER | OF_RECEPTION, frozenset(S), stay,
    guard=owing.is_parked, effect=owing.try_again, is_internal=True,
)  # fmt: skip

TABLE = (
    ASSIGN, PROPOSE, APPROVE_PUBLIC, APPROVE, RETURN, ASK, SEND_BACK, MOVE, REFUSE, REPLY, UNREPLIED, PUBLISH, CORRECT,
    TELL_AGAIN, HIDE,
)  # fmt: skip
"""In the order in which the desk offers them."""

ACTIONS = {action.name: action for action in TABLE}
