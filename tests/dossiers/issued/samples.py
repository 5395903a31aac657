"""Every paper with something in every place: long names, all letters of Vietnamese, several lines."""

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from dossiers.issued.facts.common import Head, Person
from dossiers.issued.facts.course import ControlSlip, Done, Trail
from dossiers.issued.facts.deadline import Apology, LateDossier, Reminder
from dossiers.issued.facts.hops import Hop
from dossiers.issued.facts.inside import ApprovalSheet, OpinionAnswer, OpinionRequest, VerificationMinutes
from dossiers.issued.facts.lists import Book, BookLine, HandedLine, HandOver
from dossiers.issued.facts.reception import Fix, PaperLine, Receipt, Refusal, Supplement
from dossiers.issued.facts.returned import ResultReceipt
from payments.receipts.papers import Charged, FeeReceipt

CODE = "000.07.213.H02-201130-0001"
LETTERS = "ăâđêôơư áàảãạ ắằẳẵặ ấầẩẫậ éèẻẽẹ ếềểễệ íìỉĩị óòỏõọ ốồổỗộ ớờởỡợ úùủũụ ứừửữự ýỳỷỹỵ"
ALPHABET = f"{LETTERS} {LETTERS.upper()}"
OWNER = Person(
    "Nguyễn Thị Thuỳ Dương Quỳnh Hương", "Số 12, đường Nguyễn Văn Cừ, phường Trần Phú, thành phố Bắc Giang",
    "0912 345 678", "thuy.duong@example.vn", "024190000123",
)  # fmt: skip
FILER = replace(OWNER, name="Lê Văn Ẩm", number="024080000077")
LONG = "Đăng ký khai sinh kết hợp đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi"
AT = "9 giờ 05 phút, ngày 30 tháng 11 năm 2020"
DUE = "17 giờ 00 phút, ngày 03 tháng 12 năm 2020"
RATING = "https://dichvucong.bacgiang.gov.vn/danh-gia/t1qz-abcdefgh234567ab/"
COMMON: dict[str, Any] = {
    "head": Head(
        above="Ủy ban nhân dân thành phố Bắc Giang", unit="Bộ phận một cửa phường Trần Phú", number=f"{CODE}/TNHS",
        code=CODE, is_provisional=False, place_and_day="Bắc Giang, ngày 30 tháng 11 năm 2020",
        official="Hoàng Thị Ánh Nguyệt", title="Công chức tư pháp – hộ tịch",
    ),
    "owner": OWNER, "filer": FILER, "is_filed_by_owner": False, "channel": "trực tuyến", "procedure": LONG,
    "summary": ALPHABET, "receives": "Bộ phận một cửa phường Trần Phú",
    "decides": "Ủy ban nhân dân phường Trần Phú", "hotline": "0204 000 0000 (minh hoạ)",
    "lookup": "dichvucong.bacgiang.gov.vn/tra-cuu/",
    "lookup_address": f"https://dichvucong.bacgiang.gov.vn/tra-cuu/?ma={CODE}#k=7K3M9Q2X",
}  # fmt: skip
HOPS = [
    Hop("Lê Văn Ẩm", "Bộ phận một cửa phường Trần Phú", AT, "", "Hoàng Thị Ánh Nguyệt", "", ""),
    Hop("Bộ phận một cửa phường Trần Phú", "Ủy ban nhân dân phường Trần Phú", AT, "Hoàng Thị Ánh Nguyệt", "", "", ""),
    Hop("Ủy ban nhân dân phường Trần Phú", "Bộ phận một cửa phường Trần Phú", DUE, "Vũ Đức Ngọ", "", "early", "Ghi"),
]
SAMPLES: dict[str, Any] = {
    "receipt": Receipt(
        **COMMON, sets="01", time_limit="03 ngày làm việc", received_at=AT, due_at=DUE, fees="8.000 đồng (chưa nộp)",
        papers=[
            PaperLine("Tờ khai đăng ký khai sinh", 1), PaperLine("Giấy chứng sinh do cơ sở y tế cấp", 0, 1),
            PaperLine("Giấy chứng nhận kết hôn của cha, mẹ", 0, 0, 2), PaperLine("Sổ hộ khẩu", electronic=3),
        ],
        return_by="Trực tiếp tại Bộ phận một cửa phường Trần Phú", book="2020 (sổ điện tử)", serial="201130-0001",
        secret="7K3M-9Q2X", rating_address=RATING,
    ),
    "supplement_request": Supplement(
        **COMMON, stage="thẩm định hồ sơ", round=2, reason="Giấy chứng sinh bị mờ.", ground="Điều 19 khoản 4",
        due_at=DUE, rating_address=RATING,
        lines=[Fix("Giấy chứng sinh", "không đọc được", "Chụp lại rõ cả trang"), Fix("Họ tên cha", "sai", "Ghi đủ")],
    ),
    "refusal": Refusal(**COMMON, is_after_appraisal=True, reason="Không thuộc thẩm quyền của phường.",
                       rating_address=RATING),
    "apology": Apology(
        **COMMON, field="Hộ tịch", received_at=AT, due_before=DUE,
        due_after="17 giờ 00 phút, ngày 10 tháng 12 năm 2020",
        reason="Phải xác minh tại nơi cư trú trước đây.", is_late=True, copy_to="Bộ phận một cửa phường Trần Phú",
    ),
    "control_slip": ControlSlip(
        **COMMON, book="2020 (sổ điện tử)", serial="201130-0001", received_at=AT, due_at=DUE,
        coordinates="Công an phường Trần Phú", hops=HOPS,
    ),
    "follow_up_book": Book(
        above="Ủy ban nhân dân thành phố Bắc Giang", unit="Bộ phận một cửa phường Trần Phú", year="2020",
        since="01/11/2020", until="30/11/2020", first_page=1, is_last=True,
        lines=[
            BookLine(number, CODE, LONG, "01", OWNER.name, f"{OWNER.address}, {OWNER.phone}", COMMON["decides"],
                     "09:05 30/11/2020", "17:00 03/12/2020", "", "Trực tiếp", "Đang xử lý")
            for number in range(1, 31)
        ],
    ),
    "handover_slip": HandOver(
        above="Ủy ban nhân dân thành phố Bắc Giang", unit="Bộ phận một cửa phường Trần Phú", number="",
        place_and_day="Bắc Giang, ngày 30 tháng 11 năm 2020", is_of_results=False, gives=COMMON["receives"],
        takes=COMMON["decides"], at="09:05 30/11/2020",
        lines=[HandedLine(CODE, LONG, "", OWNER.name, OWNER.address, True, False)] * 4,
    ),
    "result_receipt": ResultReceipt(
        **COMMON, taker="Lê Văn Ẩm", proof="024080000077", result_number="12/XN-UBND", result_signed_on="02/12/2020",
        result_signer="Chủ tịch Ủy ban nhân dân phường", way="trực tiếp", returned_at=DUE,
        originals=["Sổ hộ khẩu", "Giấy chứng sinh"],
    ),
    "process_trail": Trail(
        **COMMON, lines=[
            Done("09:05 30/11/2020", "Hoàng Thị Ánh Nguyệt, Công chức", "Tiếp nhận hồ sơ", "", "17:00 03/12/2020"),
            Done("10:00 30/11/2020", "Hoàng Thị Ánh Nguyệt", "Chuyển cơ quan giải quyết", COMMON["decides"], ""),
        ],
    ),
    "opinion_request": OpinionRequest(
        **COMMON, to="Công an phường Trần Phú", question="Xác nhận nơi cư trú của công dân.", answer_by=DUE
    ),
    "opinion_answer": OpinionAnswer(
        **COMMON, to=COMMON["decides"], asked_at=AT, question="Xác nhận nơi cư trú của công dân.",
        answer="Công dân cư trú tại phường.", has_file=True,
    ),
    "verification_minutes": VerificationMinutes(
        **COMMON, began_at=AT, ended_at=DUE, where="Thôn Núi, xã Tân Mỹ", content="Thửa đất đúng hiện trạng.",
        conclusion="Đủ điều kiện.", participants=["Vũ Đức Ngọ, công chức địa chính", "Trần Thị Hà, chủ hồ sơ"],
    ),
    "approval_sheet": ApprovalSheet(
        **COMMON, to="Chủ tịch Ủy ban nhân dân phường", proposal="Cấp giấy khai sinh", ground="Luật Hộ tịch 2014",
        note="Hồ sơ đầy đủ, hợp lệ.", decision="Đồng ý.", decided_by="Phạm Quốc Ước", decided_at=DUE,
    ),
    "reminder": Reminder(
        **COMMON, to=COMMON["decides"], text="Đề nghị báo cáo nguyên nhân.", answer_by=DUE,
        lines=[LateDossier(CODE, LONG, OWNER.name, "17:00 03/12/2020", "2 ngày làm việc")],
    ),
    "fee_receipt": FeeReceipt(
        head=replace(COMMON["head"], number=""), form_sign="01BLP0-001", series="BG-20E", serial="0000001",
        agency_code="H02.22.25", payer=OWNER.name, procedure=LONG,
        lines=[Charged("Phí thẩm định hồ sơ", "Phí", "1.250.000"), Charged(ALPHABET, "Lệ phí", "8.000")],
        amount="1.258.000", amount_in_words="Một triệu hai trăm năm mươi tám nghìn đồng",
        way="thanh toán trực tuyến (VNPAY)", paid_on="09:05 ngày 30/11/2020", replaces="BG-20E 0000009",
        reason="Ghi sai tên người nộp", hotline=COMMON["hotline"],
    ),
}  # fmt: skip
UNSEEN = {"lookup_address", "rating_address", "outcome", "above", "unit"}
"""Drawn, ticked, or printed in capitals."""


def facts(key: str) -> dict[str, Any]:
    """In letters and marks apart, as some keyboards type them."""
    return _apart(asdict(SAMPLES[key]))


def _apart(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {name: _apart(part) for name, part in value.items()}
    return [_apart(part) for part in value] if isinstance(value, list | tuple) else value


def words(value: Any, name: str = "") -> Iterator[str]:
    """Every text of the facts that must be read on the paper."""
    if name in UNSEEN:
        return
    if isinstance(value, dict):
        for key, part in value.items():
            yield from words(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from words(part)
    elif isinstance(value, str) and value:
        yield value
