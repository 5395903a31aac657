"""One record per fault known of the national catalogue (domain D16), with what the report says and what is kept.

All are the clean record with one place spoilt as seen in real data, or as its shape allows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from procedures.national_record import NationalRecord
from tests.procedures.nation import clean, spoilt

TIME = "CACHTHUCTHUCHIEN.0.THOIGIAN.0"
FEE = f"{TIME}.PHILEPHI.0"
PAPER = "THANHPHANHOSO.0.GIAYTO.0"


@dataclass(frozen=True)
class Dirty:
    """``kept`` is seen on the record read, ``expected`` its value; ``fault`` is the line of the report, if any."""

    name: str
    record: dict[str, Any]
    fault: str | None
    kept: Callable[[NationalRecord], Any]
    expected: Any


def time(value: str, unit: str, note: str = "", field: str = "Đất đai") -> dict[str, Any]:
    record = spoilt(TIME, {"THOIGIANGIAIQUYET": value, "DONVITINH": unit, "MOTA": note, "PHILEPHI": []})
    return record | {"LINHVUCTHUCHIEN": [{"MALINHVUC": "LV-1", "TENLINHVUC": field}]}


def fee(amount: str, note: str = "", unit: str = "Đồng", kind: str = "2") -> dict[str, Any]:
    return spoilt(FEE, {"MAPHILEPHI": kind, "SOTIEN": amount, "DONVI": unit, "MOTA": note})


def paper(**changes: str) -> dict[str, Any]:
    return spoilt(PAPER, {"MAGIAYTO": "P-1", "TENGIAYTO": "Tờ khai", "SOBANCHINH": "1", "SOBANSAO": "0"} | changes)


def group(name: str) -> dict[str, Any]:
    return spoilt("THANHPHANHOSO.0.TRUONGHOP", name)


def law(number: str) -> dict[str, Any]:
    return clean(CANCUPHAPLY=[{"SOVANBAN": number, "TENVANBAN": ""}])


def limit(record: NationalRecord) -> tuple[Decimal, str, bool]:
    return record.limits[0].value, record.limits[0].unit, record.limits[0].after_three


def amount(record: NationalRecord) -> int | None:
    return record.charges[0].amount


def copies(record: NationalRecord) -> tuple[int, int]:
    return record.papers.papers[0].originals, record.papers.papers[0].copies


UNKNOWN = (Decimal(0), "unknown", False)
SAME_DAY = (Decimal(0), "same_day", True)
WORKING = "working_days"

DIRTY = [
    # --- who publishes what, for whom
    Dirty(
        "old suffix of another province",
        clean(MATTHC="1.001193.000.00.00.H49"),
        "published by another body: 000.00.00.H49",
        lambda r: (r.code, r.suffix),
        ("1.001193", "000.00.00.H49"),
    ),
    Dirty(
        "new suffix of another province",
        clean(MATTHC="1.001193.H17"),
        "published by another body: H17",
        lambda r: r.code,
        "1.001193",
    ),
    Dirty("our own suffix", clean(MATTHC="1.001193.000.00.00.H02"), None, lambda r: r.suffix, "000.00.00.H02"),
    Dirty("local code", clean(MATTHC="QLKTN001"), "a local code, not a national one", lambda r: r.code, "QLKTN001"),
    Dirty(
        "name in decomposed letters",
        clean(TENTTHC="Ca\u0302\u0301p gia\u0302\u0301y"),
        "text not in composed letters (NFC)",
        lambda r: r.name,
        "Cấp giấy",
    ),
    Dirty(
        "name over several lines", clean(TENTTHC="Đăng ký\n  khai sinh"), None, lambda r: r.name, "Đăng ký khai sinh"
    ),
    Dirty(
        "name with its code",
        clean(TENTTHC="Đăng ký khai sinh ( 1.001193 )"),
        "the name repeats the code",
        lambda r: r.name,
        "Đăng ký khai sinh",
    ),
    Dirty(
        "invisible characters",
        clean(TENTTHC="Đăng k\u200eý khai sinh"),
        "invisible characters in the text",
        lambda r: r.name,
        "Đăng ký khai sinh",
    ),
    Dirty("markup", clean(YEUCAU="<p>Có mặt</p>"), "markup in the text", lambda r: r.requirements, "Có mặt"),
    Dirty("no requirement said in words", clean(YEUCAU="Không"), None, lambda r: r.requirements, ""),
    Dirty("revoked", clean(TRANGTHAI="0"), "not in force, state 0", lambda r: r.is_in_force, False),
    Dirty("no field", clean(LINHVUCTHUCHIEN=[]), "no field", lambda r: r.field_name, "Chưa phân lĩnh vực"),
    Dirty(
        "two fields",
        clean(
            LINHVUCTHUCHIEN=[{"MALINHVUC": "A", "TENLINHVUC": "Thú y"}, {"MALINHVUC": "B", "TENLINHVUC": "Chăn nuôi"}]
        ),
        "several fields, the first is taken: Thú y",
        lambda r: r.field_name,
        "Thú y",
    ),
    Dirty(
        "level numbered as in a province of two levels",
        clean(CAPTHUCHIEN=[{"CAPTHUCHIEN": "2", "TENCAP": "Cấp Xã"}]),
        "level 2 is called Cấp Xã, the name is taken",
        lambda r: r.levels,
        [3],
    ),
    Dirty("level without a name", clean(CAPTHUCHIEN=[{"CAPTHUCHIEN": "1"}]), None, lambda r: r.levels, [1]),
    Dirty(
        "unknown level",
        clean(CAPTHUCHIEN=[{"CAPTHUCHIEN": "7", "TENCAP": "Cơ sở đào tạo"}]),
        "unknown level: Cơ sở đào tạo",
        lambda r: r.levels,
        [],
    ),
    Dirty("no level", clean(CAPTHUCHIEN=None), "no level of administration", lambda r: r.levels, []),
    Dirty(
        "ministry only",
        clean(CAPTHUCHIEN=[{"CAPTHUCHIEN": "0", "TENCAP": "Cấp Bộ"}]),
        "handled by a ministry only",
        lambda r: r.levels,
        [0],
    ),
    # --- channels and time
    Dirty("no channel", clean(CACHTHUCTHUCHIEN=[]), "no channel", lambda r: r.is_online, False),
    Dirty("unknown channel", spoilt("CACHTHUCTHUCHIEN.0.KENH", "9"), "unknown channel: 9", lambda r: r.channels, []),
    Dirty(
        "channel listed twice",
        clean(CACHTHUCTHUCHIEN=clean()["CACHTHUCTHUCHIEN"] * 2),
        "channel 2 listed twice",
        lambda r: len(r.limits),
        1,
    ),
    Dirty(
        "15 hours", time("15", "Giờ"), "15 hours read as the same day, next working day after 15:00", limit, SAME_DAY
    ),
    Dirty(
        "1 without a unit in civil status",
        time("1", "", field="Hộ tịch"),
        "time limit 1 without a unit read as the same day",
        limit,
        SAME_DAY,
    ),
    Dirty("1 without a unit elsewhere", time("1", ""), "time limit without a unit: 1", limit, UNKNOWN),
    Dirty("days without a unit", time("5", ""), "time limit without a unit: 5", limit, UNKNOWN),
    Dirty(
        "time and fee run together",
        time("1100", "", "VNĐ(Phí công bố 100.000 đồng)"),
        "time limit run together with a fee: 1100",
        limit,
        UNKNOWN,
    ),
    Dirty(
        "time only in the note",
        time("", "", "- 08 ngày làm việc kể từ ngày nhận"),
        "time limit only in the words: - 08 ngày làm việc",
        limit,
        (Decimal(8), WORKING, False),
    ),
    Dirty(
        "unit inside the value",
        time("10 ngày làm việc", ""),
        "time limit only in the words: 10 ngày làm việc",
        limit,
        (Decimal(10), WORKING, False),
    ),
    Dirty("half days with a comma", time("2,5", "Ngày làm việc"), None, limit, (Decimal("2.5"), WORKING, False)),
    Dirty("unit without marks", time("3", "ngay lam viec"), None, limit, (Decimal(3), WORKING, False)),
    Dirty(
        "15:00 rule in the note",
        time("1", "Ngày làm việc", "Nhận sau 15 giờ thì tính từ hôm sau"),
        None,
        limit,
        (Decimal(1), WORKING, True),
    ),
    Dirty(
        "range of days",
        time("10 - 15", "Ngày"),
        "time limit is a range, the longer is taken: 10 - 15",
        limit,
        (Decimal(15), "calendar_days", False),
    ),
    Dirty("no days at all", time("0", "Ngày"), "time limit not plausible: 0 Ngày", limit, UNKNOWN),
    Dirty("three years of days", time("1100", "Ngày"), "time limit not plausible: 1100 Ngày", limit, UNKNOWN),
    Dirty("unknown unit", time("2", "Tuần"), "unknown unit of time: Tuần", limit, UNKNOWN),
    Dirty(
        "words for a time", time("Theo quy định", "Ngày"), "time limit is not a number: Theo quy định", limit, UNKNOWN
    ),
    Dirty("empty time", time("", ""), "no time limit", limit, UNKNOWN),
    # --- money
    Dirty("amount with dots", fee("50.000"), None, amount, 50_000),
    Dirty(
        "amount with commas and a unit",
        fee("1,200,000 đồng/hồ sơ"),
        None,
        lambda r: (amount(r), r.charges[0].per),
        (1_200_000, "hồ sơ"),
    ),
    Dirty("free in words", fee("Không"), None, amount, 0),
    Dirty("amount cut at the dot", fee("50", unit="VNĐ"), "amount cut at the dot: 50", amount, None),
    Dirty(
        "amount cut, its note whole",
        fee("50", "50.000 đồng/giấy", "VNĐ"),
        "amount cut at the dot, mended from its note: 50",
        amount,
        50_000,
    ),
    Dirty("dollars", fee("10", "10 USD/người", "USD"), "fee in a foreign currency: 10 USD", amount, None),
    Dirty("words for an amount", fee("Theo nghị quyết"), "amount is not a number: Theo nghị quyết", amount, None),
    Dirty("nothing for an amount", fee(""), "fee without an amount", amount, None),
    Dirty(
        "kind of fee with a stray mark",
        fee("8000", kind="2'"),
        "kind of fee unclear: 2'",
        lambda r: r.charges[0].kind,
        "2",
    ),
    Dirty(
        "fee without a kind",
        fee("8000", "Lệ phí hộ tịch", kind=""),
        "fee without a kind",
        lambda r: r.charges[0].kind,
        "2",
    ),
    Dirty(
        "the same fee twice",
        spoilt(f"{TIME}.PHILEPHI", [{"MAPHILEPHI": "2", "SOTIEN": "8000"}] * 2),
        "the same fee listed twice",
        lambda r: len(r.charges),
        1,
    ),
    # --- papers
    Dirty(
        "heading as a case",
        group("* Giấy tờ phải nộp:"),
        "heading given as a case: Giấy tờ phải nộp",
        lambda r: r.papers.cases,
        [""],
    ),
    Dirty("papers only to be shown", group("* Giấy tờ phải xuất trình:"), "papers only to be shown", copies, (0, 0)),
    Dirty("note as a case", group("* Lưu ý :"), "heading given as a case: Lưu ý", copies, (0, 0)),
    Dirty(
        "a sentence as a case",
        group("Trường hợp " + "rất dài " * 40),
        "case too long to be one: " + ("Trường hợp " + "rất dài " * 40)[:60],
        lambda r: r.papers.cases,
        [""],
    ),
    Dirty("case with a bullet", group("* Trường hợp cấp lại:"), None, lambda r: r.papers.cases, ["Trường hợp cấp lại"]),
    Dirty(
        "note as a paper",
        paper(SOBANCHINH="0", TENGIAYTO="Trường hợp nộp qua bưu chính thì gửi kèm"),
        "note kept as a paper",
        lambda r: r.papers.papers[0].is_required,
        False,
    ),
    Dirty(
        "paper to be shown",
        paper(SOBANCHINH="0", TENGIAYTO="Xuất trình hộ chiếu"),
        None,
        lambda r: r.papers.papers[0].is_required,
        False,
    ),
    Dirty("paper without a name", paper(TENGIAYTO=";"), "paper without a name", lambda r: r.papers.papers, []),
    Dirty(
        "paper without a code",
        paper(MAGIAYTO=""),
        "paper without a code",
        lambda r: r.papers.papers[0].code,
        "1.001193-01",
    ),
    Dirty(
        "copies run together with a year",
        paper(SOBANCHINH="20261"),
        "number of copies run together with another: 20261",
        copies,
        (1, 0),
    ),
    Dirty("copies in words", paper(SOBANCHINH="một"), "number of copies is not a number: một", copies, (0, 0)),
    Dirty("copies as a number of JSON", paper() | spoilt(f"{PAPER}.SOBANCHINH", 2), None, copies, (2, 0)),
    Dirty(
        "the same code of a paper twice",
        spoilt("THANHPHANHOSO.0.GIAYTO", [paper()["THANHPHANHOSO"][0]["GIAYTO"][0]] * 2),
        "code of a paper used twice: P-1",
        lambda r: len(r.papers.papers),
        2,
    ),
    Dirty("no papers", clean(THANHPHANHOSO=None), "no papers listed", lambda r: r.papers.cases, [""]),
    # --- result and law
    Dirty("no result", clean(KETQUATHUCHIEN=[]), "no result", lambda r: r.results, []),
    Dirty(
        "stray letter in a law",
        law("25/2021/TT-BTCT"),
        "stray letters in the number of a law: 25/2021/TT-BTCT",
        lambda r: r.legal_basis[0]["number"],
        "25/2021/TT-BTC",
    ),
    Dirty(
        "stray word in a law",
        law("22/2023/TT-BCAQUY"),
        "stray letters in the number of a law: 22/2023/TT-BCAQUY",
        lambda r: r.legal_basis[0]["number"],
        "22/2023/TT-BCA",
    ),
    Dirty(
        "stray year before a law",
        law("2026.55/2026/TT-BTC"),
        "stray letters in the number of a law: 2026.55/2026/TT-BTC",
        lambda r: r.legal_basis[0]["number"],
        "55/2026/TT-BTC",
    ),
    Dirty(
        "law without a number",
        law("Bộ luật Dân sự"),
        "number of a law not in the usual form: Bộ luật Dân sự",
        lambda r: r.legal_basis[0]["number"],
        "Bộ luật Dân sự",
    ),
    Dirty(
        "the same law twice",
        clean(CANCUPHAPLY=[{"SOVANBAN": "60/2014/QH13"}] * 2),
        None,
        lambda r: len(r.legal_basis),
        1,
    ),
    # --- shapes
    Dirty(
        "lists that are null or text",
        clean(DOITUONGTHUCHIEN=None, COQUANTHUCHIEN="UBND", TRINHTUTHUCHIEN={}),
        None,
        lambda r: (r.audience, r.handled_by, r.steps),
        ([], [], []),
    ),
    Dirty(
        "entries that are no objects",
        clean(KETQUATHUCHIEN=[None, "Giấy", {"TENKETQUA": "Giấy"}]),
        None,
        lambda r: len(r.results),
        1,
    ),
]
