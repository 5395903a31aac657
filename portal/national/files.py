"""Files that the nation names by their address (protocols §8): fetched from the nation's own host and from nowhere
else, without following anybody further (cases SY-19)."""

import time
from collections.abc import Callable

import httpx
from django.conf import settings

from portal.national.client import Rejected
from portal.national.line import Unavailable, connect_seconds

LONGEST_SECONDS = 60
"""Of one file, from the first byte to the last: a line that only drips is broken off."""

TRY_LATER = frozenset({408, 425, 429})


def is_ours(address: str) -> bool:
    """Whether ``address`` lies at the national portal: same scheme, host and port, and nobody's name in it.

    Read by the very parser that asks for it, so that no two readings differ.
    """
    try:
        asked, home = httpx.URL(address), httpx.URL(settings.NATIONAL_URL)
    except (httpx.InvalidURL, ValueError):
        return False
    return (asked.scheme, asked.host, asked.port) == (home.scheme, home.host, home.port) and not asked.userinfo


def file_client() -> httpx.Client:
    """Uses no proxy of the environment, follows no redirect, and has nothing unpacked on the way."""
    timeout = httpx.Timeout(settings.NATIONAL.timeout, connect=connect_seconds())
    whole = {"Accept-Encoding": "identity"}
    return httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False, headers=whole)


def fetch(http: httpx.Client, address: str, take: Callable[[bytes], None], largest: int) -> None:
    """Hand the bytes of ``address`` to ``take``, piece by piece.

    Raises ``Unavailable`` (try later) or ``Rejected`` (not there, leads elsewhere, or is larger than ``largest``).
    """
    if not is_ours(address):
        raise Rejected("address", "not at the national portal")
    ends, size = time.monotonic() + LONGEST_SECONDS, 0
    try:
        with http.stream("GET", address) as answer:
            _judge(answer.status_code)
            for chunk in answer.iter_raw():
                size += len(chunk)
                if size > largest:
                    raise Rejected("size", "larger than a file may be")
                if time.monotonic() > ends:
                    raise Unavailable("the file came too slowly")
                take(chunk)
    except httpx.HTTPError as error:
        raise Unavailable(f"{type(error).__name__} at a file") from error


def _judge(status: int) -> None:
    if status == httpx.codes.OK:
        return
    if status >= 500 or status in TRY_LATER:
        raise Unavailable(f"HTTP {status} at a file")
    raise Rejected(str(status), "the file is not there")
