"""Whether who is signed in is known surely enough to file."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.assured.models import NeededAssurance
from portal.accounts import assurance
from portal.accounts.models import User
from procedures.models import Procedure


class NotSureEnough(Refusal):
    """The nation knows the person less surely than the procedure asks."""

    message = _(
        "This procedure needs a national account of a higher level. Open its page, choose to file, and raise your "
        "level there; your draft is kept."
    )


def needed(procedure: Procedure) -> int:
    level = NeededAssurance.objects.filter(procedure=procedure.pk).values_list("level", flat=True).first()
    return level or assurance.LOWEST


def demand(procedure: Procedure, user: User) -> None:
    """Raises ``NotSureEnough``."""
    if not assurance.is_enough(user, needed(procedure)):
        raise NotSureEnough
