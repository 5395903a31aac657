"""Everything an edition may say, as hypothesis makes it up, and one with a bit of all of it."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from procedures.exchange.cells import tidy
from procedures.exchange.columns import SHEETS, Column, Content, Sheet, in_order
from procedures.models import Channel, Edition, Fee, ProcessStep, Responsibility, TimeLimit

NASTY = [
    "=SUM(A1:A9)", "+84 912 345 678", "-1", "@lệnh", "'đã có dấu", "''hai dấu", "＝1+1", "＋", "－5", "＠", "=",
    "\tthụt vào", "cách\tquãng", "dòng một\n=dòng hai\n\ndòng bốn", 'có "ngoặc", phẩy; chấm phẩy', "1.000010", "007",
    "01/12/2020", "true", "không", "_x0041_x0042_ thoát", "<b>&amp;</b>", "Nguyễn Thị Ánh Tuyết – Đỗ Hữu Ước",
    "Ủy ban nhân dân các xã, phường, thị trấn " * 200, "\u200bkhông thấy", "😀", "%(ten)s %s {0}",
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=60),
).map(tidy)
SOME = WORDS.map(lambda text: text or "Đ")
DAYS = st.dates(min_value=date(1901, 1, 1)).map(lambda day: day.isoformat())
DOCUMENTS = st.sampled_from([{}, {"q": "loai", "is": "=1"}, {"bands": [[100, 5000], [None, 7000]], "tên": "Đỗ\n\tƯớc"}])
NUMBERS, COUNTS = st.integers(1, 30), st.integers(0, 300)
QUARTERS = st.integers(1, 400).map(lambda quarters: f"{quarters / 4:.2f}".rstrip("0").rstrip("."))
LEVELS = st.integers(0, 3)


def short(most: int) -> st.SearchStrategy[str]:
    return WORDS.map(lambda text: tidy(text[:most]))


def cut(most: int) -> st.SearchStrategy[str]:
    return short(most).map(lambda text: text or "Đ")


def rows(most: int = 4, **cells: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(cells), max_size=most)


VALIDITY = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda days: tuple(sorted(days)) if None not in days else days
)
HEAD = st.fixed_dictionaries(
    {
        "hau_to": st.sampled_from(["", "000.00.00.H02"]),
        "ten": SOME,
        "ma_linh_vuc": st.just("G15-TP07"),
        "linh_vuc": st.just("Hộ tịch"),
        "cap": st.sets(LEVELS).map(sorted),
        "quyet_dinh": short(200),
        "doi_tuong": st.lists(SOME.map(lambda text: tidy(" ".join(text.split())) or "Đ"), max_size=3),
        "yeu_cau": WORDS,
        "noi_tiep_nhan": WORDS,
        "muc_do": st.integers(1, 4),
        "so_bo": st.integers(1, 5),
        "buu_chinh": st.booleans(),
        "thanh_toan": st.booleans(),
    }
)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A content that passes every check, with rows that point at one another."""
    cases = [{"so_thu_tu": number, "ten": draw(WORDS)} for number in sorted(draw(st.sets(NUMBERS, max_size=3)))]
    case = st.sampled_from([None, *(case["so_thu_tu"] for case in cases)])
    numbered = {"so_thu_tu": COUNTS, "truong_hop_so": case}
    by_channel = numbered | {"kenh": st.sampled_from(Channel.values)}
    fees = _once(draw(_fees(by_channel)), "so_thu_tu", "kenh")
    content: Content = {
        "thu_tuc": [draw(HEAD)],
        "truong_hop": cases,
        "giay_to": draw(_papers(numbered)),
        "thoi_han": draw(_limits(by_channel)),
        "phi_le_phi": fees,
        "mien_giam": _once(draw(_exemptions(fees)), "khoan_so", "khoan_kenh", "nhom"),
        "quy_trinh": _once(draw(_steps(case)), "truong_hop_so", "so_thu_tu", "nhanh"),
        "trach_nhiem": draw(rows(viec=st.sampled_from(Responsibility.Part.values), cap=LEVELS, co_quan=AGENCY)),
        "trinh_tu": draw(rows(truong_hop=WORDS, buoc=WORDS)),
        "ket_qua": draw(rows(ma=WORDS, ten=WORDS)),
        "can_cu": draw(rows(so=WORDS, ten=WORDS)),
        "co_quan": draw(rows(ma=WORDS, ten=WORDS)),
    }
    return in_order(content)


AGENCY = st.sampled_from(["", "xa-tan-my"])


def _once(found: list[dict[str, Any]], *keys: str) -> list[dict[str, Any]]:
    return list({tuple(row[key] for key in keys): row for row in found}.values())


def _papers(numbered: dict[str, Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return rows(
        **numbered, ma=short(60), ten=SOME, ban_chinh=COUNTS, ban_sao=COUNTS, mau=short(300), bat_buoc=st.booleans(),
        thay_bang=short(40), dieu_kien=DOCUMENTS, ghi_chu=WORDS,
    )  # fmt: skip


def _limits(by_channel: dict[str, Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    units = st.sampled_from(TimeLimit.Unit.values)
    return rows(**by_channel, so_luong=QUARTERS, don_vi=units, sau_15_gio=st.booleans(), mo_ta=WORDS)


def _fees(by_channel: dict[str, Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    found = rows(
        **by_channel, loai=st.sampled_from(Fee.Kind.values), so_tien=st.none() | st.integers(0, 10**12),
        don_vi=short(120), mo_ta=WORDS, ten=short(300), cach_tinh=st.sampled_from(Fee.Rule.values), cau_hoi=short(60),
        thong_so=DOCUMENTS, dieu_kien=DOCUMENTS, can_cu=short(300), hieu_luc=VALIDITY,
    )  # fmt: skip
    return found.map(lambda fees: [_dated(fee) for fee in fees])


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    first, last = row.pop("hieu_luc")
    return row | {"tu_ngay": first, "den_ngay": last}


def _exemptions(fees: list[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    fee = st.sampled_from([(None, None), *((row["so_thu_tu"], row["kenh"]) for row in fees)])
    found = rows(
        so_thu_tu=COUNTS, khoan=fee, nhom=st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True),
        ten=cut(200), ty_le=st.integers(1, 100), dieu_kien=DOCUMENTS,
        can_cu=cut(300), chung_minh=short(300), hieu_luc=VALIDITY,
    )  # fmt: skip
    return found.map(lambda rows: [_bound(_dated(row)) for row in rows])


def _bound(row: dict[str, Any]) -> dict[str, Any]:
    number, channel = row.pop("khoan")
    return row | {"khoan_so": number, "khoan_kenh": channel}


def _steps(case: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    roles = st.sampled_from([value for value, _label in ProcessStep._meta.get_field("role").choices])
    name = cut(300)
    return rows(
        so_thu_tu=NUMBERS, nhanh=NUMBERS, truong_hop_so=case, ten=name, don_vi=short(200), vai_tro=roles, gio=QUARTERS
    )


def choices() -> list[tuple[Sheet, Column, Any]]:
    """Every value that a column with a closed list may have in the database."""
    found = []
    for sheet in SHEETS:
        model = sheet.model or Edition
        for column in sheet.columns if sheet.model or not sheet.related else ():
            field = None if "__" in column.attribute else model._meta.get_field(column.attribute)
            found += [(sheet, column, value) for value, _label in getattr(field, "choices", None) or ()]
    return found
