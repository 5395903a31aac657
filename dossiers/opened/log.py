"""Writing down who opened a dossier: one statement, once a quarter of an hour, and never in the way of the page."""

import logging
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from dossiers.models import Dossier, Opening
from portal.accounts.models import User
from portal.agencies.models import Role

log = logging.getLogger(__name__)
QUARTER = 15 * 60
HANDLING = [Role.CLERK, Role.OFFICER, Role.LEADER, Role.CASHIER]
WRITE = """
INSERT INTO dossiers_opening (dossier_id, by_id, role, title, agency_id, what, quarter, opened_at)
SELECT %(dossier)s, post.user_id, post.role, post.title, post.agency_id, %(what)s, %(quarter)s, %(now)s
FROM agencies_post post
WHERE post.user_id = %(by)s AND post.role = ANY(%(roles)s)
  AND post.since <= %(today)s AND (post.until IS NULL OR post.until >= %(today)s)
  AND EXISTS (SELECT FROM dossiers_involvement part
              WHERE part.dossier_id = %(dossier)s AND part.agency_id = post.agency_id AND part.until IS NULL)
ORDER BY post.id LIMIT 1
ON CONFLICT (dossier_id, by_id, what, quarter) DO NOTHING
"""
WRITE_THERE = """
INSERT INTO dossiers_opening (dossier_id, role, title, what, quarter, opened_at)
VALUES (%(dossier)s, '', %(title)s, %(what)s, %(quarter)s, %(now)s)
ON CONFLICT (dossier_id, what, quarter) WHERE by_id IS NULL DO NOTHING
"""
THERE = "Cổng Dịch vụ công quốc gia"


def opened(dossier: Dossier, by: User, what: Opening.What) -> None:
    """Keep that ``by`` opened ``dossier`` by a post; who came as its applicant leaves no line.

    The first opening of each quarter of an hour of the clock counts. A log that cannot be written is an alarm for us
    and no reason to keep an official from working.
    """
    if dossier.submitter_id == by.pk:
        return
    now = timezone.now()
    values: dict[str, Any] = {
        "dossier": dossier.pk, "by": by.pk, "what": what, "now": now, "quarter": int(now.timestamp()) // QUARTER,
        "roles": HANDLING, "today": timezone.localdate(now),
    }  # fmt: skip
    _write(dossier, WRITE, values)


def opened_at_the_nation(dossier: Dossier) -> None:
    """The same where the national portal fetched a file."""
    now = timezone.now()
    values: dict[str, Any] = {
        "dossier": dossier.pk, "title": THERE, "what": Opening.What.FILE, "now": now,
        "quarter": int(now.timestamp()) // QUARTER,
    }  # fmt: skip
    _write(dossier, WRITE_THERE, values)


def _write(dossier: Dossier, statement: str, values: dict[str, Any]) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        log.error("opening of dossier %s not written: %s", dossier.uuid, type(error).__name__)
