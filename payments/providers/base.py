"""What every way of paying is to the rest of the room. None touches the database or the request (design §4).

Three errors: ``BadMessage`` (not theirs, or not readable), ``Unavailable`` (nothing is known of what they did: ask
later), ``Refused`` (they understood and said no).
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import httpx
from django.conf import settings
from django.utils.functional import Promise

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
WIRE_TIME = "%Y%m%d%H%M%S"
CONNECT_SECONDS = 3.0
LARGEST_ANSWER = 256 * 1024


class ProviderError(Exception):
    """Short, and without anything of what was sent."""


class Unavailable(ProviderError):
    """No answer, or none that can be read. The order may exist there: the same reference is used again."""


class Refused(ProviderError):
    """The provider will not take this order."""


class BadMessage(ProviderError):
    """A message that is to have no effect. ``is_forged``: readable, but not signed with our secret."""

    def __init__(self, why: str, *, is_forged: bool = False) -> None:
        super().__init__(why)
        self.is_forged = is_forged


class Happened(StrEnum):
    PAID = "paid"
    FAILED = "failed"
    PENDING = "pending"


@dataclass(frozen=True)
class Outcome:
    """What a genuine message says of an order; ``amount`` in whole units of ``currency``."""

    happened: Happened
    reference: str
    amount: int
    transaction_id: str
    paid_at: datetime
    is_for_us: bool = True
    currency: str = "VND"
    bank: str = ""


@dataclass(frozen=True)
class Charge:
    """A line of the order as receipts show it; ``kind`` 1 fee, 2 charge, 3 other revenue."""

    name: str
    kind: str
    amount: int


@dataclass(frozen=True)
class Subject:
    """What an order is for: the dossier, its procedure and agency, and who pays."""

    dossier_code: str
    procedure_code: str
    procedure_name: str
    agency_code: str
    agency_name: str
    payer: str = ""
    charges: Sequence[Charge] = ()


@dataclass(frozen=True)
class Order:
    """An attempt as a provider sees it. ``text`` is upper case, letters, digits and blanks only."""

    reference: str
    amount: int
    text: str
    created_at: datetime
    expires_at: datetime
    return_url: str
    payer_ip: str
    subject: Subject = field(default_factory=lambda: Subject("", "", "", "", ""))


@dataclass(frozen=True)
class Answer:
    """What the provider is told in return for a notification, as JSON."""

    body: Mapping[str, Any]
    status: int = 200


class Provider(ABC):
    name: ClassVar[str]
    label: ClassVar[str | Promise]


class OverTheCounter(Provider):
    """Money that people bring or send: the portal only records it, over no network."""


class Online(Provider):
    """A gateway's protocol. ``http`` is the caller's, so that tests and callers choose what it reaches."""

    explanation: ClassVar[str | Promise]

    @abstractmethod
    def checkout(self, order: Order, http: httpx.Client) -> str:
        """Where the payer is sent. Safe to repeat with the same reference. Raises ``Unavailable``, ``Refused``."""

    @abstractmethod
    def read_callback(self, content: bytes) -> Outcome:
        """Verify, then translate a notification: its body, or its undecoded query string. Raises ``BadMessage``."""

    @abstractmethod
    def query(self, order: Order, http: httpx.Client) -> bytes:
        """What the provider says of an order now, byte for byte. Raises ``Unavailable``."""

    @abstractmethod
    def read_answer(self, content: bytes) -> Outcome:
        """Verify, then translate what ``query`` brought. Raises ``BadMessage``."""

    @abstractmethod
    def acknowledgement(self, content: bytes, verdict: str) -> Answer:
        """Their word for what became of a notification; ``verdict`` as of ``payments.verdicts``."""


def client() -> httpx.Client:
    """For calls of providers: bounded in time, and never led elsewhere (PA-12)."""
    connect = min(CONNECT_SECONDS, settings.PAYMENT_TIMEOUT)
    return httpx.Client(timeout=httpx.Timeout(settings.PAYMENT_TIMEOUT, connect=connect), follow_redirects=False)


def post(http: httpx.Client, url: str, document: Mapping[str, Any]) -> bytes:
    """The body of a good answer. Raises ``Unavailable`` for every other."""
    try:
        answer = http.post(url, json=document)
    except httpx.HTTPError as error:
        raise Unavailable(type(error).__name__) from error
    if answer.status_code != httpx.codes.OK or len(answer.content) > LARGEST_ANSWER:
        raise Unavailable(f"HTTP {answer.status_code}")
    return answer.content


def read_object(content: bytes) -> dict[str, Any]:
    """A JSON object; a key told twice, a fraction, or anything else raises ``BadMessage``."""
    try:
        found = json.loads(content, object_pairs_hook=_once, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError) as error:
        raise BadMessage("not readable") from error
    if not isinstance(found, dict):
        raise BadMessage("no object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is told twice")
    return found


def _no_fraction(text: str) -> Any:
    raise ValueError("a fraction")


def read_time(text: str) -> datetime:
    """``yyyyMMddHHmmss`` by the clock of Việt Nam. Raises ``BadMessage``."""
    try:
        return datetime.strptime(text, WIRE_TIME).replace(tzinfo=LOCAL)
    except ValueError as error:
        raise BadMessage("not a time") from error


def written_time(at: datetime) -> str:
    return at.astimezone(LOCAL).strftime(WIRE_TIME)


def read_amount(text: str) -> int:
    """Whole digits, without sign or separator. Raises ``BadMessage``."""
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise BadMessage("not an amount")
    return int(text)
