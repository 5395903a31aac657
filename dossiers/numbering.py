"""Numbers of a dossier: a random provisional one at submission, the legal code at acceptance (TT 01/2018 Đ.19; cases
finding 5)."""

import secrets
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from portal.agencies.models import Agency, DailyCounter

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
RANDOM_CHARACTERS = 9


def check_character(body: str) -> str:
    """Position-weighted sum modulo 31 (a prime), so that one wrong or two swapped characters show."""
    return ALPHABET[sum(place * ALPHABET.index(character) for place, character in enumerate(body, start=1)) % 31]


def provisional() -> str:
    """Nothing about it can be guessed: ``TN-7K3M9-Q2X4C``, the last character checks the others (D13)."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    text = body + check_character(body)
    return f"TN-{text[:5]}-{text[5:]}"


def is_provisional(text: str) -> bool:
    """Whether ``text`` (upper case) is well formed, so that a slip of the pen is told apart from an unknown
    number."""
    body = text.removeprefix("TN-").replace("-", "")
    return len(body) == RANDOM_CHARACTERS + 1 and set(body) <= set(ALPHABET) and check_character(body[:-1]) == body[-1]


def draw(agency: Agency, at: datetime) -> str:
    """The next legal code of ``agency`` on the local day of ``at``: ``000.00.05.H02-201130-0001``.

    Gap-free: the counter's row stays locked until the surrounding transaction ends, and a rollback gives the serial
    back. Call it as late as the code can still be written into row, history and outbox. After 9,999 the serial grows to
    five digits.
    """
    day = timezone.localdate(at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies_dailycounter (agency_id, day, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (agency_id, day) DO UPDATE SET last = agencies_dailycounter.last + 1 RETURNING last",
            [agency.pk, day],
        )
        (serial,) = cursor.fetchone()
    return code_of(agency, day, serial)


def code_of(agency: Agency, day: date, serial: int) -> str:
    return f"{agency.code_2016}-{day:%y%m%d}-{serial:04d}"


def reserve(agency: Agency, day: date, last: int) -> range:
    """Take the serials of ``day`` up to ``last`` that the counter has not given yet; they are never drawn afterwards.

    The counter's row stays locked until the surrounding transaction ends. Empty where the counter stands at ``last`` or
    further: those codes are other dossiers' by now.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies_dailycounter (agency_id, day, last) VALUES (%s, %s, 0) "
            "ON CONFLICT (agency_id, day) DO NOTHING",
            [agency.pk, day],
        )
    counter = DailyCounter.objects.select_for_update().get(agency=agency, day=day)
    taken = range(counter.last + 1, last + 1)
    if taken:
        counter.last = last
        counter.save(update_fields=["last"])
    return taken
