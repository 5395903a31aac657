"""How much one person may upload in a day."""

from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.accounts.models import User
from portal.files.models import UploadDay

KEPT_DAYS = 7
CHARGE = """
INSERT INTO files_uploadday AS counted (user_id, day, files, bytes) VALUES (%(user)s, %(day)s, 1, %(size)s)
ON CONFLICT (user_id, day) DO UPDATE SET files = counted.files + 1, bytes = counted.bytes + EXCLUDED.bytes
WHERE counted.files < %(files)s AND counted.bytes + EXCLUDED.bytes <= %(bytes)s
"""


class DayFull(Exception):
    """The person has uploaded as much as a day allows."""


def charge(user: User, size: int) -> None:
    """Count one file of ``size`` bytes, in the caller's transaction; others of the same person wait for its end.

    Raises ``DayFull``.
    """
    asked: dict[str, int | date] = {
        "user": user.pk,
        "day": timezone.localdate(),
        "size": size,
        "files": settings.PERSON_FILES_A_DAY,
        "bytes": settings.PERSON_BYTES_A_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(CHARGE, asked)
        if cursor.rowcount != 1:
            raise DayFull


def forget() -> None:
    """Days long past."""
    UploadDay.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEPT_DAYS)).delete()
