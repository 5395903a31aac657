"""Addresses at which the nation fetches a file: signed, good for a while, and behind the door (``door.nation_only``).

A token names a key, whom it is for and until when; it is worth nothing to whoever is not the security server.
"""

import uuid
from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.utils import timezone

SALT = "portal.national.addresses"
AUDIENCE = "nation"


class BadAddress(Exception):
    """Not signed by us, or not for the nation."""


class Expired(BadAddress):
    """It was good once; what named it is sent again with a new one before that happens."""


def good_until() -> datetime:
    """Of an address that is made now."""
    return timezone.now() + timedelta(days=settings.NATIONAL.file_days)


def address(key: uuid.UUID, until: datetime, under: str = "") -> str:
    """Where the file ``key`` can be had until then; ``under``: of files that are not a dossier's, at which of their
    own address."""
    token = signing.dumps({"k": key.hex, "a": AUDIENCE, "u": int(until.timestamp())}, salt=SALT)
    return settings.NATIONAL.files + under + quote(token)


def key_of(token: str) -> uuid.UUID:
    """The file that ``token`` opens. Raises ``BadAddress`` or ``Expired``."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise BadAddress from error
    if said["a"] != AUDIENCE:
        raise BadAddress
    if said["u"] < timezone.now().timestamp():
        raise Expired
    return uuid.UUID(said["k"])
