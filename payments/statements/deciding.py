"""What a person decides about a difference that did not settle itself."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import NotYours, Refusal
from payments.models import Discrepancy
from payments.models.statements import reconciles
from portal.accounts.models import User


class NotOpen(Refusal):
    message = _("This difference has been settled in the meantime.")


class NoGround(Refusal):
    message = _("Write why it may rest.")


@transaction.atomic
def close(difference: Discrepancy, ground: str, by: User) -> Discrepancy:
    """It may rest, for this reason. The ledger is not touched. Raises ``NotYours``, ``NoGround``, ``NotOpen``."""
    if not reconciles(by):
        raise NotYours
    if not ground.strip():
        raise NoGround
    held = Discrepancy.objects.select_for_update().get(pk=difference.pk)
    is_being_recorded = held.kind == Discrepancy.Kind.MISSING_HERE and not held.verdict
    if held.state != Discrepancy.State.OPEN or is_being_recorded:
        raise NotOpen
    held.state, held.ended_at, held.ended_by = Discrepancy.State.CLOSED, timezone.now(), by
    held.ground = ground.strip()[:500]
    held.save(update_fields=["state", "ended_at", "ended_by", "ground"])
    return held
