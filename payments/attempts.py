"""Trying to pay: one order for one amount at one provider. The call of the provider is never within a transaction."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

import httpx
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from payments import accounts, balances, resting
from payments.models import Attempt, PaymentRequest
from payments.providers import ONLINE, PROVIDERS
from payments.providers.base import LOCAL, Charge, Order, Provider, Refused, Subject, Unavailable, written_time
from portal.accounts.models import User
from portal.vietnamese import plain

OWN = "BG"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 12
FIRST_QUERY = timedelta(minutes=10)


class NothingOwed(Refusal):
    message = _("This has been paid already: nothing is owed.")


@dataclass(frozen=True)
class Reference:
    """``start`` tells who orders: the portal's own pages, or the nation by a dossier's code."""

    start: str
    rest: str

    def __str__(self) -> str:
        return self.start + self.rest


def begin(request: PaymentRequest, provider: Provider, by: User | None) -> Attempt:
    """One for all that is missing, under ``BG201130`` and twelve characters that nobody can guess. Of the same provider
    and amount an open one is used again, so that two tabs and a repeated click make one order (PA-11). Raises
    ``NothingOwed``."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    reference = Reference(OWN, f"{timezone.now().astimezone(LOCAL):%y%m%d}{drawn}")
    return _open_or_new(request, provider, reference, by)


def begin_by_code(request: PaymentRequest, provider: Provider) -> Attempt:
    """For whoever pays on the national portal by the code of the dossier: under that code and the time
    (``MaTraCuuTT``, §7.5). Raises ``NothingOwed``."""
    return _open_or_new(request, provider, Reference(str(request.dossier.code), written_time(timezone.now())), None)


@transaction.atomic
def _open_or_new(request: PaymentRequest, provider: Provider, reference: Reference, by: User | None) -> Attempt:
    accounts.hold(request.account_id)
    request.refresh_from_db()
    missing, now = balances.of_request(request).missing, timezone.now()
    if not missing:
        raise NothingOwed
    usable = request.attempts.usable(now).filter(provider=provider.name, amount=missing)
    open_one = usable.filter(reference__startswith=reference.start).last()
    return open_one or Attempt.objects.create(
        request=request, assessment=request.current(), provider=provider.name, reference=str(reference), amount=missing,
        created_at=now, expires_at=now + timedelta(minutes=settings.PAYMENT_MINUTES), begun_by=by,
        next_query_at=now + FIRST_QUERY if provider.name in ONLINE else None,
    )  # fmt: skip


def hand_over(attempt: Attempt, order: Order, http: httpx.Client) -> str:
    """Where the payer is sent. Raises ``Unavailable`` (try again: the same order is used; of a provider that rests
    nobody was asked) and ``Refused``."""
    if attempt.address:
        return attempt.address
    resting.ask_leave(attempt.provider)
    try:
        address = ONLINE[attempt.provider].checkout(order, http)
    except Unavailable:
        resting.failed(attempt.provider)
        raise
    except Refused:
        resting.answered(attempt.provider)
        Attempt.objects.move(attempt, Attempt.State.FAILED)
        raise
    resting.answered(attempt.provider)
    Attempt.objects.move(attempt, Attempt.State.HANDED_OVER, address=address)
    return address


def order_of(attempt: Attempt, return_url: str = "", payer_ip: str = "") -> Order:
    """``attempt`` as its provider sees it."""
    return Order(
        reference=attempt.reference,
        amount=attempt.amount,
        text=text_of(attempt),
        created_at=attempt.created_at,
        expires_at=attempt.expires_at,
        return_url=return_url,
        payer_ip=payer_ip or "127.0.0.1",
        subject=_subject(attempt),
    )


def text_of(attempt: Attempt) -> str:
    """Upper case, without accents and signs, so that everybody hashes the same bytes (§10.1)."""
    return f"thanh toan ho so {plain(attempt.request.dossier.public_code)}".upper()


def _subject(attempt: Attempt) -> Subject:
    dossier = attempt.request.dossier
    lines = attempt.assessment.lines.all()
    return Subject(
        dossier_code=dossier.public_code,
        procedure_code=dossier.edition.procedure.code,
        procedure_name=dossier.edition.name,
        agency_code=dossier.agency.code_2016,
        agency_name=dossier.agency.name,
        payer=str(dossier.owner.get("name") or ""),
        charges=[Charge(line.name, line.kind, line.amount) for line in lines if line.amount],
    )


def label_of(attempt: Attempt) -> str:
    return str(PROVIDERS[attempt.provider].label)
