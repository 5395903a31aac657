"""What this stand-in answers where no document says what the real server answers (protocols §3.2, §4.5, §11).

All assumed.
"""

import re

GOOD = ("0", "00")
CODE_GOOD_LOGIN = 0
CODE_SESSION = "-1"
CODE_UNREADABLE = "-2"
CODE_EXISTS = "-3"
CODE_MISSING_FIELD = "-4"
CODE_UNKNOWN_PROCEDURE = "-5"
CODE_FOREIGN_UNIT = "-6"
CODE_NO_FILE = "-7"
CODE_INTERNAL = "-99"
MOMENT = re.compile(r"(?:\d{14})?")
DAY = re.compile(r"(?:\d{2}/\d{2}/\d{4})?")
CODES = {"LoaiDoiTuong": ("1", "2", "3", "4"), "HinhThuc": ("0", "1")}

PROVIDER = "VN:GOV:000.00.00.G22:vpcpdvcprovider"
PROVINCE = "000.00.00.H02"
MANDATORY = ("MaHoSo", "MaTTHC", "LoaiDoiTuong", "NgayTiepNhan", "TrangThaiHoSo", "DonViXuLy")
LONGEST_NOTE = 2000
STATUSES = {
    "1": "Mới đăng ký",
    "2": "Được tiếp nhận",
    "3": "Không được tiếp nhận",
    "4": "Đang xử lý",
    "5": "Yêu cầu bổ sung giấy tờ",
    "6": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "7": "Công dân yêu cầu rút hồ sơ",
    "8": "Dừng xử lý",
    "9": "Đã xử lý xong",
    "10": "Đã trả kết quả",
}
"""Seen in four places (§4.2): the one thing here that is certain."""

SUPPLEMENT_STATES = {"0": "Đang chờ bổ sung", "1": "Đã bổ sung"}
"""``TrangThaiBoSung`` (§4.1, proposed there)."""

LEDGER_BY_DAY, LEDGER_OF_DAY, LEDGER_TRAIL = "DoiSoatHoSoMC", "DoiSoatChiTietHoSoMC", "DoiSoatTienDoHoSoMC"
"""No document knows a comparison by digest: names, fields and arithmetic are ours (``ledger``)."""
