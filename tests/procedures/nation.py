"""A national catalogue of a few records, and a clean one to spoil."""

import copy
from typing import Any

from portal.national.client import Rejected, Unavailable

CLEAN: dict[str, Any] = {
    "MATTHC": "1.001193",
    "TENTTHC": "Đăng ký khai sinh",
    "TRANGTHAI": "1",
    "YEUCAU": "",
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G15-TP07", "TENLINHVUC": "Hộ tịch"}],
    "CAPTHUCHIEN": [{"CAPTHUCHIEN": "3", "TENCAP": "Cấp Xã"}],
    "COQUANTHUCHIEN": [{"MADONVI": "000.00.UB.003", "TENDONVI": "Ủy ban nhân dân xã, phường, thị trấn"}],
    "DOITUONGTHUCHIEN": [{"MADOITUONG": "1", "TENDOITUONG": "Công dân Việt Nam"}],
    "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp hồ sơ."}]}],
    "CACHTHUCTHUCHIEN": [
        {
            "KENH": "2",
            "THOIGIAN": [
                {
                    "THOIGIANGIAIQUYET": "5",
                    "DONVITINH": "Ngày làm việc",
                    "MOTA": "",
                    "PHILEPHI": [{"MAPHILEPHI": "2", "SOTIEN": "8000", "DONVI": "Đồng", "MOTA": ""}],
                }
            ],
        }
    ],
    "THANHPHANHOSO": [
        {
            "TRUONGHOP": "",
            "GIAYTO": [{"MAGIAYTO": "1.001193-01", "TENGIAYTO": "Tờ khai", "SOBANCHINH": "1", "SOBANSAO": "0"}],
        }
    ],
    "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G15.000031", "TENKETQUA": "Giấy khai sinh"}],
    "CANCUPHAPLY": [{"SOVANBAN": "60/2014/QH13", "TENVANBAN": "Luật Hộ tịch"}],
}


def clean(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(CLEAN) | changes


def spoilt(path: str, value: Any) -> dict[str, Any]:
    """The clean record with the entry at ``path`` ("A.0.B") changed."""
    record: Any = clean()
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = record
    for step in way:
        place = place[step]
    place[last] = value
    return record


class Nation:
    """Answers like ``NationalPortal``; a record that is an exception is raised."""

    def __init__(self, *records: dict[str, Any]) -> None:
        self.records: dict[str, Any] = {record.get("MATTHC", ""): record for record in records}
        self.asked: list[str] = []

    def procedure_codes(self) -> list[tuple[str, str]]:
        return [(code, "") for code in self.records]

    def procedure(self, code: str) -> dict[str, Any]:
        self.asked.append(code)
        if isinstance(self.records[code], Exception):
            raise self.records[code]
        return self.records[code]

    def silent_for(self, *codes: str) -> "Nation":
        self.records |= {code: Unavailable("no answer") for code in codes}
        return self

    def refusing(self, code: str) -> "Nation":
        self.records[code] = Rejected("0", "không có")
        return self
