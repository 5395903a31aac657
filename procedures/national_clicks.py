"""The way on to the national portal from a procedure's page, and how often it is taken: by day and procedure alone.

A browser counts once for a procedure until it is closed: a signed cookie that only these addresses get remembers it,
and nothing of it is kept here. Robots are not counted.
"""

import re
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.national import profile

COOKIE, SALT, PATH = "bacgiang_di_tiep", "procedures.national_clicks", "/thu-tuc/"
MOST_REMEMBERED = 50
ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|curl|wget|python|httpx|scan|monitor|headless", re.IGNORECASE)


def address(code: str) -> str:
    """The national portal's page of the procedure."""
    return settings.NATIONAL_URL + profile.PAGE_PROCEDURE.value.format(code=quote(code))


def count(request: HttpRequest, response: HttpResponse, procedure: int) -> None:
    """Count that somebody goes on, unless this browser has gone before or is none; ``response`` remembers it."""
    gone = _gone(request)
    key = str(procedure)
    if key in gone or _is_robot(request):
        return
    _add(procedure)
    response.set_signed_cookie(
        COOKIE, ".".join([*gone, key][-MOST_REMEMBERED:]), salt=SALT, path=PATH, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _gone(request: HttpRequest) -> list[str]:
    said = request.get_signed_cookie(COOKIE, "", salt=SALT)
    return str(said).split(".") if said else []


def _is_robot(request: HttpRequest) -> bool:
    """By its own word; who gives no name at all is none of ours to count."""
    name = request.headers.get("User-Agent", "")
    return not name or ROBOTS.search(name) is not None


def _add(procedure: int) -> None:
    """The reader does not wait for the disk: a power cut takes less than a second of counting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_nationalclick AS c (day, procedure_id, clicks) "
            "SELECT %s, %s, 1 FROM set_config('synchronous_commit', 'off', true) "
            "ON CONFLICT (day, procedure_id) DO UPDATE SET clicks = c.clicks + 1",
            [timezone.localdate(), procedure],
        )
