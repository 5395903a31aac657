"""Where somebody can be reached: read strictly, because a line break or a second address in one would be a way in."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

NOT_DIALLED = re.compile(r"[\s().-]")
MOBILE = re.compile(r"(?:\+?84|0)([35789]\d{8})")


def email(text: str) -> str:
    """Exactly one address, or nothing."""
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text


def mobile(text: str) -> str:
    """A Vietnamese mobile number in the international form, 84912345678, or nothing: others take no text messages."""
    found = MOBILE.fullmatch(NOT_DIALLED.sub("", text))
    return f"84{found[1]}" if found else ""


def national(address: str) -> str:
    """A mobile number as people here write it, 0912345678; anything else as it is."""
    return f"0{address[2:]}" if address.isdigit() else address


def masked(address: str) -> str:
    """Enough to tell two addresses apart at the desk, not enough to write to: h•••@example.vn, 091•••678."""
    name, at, place = national(address).partition("@")
    return f"{name[:1]}•••{at}{place}" if at else f"{name[:3]}•••{name[-3:]}"
