"""Files that a record names are fetched from the province, as its security server lets this one in (protocols §12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings

KEY = "X-Nation-Key"
SECONDS = 5
SHOWN = 20


@dataclass(frozen=True)
class NamedFile:
    name: str
    address: str


def named(record: dict[str, Any]) -> Iterator[NamedFile]:
    """Papers and results of a record that have an address."""
    for paper in record.get("TaiLieuNop") or []:
        if str(paper.get("IsDeleted")) != "True":
            yield NamedFile(str(paper.get("TenTepDinhKem", "")), str(paper.get("DuongDanTaiTepTin") or ""))
    for result in record.get("DanhSachGiayToKetQua") or []:
        yield NamedFile(str(result.get("TenGiayTo", "")), str(result.get("DuongDanTepTinKetQua") or ""))


def can_be_fetched(file: NamedFile) -> bool:
    """Whether the province would hand it over now; only its own addresses are asked for."""
    if not file.address.startswith(settings.FILES_FROM + "/"):
        return False
    try:
        with httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as http:
            return http.head(file.address, headers={KEY: settings.DOOR_KEY}).status_code == httpx.codes.OK
    except (httpx.HTTPError, httpx.InvalidURL):
        return False


def fetched(address: str) -> httpx.Response | None:
    """What the province hands over at ``address``; nothing where it refuses or does not answer."""
    if not address.startswith(settings.FILES_FROM + "/"):
        return None
    try:
        with httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as http:
            answer = http.get(address, headers={KEY: settings.DOOR_KEY})
    except (httpx.HTTPError, httpx.InvalidURL):
        return None
    return answer if answer.status_code == httpx.codes.OK else None


def looked_at(record: dict[str, Any]) -> list[tuple[NamedFile, bool]]:
    return [(file, can_be_fetched(file)) for file in list(named(record))[:SHOWN]]
