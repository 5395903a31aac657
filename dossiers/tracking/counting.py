"""How often one may ask without signing in: counted in PostgreSQL per source and per code, by the hour (D35, PR-02).

What is counted is a digest with our key; no address and no code is kept or logged.
"""

import logging
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from dossiers.tracking.models import AskCount

log = logging.getLogger(__name__)
SOURCE, CODE, VERIFY = "source", "code", "verify"
KEPT = timedelta(days=1)
COUNT = """
INSERT INTO dossiers_askcount (kind, key, hour, asked) VALUES (%s, %s, date_trunc('hour', %s::timestamptz), 1)
ON CONFLICT (kind, key, hour) DO UPDATE SET asked = dossiers_askcount.asked + 1 RETURNING asked
"""


def source_asks_too_often(request: HttpRequest, kind: str = SOURCE) -> bool:
    """Count one more of this source. The first above the limit is an alarm: somebody may be scanning."""
    source = str(get_adapter(request).get_client_ip(request))
    limit = settings.LOOKUPS_PER_SOURCE if kind == SOURCE else settings.VERIFICATIONS_PER_SOURCE
    asked, digest = count(kind, source)
    if asked == limit + 1:
        log.warning("possible scan: source %s asked %s times in an hour (%s)", digest[:12], asked, kind)
    return asked > limit


def code_is_tried_too_often(code: str) -> bool:
    """Count one more try at the secret of ``code``, be there such a dossier or not."""
    asked, digest = count(CODE, code)
    if asked == settings.SECRETS_PER_CODE + 1:
        log.warning("possible guessing: secret of code %s tried %s times in an hour", digest[:12], asked)
    return asked > settings.SECRETS_PER_CODE


def count(kind: str, what: str) -> tuple[int, str]:
    """One more of ``what`` in this hour: how many by now, and under which digest. Counts first, so that many at once
    cannot slip through together. ``kind``: at most twelve letters."""
    digest = salted_hmac(f"dossiers.tracking.{kind}", what, algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [kind, digest, timezone.now()])
        (asked,) = cursor.fetchone()
    return asked, digest


def asked(kind: str, what: str) -> int:
    """How many of ``what`` were counted in this hour, without one more."""
    digest = salted_hmac(f"dossiers.tracking.{kind}", what, algorithm="sha256").hexdigest()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return AskCount.objects.filter(kind=kind, key=digest, hour=hour).values_list("asked", flat=True).first() or 0


def forget() -> int:
    """Counters of hours long past."""
    return AskCount.objects.filter(hour__lt=timezone.now() - KEPT).delete()[0]
