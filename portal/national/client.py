"""The national portal through the province's security server (protocols §2-§5).

Translates; touches neither database nor request. Two errors: ``Unavailable`` (try later: nothing is known of what the
other side did) and ``Rejected`` (a person must look).
"""

import functools
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from django.conf import settings

from portal.national import profile

CONNECT_SECONDS = 3.0
OWN_TROUBLE = frozenset({profile.CODE_SESSION_EXPIRED.value, profile.CODE_INTERNAL.value})
"""Answers about the nation itself, not about what was sent: the same call may succeed later."""

LARGEST_ANSWER = 20 * 1024 * 1024
SESSION_SECONDS = 600
"""How long a session is reused; clients seen keep it ten minutes (§3.1)."""

Record = Mapping[str, Any]


def connect_seconds() -> float:
    return min(CONNECT_SECONDS, settings.NATIONAL.timeout)


def longest_call() -> float:
    """Seconds a call can take at most as ``NationalPortal`` makes it: log-in and call, twice when the session ended."""
    return 4 * (connect_seconds() + settings.NATIONAL.timeout)


class NationalError(Exception):
    """What the national side said, short and without any of what was sent."""


class Unavailable(NationalError):
    """No answer, or none that can be read. The call may have taken effect."""


class Rejected(NationalError):
    """The nation understood and refused. Sending the same again would be refused again."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}"[:400])
        self.code, self.message = code, message


class AlreadyKnown(Rejected):
    """An insert of a dossier the nation already holds."""


class NotKnown(Rejected):
    """An update of a dossier the nation does not hold."""


class NationalPortal:
    """One account at the national portal.

    Safe to share between threads; ``http`` may carry a transport of the caller's.
    """

    def __init__(self, http: httpx.Client | None = None) -> None:
        timeout = httpx.Timeout(settings.NATIONAL.timeout, connect=connect_seconds())
        self._http = http or httpx.Client(timeout=timeout, follow_redirects=False)
        self._session = ""
        self._session_until = 0.0
        self._login_lock = threading.Lock()

    # --- the catalogue (§5) -----------------------------------------------------------------------
    def procedure_codes(self) -> list[tuple[str, str]]:
        """Code and name of every procedure the nation lists for the province."""
        return [(str(item.get("MATTHC", "")), str(item.get("TENTTHC", ""))) for item in self._call("LayDanhSachTTHC")]

    def procedure(self, code: str) -> dict[str, Any]:
        """The full record. Raises ``Rejected`` where the nation has none."""
        found = self._call("LayThuTuc", maTTHC=code)
        if not found:
            raise Rejected("0", f"no record for {code}")
        return found[0]

    # --- dossiers (§4) ----------------------------------------------------------------------------
    def insert_dossiers(self, records: Sequence[Record]) -> None:
        """Raises ``AlreadyKnown`` where at least one is; then none was stored (assumed, §4.5)."""
        self._call("DongBoHoSoMC", isUpdating="False", data=list(records))

    def update_dossiers(self, records: Sequence[Record]) -> None:
        """Raises ``NotKnown`` where at least one is not; then none was stored (assumed, §4.5)."""
        self._call("DongBoHoSoMC", isUpdating="True", data=list(records))

    def add_progress(self, lines: Sequence[Record]) -> None:
        """Append to the trails; lines the nation already has are ignored there (assumed, §4.3)."""
        self._call("CapNhatTienDoHoSoMC", data=list(lines))

    def dossier(self, code: str) -> dict[str, Any] | None:
        """What the nation holds under ``code``, or ``None``."""
        found = self._call("TraCuuHoSo", mahoso=code)
        return found[0] if found else None

    # --- the ledger (assumed; docs/integration.md) ------------------------------------------------
    def ledger_by_day(self, first: str, last: str) -> list[dict[str, Any]]:
        """Number and digest for each day (``yyyyMMdd``) and unit. Raises ``Rejected`` where there is no such
        service."""
        return self._call(profile.LEDGER_BY_DAY.value, tungay=first, denngay=last)

    def ledger_of_day(self, day: str) -> list[dict[str, Any]]:
        return self._call(profile.LEDGER_OF_DAY.value, ngay=day)

    def trail(self, code: str) -> list[dict[str, Any]]:
        return self._call(profile.LEDGER_TRAIL.value, mahoso=code)

    # --- session and envelope (§3) ----------------------------------------------------------------
    def _call(self, service: str, **parameters: Any) -> list[dict[str, Any]]:
        session = self._open_session()
        answer = self._ask(session, service, parameters)
        if _code(answer) == profile.CODE_SESSION_EXPIRED.value:
            self._forget(session)
            answer = self._ask(self._open_session(), service, parameters)
        if _code(answer) in OWN_TROUBLE:
            raise Unavailable(f"{service} answered {_code(answer)}")
        _raise_refusal(answer)
        result = answer.get("result") or []
        return [item for item in result if isinstance(item, dict)] if isinstance(result, list) else [result]

    def _ask(self, session: str, service: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        envelope = {"session": session, "madonvi": settings.NATIONAL.unit, "service": service, **parameters}
        return self._post(profile.PATH_CALL.value, envelope)

    def _open_session(self) -> str:
        with self._login_lock:
            if time.monotonic() >= self._session_until:
                account = {"username": settings.NATIONAL.username, "password": settings.NATIONAL.password}
                answer = self._post(profile.PATH_LOGIN.value, account)
                if _code(answer) not in profile.SUCCESS_CODES or not answer.get("session"):
                    raise Unavailable(f"no session: login answered {_code(answer)}")
                self._session, self._session_until = str(answer["session"]), time.monotonic() + SESSION_SECONDS
            return self._session

    def _forget(self, session: str) -> None:
        with self._login_lock:
            if self._session == session:
                self._session_until = 0.0

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        url = f"{settings.NATIONAL.adapter}{path}"
        try:
            with self._http.stream(
                "POST", url, params={"dstcode": settings.NATIONAL.destination}, json=body
            ) as response:
                raw = _read(response)
                answer = httpx.Response(response.status_code, content=raw)
        except httpx.HTTPError as error:
            raise Unavailable(f"{type(error).__name__} at {path}") from error
        if answer.status_code != httpx.codes.OK:
            raise Unavailable(f"HTTP {answer.status_code} at {path}")
        try:
            document = answer.json()
        except ValueError as error:
            raise Unavailable(f"unreadable answer at {path}") from error
        if not isinstance(document, dict) or "error_code" not in document:
            raise Unavailable(f"answer without error_code at {path}")
        return document


def _read(response: httpx.Response) -> bytes:
    raw = bytearray()
    for chunk in response.iter_bytes():
        raw += chunk
        if len(raw) > LARGEST_ANSWER:
            raise Unavailable("answer larger than 20 MB")
    return bytes(raw)


def _code(answer: Mapping[str, Any]) -> str:
    return str(answer.get("error_code", "")).strip()


def _raise_refusal(answer: Mapping[str, Any]) -> None:
    code, message = _code(answer), str(answer.get("message", ""))
    if code in profile.SUCCESS_CODES:
        return
    if profile.TEXT_ALREADY_KNOWN.value in message:
        raise AlreadyKnown(code, message)
    if profile.TEXT_NOT_KNOWN.value in message and code == profile.CODE_RECORD.value:
        raise NotKnown(code, message)
    raise Rejected(code, message)


@functools.cache
def shared_portal() -> NationalPortal:
    """This process's account at the national portal, so that its session is reused."""
    return NationalPortal()
