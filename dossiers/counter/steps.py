"""The counter's rows of the workflow table."""

from django.utils.translation import gettext_lazy as _

from dossiers.action import Action, Grant
from dossiers.counter import effects
from dossiers.forms import ActionForm, NoteForm, ReasonForm
from dossiers.models import Involvement
from dossiers.models import Status as S
from portal.agencies.models import Role

RECEIVING, DECIDING = Involvement.Part.RECEIVING, Involvement.Part.DECIDING
CLERK, OFFICER = frozenset({Role.CLERK}), frozenset({Role.OFFICER, Role.LEADER})
SLIPS = "admin:dossiers_counter_slip_for"

TAKE_IN = Action(
    "take_in",
    _("Receive at the counter"),
    _("Dossier received at the counter or by post, code and receipt issued"),
    CLERK,
    {S.DRAFT},
    S.RECEIVED,
    RECEIVING,
    form=ActionForm,
    guard=effects.may_be_taken_in,
    effect=effects.take_in,
)
RECEIVE_AND_RETURN = Action(
    "receive_and_return",
    _("Result on the spot"),
    _("Received, settled and returned on the spot"),
    CLERK,
    {S.DRAFT},
    S.HANDED_OVER,
    RECEIVING,
    form=ActionForm,
    guard=effects.may_be_taken_in,
    effect=effects.receive_and_return,
)
SEND_RESULT = Action(
    "send_result",
    _("Send the result to the one-stop unit"),
    _("Result sent to the one-stop unit"),
    OFFICER,
    {S.FINISHED},
    None,
    DECIDING,
    form=ActionForm,
    guard=effects.not_on_its_way,
    page=SLIPS,
)
ACCEPT_HAND_OVER = Action(
    "accept_hand_over",
    _("Accept the papers"),
    _("Papers accepted"),
    OFFICER,
    {S.IN_PROCESS},
    None,
    DECIDING,
    also=(Grant(CLERK, {S.FINISHED}, RECEIVING),),
    form=NoteForm,
    guard=effects.is_on_its_way,
    effect=effects.accept,
)
RETURN_HAND_OVER = Action(
    "return_hand_over",
    _("Send the papers back"),
    _("Papers sent back to the one-stop unit"),
    OFFICER,
    {S.IN_PROCESS},
    S.RECEIVED,
    DECIDING,
    form=ReasonForm,
    guard=effects.is_on_its_way,
    effect=effects.return_dossier,
    is_grave=True,
)
RETURN_RESULT = Action(
    "return_result",
    _("Send the result back"),
    _("Result sent back to the deciding agency"),
    CLERK,
    {S.FINISHED},
    None,
    RECEIVING,
    form=ReasonForm,
    guard=effects.is_on_its_way,
    effect=effects.return_result,
    is_grave=True,
)

TABLE = (TAKE_IN, RECEIVE_AND_RETURN, SEND_RESULT, ACCEPT_HAND_OVER, RETURN_HAND_OVER, RETURN_RESULT)
