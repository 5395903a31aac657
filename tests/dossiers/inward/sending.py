"""The nation's side of the door: a dossier of the generic form, sent as the security server sends it."""

import base64
import json
from typing import Any

from django.conf import settings
from django.test import Client

from portal.national.door import HEADER
from procedures.models import Procedure
from tests.sheets import written_pdf

DOOR = "/XrdAdapter/RestService/forward/nhanhsdvcqg"
CODE = "G22.99-201130-000017"


def inline(content: bytes | None = None, name: str = "Tờ khai.pdf", **fields: Any) -> dict[str, Any]:
    held = written_pdf() if content is None else content
    return {"TenTepDinhKem": name, "Base64": base64.b64encode(held).decode(), **fields}


def of_the_nation(procedure: Procedure, **changed: Any) -> dict[str, Any]:
    """A citizen's dossier for the commune of the tests; ``None`` leaves a field out."""
    whole = {
        "MaHoSo": CODE,
        "MaTTHC": procedure.code,
        "TenTTHC": procedure.current.name,
        "ChuHoSo": "Trần Thị Hà",
        "LoaiDoiTuong": "1",
        "SoGiayToChuHoSo": "024190000001",
        "DiaChiChuHoSo": "Thôn Núi, xã Tân Mỹ",
        "SoDienThoai": "0912345678",
        "Email": "ha@example.vn",
        "TrichYeuHoSo": "Xin xác nhận nhà ở",
        "TrangThaiHoSo": "1",
        "NgayNopHoSo": "20201130080000",
        "HinhThuc": "0",
        **changed,
    }
    return {name: value for name, value in whole.items() if value is not None}


def knock(body: Any, door: str = DOOR) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(door, raw, content_type="application/json", headers={HEADER: settings.DOOR.key})


def said(body: Any, door: str = DOOR) -> tuple[int, Any]:
    """Code and message of the answer."""
    answer = knock(body, door)
    assert answer.status_code == 200, answer.content
    return answer.json()["error_code"], answer.json()["message"]
