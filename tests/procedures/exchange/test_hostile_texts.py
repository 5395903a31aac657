"""Tables and JSON that are broken, too large or in the wrong letters end with a clear message and leave nothing."""

import csv
import json
from io import StringIO

import pytest
from django.utils.html import strip_tags

from portal.jobs import Job
from procedures.exchange.formats import MOST_PROCEDURES
from tests.procedures.exchange.files import digest_of_database, exported, imported, reasons, report
from tests.procedures.exchange.rich import POOR, poor
from tests.procedures.nation import clean

pytestmark = pytest.mark.django_db
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def table(db) -> bytes:
    poor()
    return exported("csv")


def rows(table: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(table.decode("utf-8-sig"), newline="")))


def written(found: list[list[str]]) -> bytes:
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(found)
    return out.getvalue().encode("utf-8-sig")


def refused(file: bytes) -> str:
    before, job = digest_of_database(), imported(file)
    assert (job.state, digest_of_database()) == (Job.State.FAILED, before)
    return strip_tags(job.message)


# --- Tables -----------------------------------------------------------------------------------------
def test_the_wrong_letters_are_told(table):
    assert "UTF-8" in refused(table[3:].decode().encode("cp1258", "replace"))


def test_what_excel_calls_unicode_is_told(table):
    assert "không dùng bảng mã UTF-8" in refused(table[3:].decode().encode("utf-16"))


def test_without_the_mark_in_front_it_is_read_all_the_same(table):
    assert imported(table.removeprefix(BOM)).counts == {"unchanged": 1}


def test_a_missing_column_is_named(table):
    cut = [row[:5] + row[6:] for row in rows(table)]
    assert "thiếu cột có khóa" in refused(written(cut))


def test_any_other_table_is_told_what_it_lacks(db):
    assert "thiếu cột có khóa" in refused("tên,tuổi\nHà,30\n".encode())


def test_plain_words_are_no_table(db):
    assert "thiếu cột có khóa" in refused("Kính gửi Ủy ban nhân dân".encode())


def test_more_than_sixty_columns_are_refused(table):
    assert "hơn 60 cột" in refused(written([row + ["x"] * 40 for row in rows(table)]))


def test_more_than_a_hundred_thousand_rows_are_refused(table):
    assert "hơn 100.000 dòng" in refused(table + b'"giay_to","1.000010"\r\n' * 100_001)


def test_a_huge_cell_is_told(table):
    assert "một triệu ký tự" in refused(table + b'"' + b"a" * 1_100_000 + b'"\r\n')


def test_a_quotation_mark_that_is_not_closed_is_told(table):
    assert "dấu ngoặc kép" in refused(table + b'"giay_to","2.000020","...')


def test_a_cell_longer_than_excel_can_hold_is_told_with_its_place(table):
    found = rows(table)
    found[2][found[1].index("ten")] = "dài" * 11_000
    job = imported(written(found))
    assert report(job)[0][1:] == ("refused", "Thủ tục, dòng 3, cột “Tên thủ tục”", "dài hơn 32.767 ký tự")


def test_a_row_of_no_known_table_is_told(table):
    found = rows(table)
    found[3][0] = "linh tinh"
    assert report(imported(written(found)))[0][:2] == (POOR, "refused")
    assert "không có bảng này: linh tinh" in reasons(imported(written(found)))


def test_letters_no_database_holds_are_left_out(table):
    assert imported(table.replace("Xác nhận".encode(), "Xác\x00 nhận\x01".encode())).counts == {"unchanged": 1}


# --- JSON -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'[{"MATTHC": 1',
        b"{]",
        '[{"MATTHC": "é"}]'.encode("latin-1"),
        b'[{"MATTHC": NaN}]',
        b'[{"MATTHC": ' + b"9" * 5000 + b"}]",
        b'{"result": "none"}',
    ],
    ids=["deep", "cut off", "crossed", "wrong letters", "not a number", "endless number", "no list"],
)
def test_what_is_not_json_is_told(db, content):
    assert "không phải JSON" in refused(content)


@pytest.mark.parametrize("content", [b"[]", b'{"result": []}'])
def test_a_file_without_a_procedure_is_told(db, content):
    assert "không chứa thủ tục nào" in refused(content)


def test_too_many_procedures_are_refused(db):
    assert "hơn 10.000 thủ tục" in refused(b"[" + b"{}," * MOST_PROCEDURES + b"{}]")


@pytest.mark.parametrize("item", [[], None, "x", 7, {}, {"MATTHC": ""}, {"MATTHC": ["x"]}, {"MATTHC": "1.1"}])
def test_what_is_no_item_is_refused_and_the_rest_taken_in(db, item):
    job = imported(json.dumps([item, clean()]).encode())
    assert (job.counts["refused"], job.counts["created"]) == (1, 1)


def test_a_code_that_stands_twice_is_taken_from_neither(db):
    job = imported(json.dumps([clean(), clean(TENTTHC="Khác")]).encode())
    assert job.counts == {"refused": 2}
    assert reasons(job) == ["mã này xuất hiện hai lần trong tệp"] * 2


@pytest.mark.parametrize(
    "own",
    [
        {}, {"thu_tuc": 1}, {"thu_tuc": [1]}, {"thu_tuc": [{}]}, {"thu_tuc": [{}, {}]},
        {"thu_tuc": [{"ten": {"a": 1}, "cap": 5, "doi_tuong": 7}], "phi_le_phi": [{"tu_ngay": [1], "so_tien": {}}]},
        {"quy_trinh": [{"gio": "mươi", "vai_tro": {}, "so_thu_tu": 1e300}]},
    ],
)  # fmt: skip
def test_our_own_part_spoilt_by_hand_is_refused(db, own):
    poor()
    (item,) = json.loads(exported("json"))
    item["BACGIANG"]["noi_dung"] = own
    before = digest_of_database()
    job = imported(json.dumps([item]).encode())
    assert (job.state, digest_of_database()) == (Job.State.DONE, before)
    assert job.counts.get("refused") == 1


def test_letters_no_database_holds_are_left_out_of_items(db):
    job = imported(json.dumps([clean(TENTTHC="Đăng\x00 ký\ud800 khai sinh", TUKHOA="\x00\x1b")]).encode())
    assert job.counts == {"created": 1}
