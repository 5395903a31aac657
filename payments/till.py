"""Cash of a day: what a cashier took lies in their till, is counted at its end, and confirmed by another person.

Money is never paid back out of a till: refunds go by the treasury (assumed).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import NotYours, Refusal
from payments.models import Settlement, Taking, Till
from payments.models.tills import CONFIRMING
from portal.accounts.models import User
from portal.agencies.models import Agency, Post

PIECES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
"""Notes of the State Bank in đồng."""

OPEN = """
INSERT INTO payments_till (uuid, agency_id, cashier_id, "on", pieces, reason)
VALUES (gen_random_uuid(), %s, %s, %s, '{}', '') ON CONFLICT (agency_id, cashier_id, "on") DO NOTHING
"""


class TillClosed(Refusal):
    message = _("Your till of today is closed: cash can be taken again tomorrow.")


class NotOpen(Refusal):
    message = _("This till has been closed already.")


class NotCounted(Refusal):
    message = _("This till has not been closed yet, or is confirmed already.")


class Unexplained(Refusal):
    message = _("What was counted is not what was taken: write why.")


@dataclass(frozen=True)
class Count:
    """What lies in a till, in đồng; ``pieces``: how many of each note, where they were counted so."""

    amount: int
    pieces: Mapping[int, int] = field(default_factory=dict)
    reason: str = ""


def hold_open(agency: Agency, cashier: User, at: datetime) -> Till:
    """The till of that day, ours until the transaction ends; whoever closes it waits. Raises ``TillClosed``."""
    on = timezone.localdate(at)
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [agency.pk, cashier.pk, on])
    till = Till.objects.select_for_update().get(agency=agency, cashier=cashier, on=on)
    if till.closed_at is not None:
        raise TillClosed
    return till


def put_in(till: Till, settlement: Settlement) -> Taking:
    return Taking.objects.create(till=till, settlement=settlement)


def taken(till: Till) -> int:
    """By the ledger."""
    return till.takings.aggregate(total=Sum("settlement__amount"))["total"] or 0


@transaction.atomic
def close(till: Till, count: Count, by: User) -> Till:
    """By whose till it is. Cash that is being taken now is waited for. Raises ``NotYours``, ``NotOpen`` and
    ``Unexplained``."""
    held = Till.objects.select_for_update().get(pk=till.pk)
    if held.cashier_id != by.pk:
        raise NotYours
    if held.closed_at is not None:
        raise NotOpen
    held.expected, held.counted = taken(held), count.amount
    if held.difference and not count.reason.strip():
        raise Unexplained
    held.pieces = {str(note): number for note, number in count.pieces.items() if number}
    held.reason, held.closed_at = count.reason.strip()[:500] if held.difference else "", timezone.now()
    held.save(update_fields=["expected", "counted", "pieces", "reason", "closed_at"])
    return held


def may_confirm(till: Till, user: User) -> bool:
    """Another cashier, or a leader, of the agency."""
    posts = Post.objects.current().filter(user=user, role__in=CONFIRMING, agency=till.agency_id)
    return till.cashier_id != user.pk and posts.exists()


@transaction.atomic
def confirm(till: Till, by: User) -> Till:
    """The money was handed over as counted. Raises ``NotYours`` and ``NotCounted``."""
    held = Till.objects.select_for_update().get(pk=till.pk)
    if not may_confirm(held, by):
        raise NotYours
    if held.closed_at is None or held.confirmed_at is not None:
        raise NotCounted
    held.confirmed_at, held.confirmed_by = timezone.now(), by
    held.save(update_fields=["confirmed_at", "confirmed_by"])
    return held
