"""The secret of a receipt: seven random characters and one that checks them, as ``7K3M-9Q2X``.

35 random bits: with the limit per code (``counting.CODE``) guessing one takes centuries.
"""

import hmac
import secrets

from dossiers.models import Dossier
from dossiers.numbering import ALPHABET, check_character
from dossiers.tracking.models import ReceiptSecret

RANDOM_CHARACTERS = 7
READ_AS = str.maketrans("OILU", "011V", " -.")
"""Look-alikes as Crockford reads them; U is none of his letters and mostly a V."""

NONE = "0" * (RANDOM_CHARACTERS + 1)
"""Compared with where there is no secret. It is well formed, and ``make`` never gives it."""


def make() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return body + check_character(body) if body.strip("0") else make()


def of(dossier: Dossier) -> str:
    """The dossier's secret, made when it is first needed. Safe to call at the same time."""
    row, _is_new = ReceiptSecret.objects.get_or_create(dossier=dossier, defaults={"text": make()})
    return row.text


def grouped(text: str) -> str:
    """As it is printed."""
    return f"{text[:4]}-{text[4:]}"


def read(typed: str) -> str:
    """As it is kept, whatever people type for look-alikes; empty where it can be no secret at all."""
    text = typed.upper().translate(READ_AS)
    if len(text) != RANDOM_CHARACTERS + 1 or not set(text) <= set(ALPHABET):
        return ""
    return text if check_character(text[:-1]) == text[-1] else ""


def is_same(kept: str | None, given: str) -> bool:
    """In a time that tells nothing, be there a dossier or not."""
    return hmac.compare_digest((kept or NONE).encode(), given.encode()) and kept is not None
