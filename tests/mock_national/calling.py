"""Calls to the stand-in as a province makes them, raw."""

from typing import Any

import httpx

from tests.national_process import NationalProcess

PROVIDER = "VN:GOV:000.00.00.G22:vpcpdvcprovider"
CODE = "000.00.05.H02-201130-0001"
RECORD: dict[str, Any] = {
    "MaHoSo": CODE, "MaTTHC": "1.001193", "TenTTHC": "Đăng ký khai sinh", "LoaiDoiTuong": "1",
    "NgayTiepNhan": "20201130090000", "TrangThaiHoSo": "2", "DonViXuLy": "UBND phường", "TaiLieuNop": [],
}  # fmt: skip
LINE: dict[str, Any] = {
    "MaHoSo": CODE, "NguoiXuLy": "Nguyễn Văn An", "ThoiDiemXuLy": "20201130090000", "NoiDungXuLy": "Tiếp nhận",
    "TrangThai": "2",
}  # fmt: skip
FILE = {
    "TepDinhKemId": "a", "TenTepDinhKem": "don.pdf", "IsDeleted": "False", "MaThanhPhanHoSo": "",
    "DuongDanTaiTepTin": "http://127.0.0.1:9/tep",
}  # fmt: skip


def post(national: NationalProcess, path: str, body: dict[str, Any], **options: Any) -> httpx.Response:
    options.setdefault("params", {"dstcode": PROVIDER})
    return httpx.post(f"{national.url}/XrdAdapter/RestService/forward/{path}", json=body, **options)


def session(national: NationalProcess) -> str:
    answer = post(national, "mapi/login", {"username": "bacgiang", "password": national.password}).json()
    return str(answer["session"])


def call(national: NationalProcess, service: str, **parameters: Any) -> dict[str, Any]:
    body = {"session": session(national), "madonvi": "000.00.00.H02", "service": service, **parameters}
    answer: dict[str, Any] = post(national, "mapi/g", body).json()
    return answer


def insert(national: NationalProcess, **fields: Any) -> dict[str, Any]:
    return call(national, "DongBoHoSoMC", isUpdating="False", data=[{**RECORD, **fields}])


def update(national: NationalProcess, **fields: Any) -> dict[str, Any]:
    return call(national, "DongBoHoSoMC", isUpdating="True", data=[{**RECORD, **fields}])


def progress(national: NationalProcess, **fields: Any) -> dict[str, Any]:
    return call(national, "CapNhatTienDoHoSoMC", data=[{**LINE, **fields}])
