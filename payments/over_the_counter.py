"""Money that people bring or send: a person of the agency says that it is there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import NotYours, Refusal
from payments import accounts, attempts, tellers, till
from payments.arrivals import Told
from payments.models import Attempt, PaymentRequest, Settlement
from payments.providers.base import Happened, Outcome, OverTheCounter
from payments.providers.counter import Cash
from payments.settlement import settle
from payments.verdicts import Verdict
from portal.accounts.models import User


class KnownNumber(Refusal):
    message = _("A transfer with this number has been booked already. Check the number on the bank's notice.")


@transaction.atomic
def take(request: PaymentRequest, provider: OverTheCounter, by: User, voucher: str = "") -> Attempt:
    """All that is missing, at once; cash goes into the till of whoever takes it. ``voucher``: the number of the bank's
    transfer; it counts once.

    Raises ``NotYours`` for whom the agency's money is no business of, ``attempts.NothingOwed``, ``KnownNumber`` and
    ``till.TillClosed``.
    """
    post, now = tellers.post_to_take(request.dossier, by), timezone.now()
    if post is None:
        raise NotYours
    accounts.hold(request.account_id)
    drawer = till.hold_open(post.agency, by, now) if isinstance(provider, Cash) else None
    attempt = attempts.begin(request, provider, by)
    number = voucher or attempt.reference
    paid = Outcome(Happened.PAID, attempt.reference, attempt.amount, number, now)
    if settle(Told(provider.name, paid, by=by)) != Verdict.SETTLED:
        raise KnownNumber
    if drawer is not None:
        till.put_in(drawer, Settlement.objects.get(provider=provider.name, transaction_id=number))
    attempt.refresh_from_db()
    return attempt
