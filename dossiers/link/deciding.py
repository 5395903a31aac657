"""What a person decides about changes the nation refused: try them again, or let exactly these go.

Letting go is no sending: the rows keep ``sent_at`` empty, what stands behind them goes on, and who decided on what
ground is a row of its own that nobody changes.
"""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils import timezone

from dossiers.link.models import LinkDecision
from dossiers.models import Dossier, NationalMessage
from dossiers.tasks import tell_nation
from portal.accounts.models import User
from portal.wake import wake_once_a_second

What = LinkDecision.What
LONGEST_GROUND = 500


class GroundMissing(ValueError):
    """Nobody decides about what the nation should know without saying why."""


@transaction.atomic
def decide(subject: int, what: str, by: User, ground: str) -> int:
    """About all parked changes of one dossier. Returns how many: none where somebody else was faster.

    Raises ``GroundMissing``.
    """
    reason = ground.strip()[:LONGEST_GROUND]
    if not reason:
        raise GroundMissing
    locked = NationalMessage.objects.parked().filter(subject=subject).select_for_update(of=("self",)).order_by("pk")
    parked, now = list(locked), timezone.now()
    LinkDecision.objects.bulk_create(
        LinkDecision(message=one, what=what, ground=reason, refusal=one.last_error, by=by, by_name=str(by), at=now)
        for one in parked
    )
    DO[what](parked)
    transaction.on_commit(lambda: wake_once_a_second(tell_nation))
    return len(parked)


def _retry(parked: list[NationalMessage]) -> None:
    NationalMessage.objects.filter(pk__in=[one.pk for one in parked]).update(next_attempt_at=timezone.now())


def _skip(parked: list[NationalMessage]) -> None:
    NationalMessage.objects.filter(pk__in=[one.pk for one in parked]).update(skipped_at=timezone.now())


def decided_about(dossier: Dossier) -> list[LinkDecision]:
    """One of each decision, whatever number of changes it was about; the newest first."""
    newest = LinkDecision.objects.filter(message__subject=dossier).order_by("-at", "pk")
    return list({(one.at, one.what): one for one in newest}.values())


DO: Mapping[str, Callable[[list[NationalMessage]], None]] = {What.RETRY: _retry, What.SKIP: _skip}
