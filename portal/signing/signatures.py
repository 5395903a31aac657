"""Signing a PDF and checking one, as rooms ask for it; the work itself is done by the children."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings

from portal.apart import Apart, WorkFailed
from portal.pipe import pack

WALL_SECONDS = 20
FIELD = "ChuKySo"


class NotSigned(Exception):
    """The file could not be signed now: the key is missing, locked or past its time."""


class Unreadable(Exception):
    """This is no PDF whose signatures could be read."""


@dataclass(frozen=True)
class Signature:
    """Who signs, why, and where the stamp stands (points from the lower left; ``None``: nowhere)."""

    signer: str
    reason: str
    place: str
    page: int = 0
    box: tuple[int, int, int, int] | None = None


@dataclass(frozen=True)
class Found:
    """A signature found in a file. ``intact``: what it covers is unchanged; ``trusted``: its key is of an authority we
    trust; ``whole``: it covers the file to its end."""

    signer: str
    holder: str
    at: datetime | None
    intact: bool
    trusted: bool
    whole: bool

    @property
    def holds(self) -> bool:
        return self.intact and self.trusted and self.whole


def can_sign() -> bool:
    return bool(settings.SIGNING.key)


def signed(pdf: bytes, signature: Signature, stamp: bytes = b"") -> bytes:
    """``pdf`` with a signature and, drawn at its place, the first page of the PDF ``stamp``. Raises ``NotSigned``."""
    order = json.dumps(asdict(signature) | {"field": FIELD}).encode()
    try:
        return _signer(settings.SIGNING.key, settings.SIGNING.passphrase).ask(pack(order, pdf, stamp))
    except WorkFailed as error:
        raise NotSigned(str(error)) from error


def checked(pdf: bytes) -> list[Found]:
    """The signatures within, whoever sent the file. Raises ``Unreadable``."""
    try:
        told = json.loads(_checker(settings.SIGNING.roots).ask(pdf))
    except WorkFailed as error:
        raise Unreadable(str(error)) from error
    return [_found(one) for one in told]


def _found(told: dict[str, Any]) -> Found:
    return Found(**told | {"at": datetime.fromisoformat(told["at"]) if told["at"] else None})


@cache
def _signer(key: str, passphrase: str) -> Apart:
    return Apart("portal.signing.signer", WALL_SECONDS, {"SIGNING_KEY": key, "SIGNING_PASSPHRASE": passphrase})


@cache
def _checker(roots: str) -> Apart:
    return Apart("portal.signing.checker", WALL_SECONDS, {"SIGNING_ROOTS": roots})
