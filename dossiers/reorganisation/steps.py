"""The row of the workflow table by which a dossier follows its agency."""

from django.utils.translation import gettext_lazy as _

from dossiers.action import SYSTEM, Action
from dossiers.forms import ActionForm
from dossiers.reorganisation import following

FOLLOW = Action(
    "follow_agency",
    _("Move to the agency that takes over"),
    _("Agency changed by a reorganisation"),
    {SYSTEM},
    following.OPEN,
    None,
    form=ActionForm,
    guard=following.has_to_follow,
    effect=following.follow,
)

TABLE = (FOLLOW,)
