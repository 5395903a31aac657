"""What a person decides about a difference: take the nation's record over as a draft, or keep ours on a ground."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from procedures import drafting
from procedures.exchange.taking import draft_of
from procedures.models import Difference, Edition, Procedure
from procedures.national_record import read


class AlreadyDecided(Exception):
    message = _("Somebody else has decided about it in the meantime. Nothing was changed.")


class NothingToTake(Exception):
    message = _("The nation has no record here that could become a draft.")


@transaction.atomic
def take_over(found: Difference, *, by: User) -> Edition:
    """A draft of the nation's record with our provincial part, left alone by every refresh.

    Raises ``AlreadyDecided`` or ``NothingToTake``. Locks the difference, then the procedure.
    """
    locked = _undecided(found)
    if not locked.may_be_taken:
        raise NothingToTake
    locked.draft = _draft(_procedure(locked), locked)
    locked.ground = ""
    _decide(locked, Difference.Decision.TAKEN, by)
    return locked.draft


@transaction.atomic
def keep_ours(found: Difference, *, by: User, ground: str) -> None:
    """Ours is right, on this ground. Raises ``AlreadyDecided``."""
    locked = _undecided(found)
    locked.ground, locked.draft = ground, None
    _decide(locked, Difference.Decision.KEPT, by)


@transaction.atomic
def reopen(found: Difference) -> None:
    """To be decided again: a ground for keeping ours has fallen away. A draft is thrown away instead."""
    locked = Difference.objects.select_for_update().get(pk=found.pk)
    if locked.decision == Difference.Decision.KEPT:
        locked.decision, locked.ground, locked.decided_by, locked.decided_at = Difference.Decision.NONE, "", None, None
        locked.save(update_fields=["decision", "ground", "decided_by", "decided_at"])


def _undecided(found: Difference) -> Difference:
    locked = Difference.objects.select_for_update().get(pk=found.pk)
    if locked.is_decided:
        raise AlreadyDecided
    return locked


def _procedure(found: Difference) -> Procedure:
    record = read(found.item)
    Procedure.objects.get_or_create(code=record.code, defaults={"code_suffix": record.suffix})
    return Procedure.objects.select_for_update(of=("self",)).select_related("current").get(code=record.code)


def _draft(procedure: Procedure, found: Difference) -> Edition:
    """The one a refresh has made of the same record, made a person's own; or a new one."""
    same = procedure.editions.filter(state=Edition.State.DRAFT, record_hash=found.item_hash).first()
    return drafting.touch(same) if same else draft_of(procedure, found.item, after=procedure.current)


def _decide(found: Difference, decision: Difference.Decision, by: User) -> None:
    found.decision, found.decided_by, found.decided_at = decision, by, timezone.now()
    found.save(update_fields=["decision", "ground", "draft", "decided_by", "decided_at"])
