"""The link by which whoever holds a paper, a notice or the page of a dossier rates it, once a stage (TT 01/2018 Đ.12).

It is derived, not kept: key of the dossier and stage, signed. So it can be printed where a paper is made, without a row
in the act's transaction, and a copy of the database alone rates nothing (decision 041). It names nobody.
"""

import hmac
import re
from base64 import b32encode
from enum import StrEnum

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from dossiers.models import Dossier

SALT = "dossiers.rating_link"
SIGNED_BYTES = 10
FORM = re.compile(r"([tk])([0-9a-z]{1,12})-([a-z2-7]{16})")


class Stage(StrEnum):
    """Forms 01, 02 and 03 ask how one was received; the end of the dossier asks how it was resolved."""

    RECEPTION = "reception"
    RESULT = "result"


LETTERS = {Stage.RECEPTION: "t", Stage.RESULT: "k"}
STAGES = {letter: stage for stage, letter in LETTERS.items()}


def token_of(dossier: int, stage: Stage) -> str:
    """Letters, digits and one hyphen, some 22 of them, 80 bits of which nobody guesses."""
    named = f"{LETTERS[stage]}{int_to_base36(dossier)}"
    return f"{named}-{_signature(named)}"


def read(token: str) -> tuple[int, Stage] | None:
    """Key of the dossier and stage, or ``None`` for what was never given out."""
    found = FORM.fullmatch(token)
    if found is None or not hmac.compare_digest(_signature(found[1] + found[2]), found[3]):
        return None
    return base36_to_int(found[2]), STAGES[found[1]]


def path_of(dossier: Dossier, stage: Stage) -> str:
    return reverse("rating", args=[token_of(dossier.pk, stage)])


def address_of(dossier: Dossier, stage: Stage) -> str:
    """As papers draw it."""
    return settings.PORTAL_URL + path_of(dossier, stage)


def _signature(named: str) -> str:
    digest = salted_hmac(SALT, named, algorithm="sha256").digest()
    return b32encode(digest[:SIGNED_BYTES]).decode().lower()
