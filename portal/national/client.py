"""The national portal's services, one method each (protocols §3-§5).

Translates; touches neither database nor request. Two errors: ``Unavailable`` (try later: nothing is known of what the
other side did) and ``Rejected`` (a person must look).
"""

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from portal.national import profile
from portal.national.line import (
    OWN_TROUBLE,
    HeldBack,
    Line,
    NationalError,
    Unavailable,
    code_of,
    connect_seconds,
)

__all__ = [
    "AlreadyKnown",
    "HeldBack",
    "NationalError",
    "NationalPortal",
    "NotKnown",
    "Rejected",
    "Unavailable",
    "connect_seconds",
    "longest_call",
]
SESSION_SECONDS = 600
"""How long a session is reused; clients seen keep it ten minutes (§3.1)."""

LOGIN = "login"
"""What a log-in is called beside the services: it has no name of its own on the wire."""

Record = Mapping[str, Any]


def longest_call() -> float:
    """Seconds a call can take at most as ``NationalPortal`` makes it: log-in and call, twice when the session ended."""
    return 4 * (connect_seconds() + settings.NATIONAL.timeout)


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
    """One account at the national portal. Safe to share between threads."""

    def __init__(self, line: Line | None = None) -> None:
        self._line = line or Line()
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

    def catalogue(self, name: str) -> list[dict[str, Any]]:
        """One of the catalogues of §3.3: ``CoQuan``, ``LinhVuc``, ``TinhThanh``, ``DanToc`` …"""
        return self._call(f"LayDanhMuc{name}")

    def online_services(self) -> list[dict[str, Any]]:
        """The online services the nation lists for the province, each with its level by agency."""
        return self._call("LayDVC")

    def decision(self, number: str) -> dict[str, Any] | None:
        """The decision that published a procedure, by ``IDQUYETDINHCONGBO``, or ``None``."""
        found = self._call("LayQDCB", idQDCB=number)
        return found[0] if found else None

    # --- people (§4.7) ----------------------------------------------------------------------------
    def technical_id(self, number: str) -> str:
        """The key of whoever has this identity number or tax code; empty where nobody has an account."""
        found = self._call("TraCuuTechID", provider="wso2is", mstorcmnd=number)
        return str(found[0].get("TECHNICALID", "")) if found else ""

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

    def tell_status(self, state: Record) -> None:
        """The status of one dossier that was born at the national portal (§4.4); the same again is ignored there
        (assumed). Raises ``NotKnown``."""
        self._call("DongBoTrangThaiHoSo", type="2", data=dict(state))

    def send_satisfaction(self, figures: Sequence[Record]) -> None:
        """The satisfaction of a month, an item a question (§4.6); sent again it replaces the month (assumed)."""
        self._call("DongBoDanhGia", data=list(figures))

    # --- petitions (§9.1: the first name was seen, the others and all fields are assumed) -------------
    def waiting_petitions(self) -> list[dict[str, Any]]:
        """Those sent at the national portal that the province has not received yet."""
        return self._call("DanhSachPAKNChoXuLy")

    def report_petitions(self, records: Sequence[Record]) -> list[dict[str, Any]]:
        """Those received at the province; the nation's number for each, the same however often it is told."""
        return self._call("DongBoPAKN", data=list(records))

    def tell_petition_states(self, lines: Sequence[Record]) -> None:
        """Lines the nation already has are ignored there."""
        self._call("CapNhatTrangThaiPAKN", data=list(lines))

    def answer_petitions(self, answers: Sequence[Record]) -> None:
        """A second answer to the same petition replaces the first."""
        self._call("TraLoiPAKN", data=list(answers))

    # --- the ledger (assumed; docs/integration.md) ------------------------------------------------
    def ledger_by_day(self, first: str, last: str) -> list[dict[str, Any]]:
        """Number and digest for each day (``yyyyMMdd``) and unit. Raises ``Rejected`` where there is no such
        service."""
        return self._call(profile.LEDGER_BY_DAY.value, tungay=first, denngay=last)

    def ledger_of_day(self, day: str) -> list[dict[str, Any]]:
        return self._call(profile.LEDGER_OF_DAY.value, ngay=day)

    def trail(self, code: str) -> list[dict[str, Any]]:
        return self._call(profile.LEDGER_TRAIL.value, mahoso=code)

    # --- questions and answers (§9.2) -------------------------------------------------------------
    def waiting_questions(self) -> list[dict[str, Any]]:
        """Questions asked there for the province, until each is answered."""
        return self._call("LayDanhSachHoiDapGuiTuDVCQG")

    def unit_questions(self) -> list[dict[str, Any]]:
        """Every question the nation holds of the province, asked there or sent by it."""
        return self._call("LayDanhSachHoiDapBoCoQuan")

    def answers_of_question(self, key: str) -> list[dict[str, Any]]:
        """Every answer it holds under a ``HOIDAPID``, oldest first."""
        return self._call("LayNoiDungTraLoiTheoCauHoi", cauhoiid=key)

    def send_questions(self, records: Sequence[Record]) -> None:
        """Sent again they replace what is held under their ``HOIDAPID`` (assumed)."""
        self._call("DongBoHoiDap", data=list(records))

    def send_question_answers(self, records: Sequence[Record]) -> None:
        """The same again changes nothing, another one replaces the last (assumed). Raises ``NotKnown``."""
        self._call("DongBoKetQuaHoiDapGuiTuDVCQG", data=list(records))

    # --- session and envelope (§3) ----------------------------------------------------------------
    def _call(self, service: str, **parameters: Any) -> list[dict[str, Any]]:
        session = self._open_session()
        answer = self._ask(session, service, parameters)
        if code_of(answer) == profile.CODE_SESSION_EXPIRED.value:
            self._forget(session)
            answer = self._ask(self._open_session(), service, parameters)
        if code_of(answer) in OWN_TROUBLE:
            raise Unavailable(f"{service} answered {code_of(answer)}", "own")
        _raise_refusal(answer)
        result = answer.get("result") or []
        listed = result if isinstance(result, list) else [result]
        return [item for item in listed if isinstance(item, dict)]

    def _ask(self, session: str, service: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        envelope = {"session": session, "madonvi": settings.NATIONAL.unit, "service": service, **parameters}
        return self._line.ask(service, profile.PATH_CALL.value, envelope)

    def _open_session(self) -> str:
        with self._login_lock:
            if time.monotonic() >= self._session_until:
                account = {"username": settings.NATIONAL.username, "password": settings.NATIONAL.password}
                answer = self._line.ask(LOGIN, profile.PATH_LOGIN.value, account)
                if code_of(answer) not in profile.SUCCESS_CODES or not answer.get("session"):
                    raise Unavailable(f"no session: login answered {code_of(answer)}", "login")
                self._session, self._session_until = str(answer["session"]), time.monotonic() + SESSION_SECONDS
            return self._session

    def _forget(self, session: str) -> None:
        with self._login_lock:
            if self._session == session:
                self._session_until = 0.0


def _raise_refusal(answer: Mapping[str, Any]) -> None:
    code, message = code_of(answer), str(answer.get("message", ""))
    if code in profile.SUCCESS_CODES:
        return
    if profile.TEXT_ALREADY_KNOWN.value in message:
        raise AlreadyKnown(code, message)
    if profile.TEXT_NOT_KNOWN.value in message and code == profile.CODE_RECORD.value:
        raise NotKnown(code, message)
    raise Rejected(code, message)
