"""Sessions that began with the national sign-on, and how they end when the nation says so.

A session lasts as long as the nation vouches for who holds it: what its introspection calls inactive (withdrawn, or
the token is over) ends at the next check, what it reports as left ends at once. A nation that is down ends nobody's.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from requests import RequestException

from portal.accounts import nation
from portal.accounts.models import NationalSession

KEPT = "national"
"""In the session: what the nation gave when it began, and to whom."""

SLICE_SECONDS = 25


def keep(request: HttpRequest, given: Mapping[str, Any]) -> None:
    """``given``: ``user``, ``sub``, ``sid``, ``id_token``, ``access_token``. They may still owe a second step."""
    request.session[KEPT] = dict(given)
    remember(request)


def remember(request: HttpRequest) -> None:
    """Once somebody is in, and is the one for whom the nation vouched. Safe to repeat."""
    given = request.session.get(KEPT)
    if not given or not request.user.is_authenticated or given["user"] != request.user.pk:
        return
    if not request.session.session_key:
        request.session.save()
    NationalSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user": request.user, "sub": given["sub"], "sid": given["sid"], "checked_at": timezone.now()},
    )


def id_token(request: HttpRequest) -> str:
    """What the nation wants to see when its own session is to end, too; empty for who came in otherwise."""
    given = request.session.get(KEPT)
    return str(given["id_token"]) if given and given["user"] == request.user.pk else ""


def left(claims: Mapping[str, Any]) -> int:
    """The nation says that somebody has left: by session where it names one, else all of the person."""
    who = {name: str(claims[name]) for name in ("sub", "sid") if claims.get(name)}
    return end(NationalSession.objects.filter(**who))


def end(sessions: Iterable[NationalSession]) -> int:
    """The next request of each is nobody's. Returns how many."""
    ended = list(sessions)
    for one in ended:
        SessionStore(one.session_key).delete()
    NationalSession.objects.filter(pk__in=[one.pk for one in ended]).delete()
    return len(ended)


def check() -> int:
    """Ask the nation about those not asked for a while, the longest waiting first, for one slice. Returns how many were
    ended."""
    ends, ended = time.monotonic() + SLICE_SECONDS, 0
    forget()
    long_ago = timezone.now() - timedelta(seconds=settings.NATIONAL_SESSION_CHECK_SECONDS)
    for one in NationalSession.objects.filter(checked_at__lt=long_ago).order_by("checked_at"):
        if time.monotonic() > ends:
            break
        try:
            ended += _check(one)
        except (RequestException, OAuth2Error):
            break
    return ended


def _check(one: NationalSession) -> int:
    given = SessionStore(one.session_key).load().get(KEPT)
    if given is None or not one.user.is_active or not nation.still_holds(str(given["access_token"])):
        return end([one])
    NationalSession.objects.filter(pk=one.pk).update(checked_at=timezone.now())
    return 0


def forget() -> None:
    """Rows whose session has run its time."""
    over = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    NationalSession.objects.filter(Q(begun_at__lt=over) & Q(checked_at__lt=over)).delete()
