"""Money that people bring or send: a person of the agency says that it is there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import NotYours, Refusal
from payments import attempts, tellers
from payments.arrivals import Told
from payments.models import Attempt, PaymentRequest
from payments.providers.base import Happened, Outcome, OverTheCounter
from payments.settlement import settle
from payments.verdicts import Verdict
from portal.accounts.models import User


class KnownNumber(Refusal):
    message = _("A transfer with this number has been booked already. Check the number on the bank's notice.")


@transaction.atomic
def take(request: PaymentRequest, provider: OverTheCounter, by: User, voucher: str = "") -> Attempt:
    """All that is missing, at once. ``voucher``: the number of the bank's transfer; it counts once.

    Raises ``NotYours`` for whom the agency's money is no business of, ``attempts.NothingOwed``, ``KnownNumber``.
    """
    if not tellers.may_take(request.dossier, by):
        raise NotYours
    attempt = attempts.begin(request, provider, by)
    number = voucher or attempt.reference
    paid = Outcome(Happened.PAID, attempt.reference, attempt.amount, number, timezone.now())
    if settle(Told(provider.name, paid, by=by)) != Verdict.SETTLED:
        raise KnownNumber
    attempt.refresh_from_db()
    return attempt
