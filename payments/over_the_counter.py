"""Money that people bring or send: a person of the agency says that it is there."""

from django.db import transaction
from django.utils import timezone

from dossiers.act import NotYours
from dossiers.standing import standing
from dossiers.terms.steps import DUTY_DONE
from payments import accounts, attempts, till
from payments.arrivals import Told
from payments.models import Attempt, PaymentRequest, Settlement
from payments.providers.base import Happened, Outcome, OverTheCounter
from payments.providers.counter import Cash
from payments.settlement import settle
from portal.accounts.models import User


@transaction.atomic
def take(request: PaymentRequest, provider: OverTheCounter, by: User, voucher: str = "") -> Attempt:
    """All that is missing, at once; cash goes into the till of whoever takes it. ``voucher``: the number of the bank's
    transfer; it counts once.

    Raises ``NotYours`` for whom the agency's money is no business of, ``attempts.NothingOwed`` and ``till.TillClosed``.
    """
    if standing(DUTY_DONE, request.dossier, by) is None and not till.is_cashier_of(request.dossier, by):
        raise NotYours
    now = timezone.now()
    accounts.hold(request.account_id)
    drawer = till.hold_open(till.place_of(request.dossier, by), by, now) if isinstance(provider, Cash) else None
    attempt = attempts.begin(request, provider, by)
    number = voucher or attempt.reference
    paid = Outcome(Happened.PAID, attempt.reference, attempt.amount, number, now)
    settle(Told(provider.name, paid, by=by))
    if drawer is not None:
        till.put_in(drawer, Settlement.objects.get(provider=provider.name, transaction_id=number))
    attempt.refresh_from_db()
    return attempt
