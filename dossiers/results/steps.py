"""The rows of the workflow table around a result that is there: its return, its reading, its correction."""

from django.utils.translation import gettext_lazy as _

from dossiers.action import APPLICANT, Action
from dossiers.forms import ActionForm
from dossiers.models import Involvement
from dossiers.models import Status as S
from dossiers.results import issuing, returning
from dossiers.results.forms import AcknowledgeForm, AskCorrectionForm, CorrectForm, HandToPostForm, ReasonOfResultForm
from portal.agencies.models import Role

RECEIVING, DECIDING = Involvement.Part.RECEIVING, Involvement.Part.DECIDING
CLERK, OFFICER = frozenset({Role.CLERK}), frozenset({Role.OFFICER, Role.LEADER})
ISSUED = frozenset({S.FINISHED, S.HANDED_OVER})
DESK = "admin:dossiers_dossier_result"

HAND_TO_POST = Action(
    "hand_to_post",
    _("Hand over to the post"),
    _("Result handed to the post"),
    CLERK,
    {S.FINISHED},
    S.HANDED_OVER,
    RECEIVING,
    form=HandToPostForm,
    guard=returning.by_post,
    effect=returning.hand_to_post,
)
CHANGE_RETURN = Action(
    "change_return",
    _("Change how you get the result"),
    _("Return of the result changed"),
    {APPLICANT},
    {S.SUBMITTED, S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT, S.FINISHED},
    None,
    form=ActionForm,
    effect=returning.change,
    page="dossier_return",
)
RECEIVE_ONLINE = Action(
    "receive_online",
    _("I have received and read the result"),
    _("Result received online and read"),
    {APPLICANT},
    {S.FINISHED},
    S.HANDED_OVER,
    form=AcknowledgeForm,
    guard=issuing.is_unread,
    effect=issuing.receive_online,
)
ACKNOWLEDGE = Action(
    "acknowledge",
    _("I have received and read the result"),
    _("Result received and read"),
    {APPLICANT},
    {S.HANDED_OVER},
    None,
    form=AcknowledgeForm,
    guard=issuing.is_unread,
    effect=issuing.acknowledge,
)
ASK_CORRECTION = Action(
    "ask_correction",
    _("Ask for a correction"),
    _("Correction of the result asked for"),
    {APPLICANT},
    ISSUED,
    None,
    form=AskCorrectionForm,
    guard=issuing.may_be_asked,
    effect=issuing.ask_correction,
    page="dossier_correction",
)
CORRECT_RESULT = Action(
    "correct_result",
    _("Issue a corrected result"),
    _("Corrected result issued"),
    OFFICER,
    ISSUED,
    None,
    DECIDING,
    form=CorrectForm,
    guard=issuing.holds,
    effect=issuing.correct,
    page=DESK,
)
REFUSE_CORRECTION = Action(
    "refuse_correction",
    _("Refuse the correction"),
    _("Result left as it is"),
    OFFICER,
    ISSUED,
    None,
    DECIDING,
    form=ReasonOfResultForm,
    guard=issuing.is_asked,
    effect=issuing.refuse_correction,
    page=DESK,
)
REVOKE_RESULT = Action(
    "revoke_result",
    _("Revoke the result"),
    _("Result revoked"),
    OFFICER,
    ISSUED,
    None,
    DECIDING,
    form=ReasonOfResultForm,
    guard=issuing.holds,
    effect=issuing.revoke,
    is_grave=True,
    page=DESK,
)

TABLE = (
    HAND_TO_POST, CHANGE_RETURN, RECEIVE_ONLINE, ACKNOWLEDGE, ASK_CORRECTION, CORRECT_RESULT, REFUSE_CORRECTION,
    REVOKE_RESULT,
)  # fmt: skip
