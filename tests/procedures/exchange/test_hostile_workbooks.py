"""Workbooks that are broken, too large or up to something end with a clear message and leave nothing behind."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.utils.html import strip_tags
from openpyxl import Workbook

from portal.jobs import CannotGoOn, Job
from procedures.exchange.formats import recognised
from procedures.exchange.spreadsheet import MOST_COLUMNS
from tests.procedures.exchange.files import digest_of_database, edited, exported, imported
from tests.procedures.exchange.rich import poor

pytestmark = pytest.mark.django_db
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {this} "{f"&{last};" * 10}">' for last, this in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.fixture
def workbook() -> bytes:
    poor()
    return exported("xlsx")


def repacked(workbook: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The archive with each entry changed and some ``added``."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name, content)
    return out.getvalue()


def as_it_is(name: str, content: bytes) -> bytes:
    return content


def prefixed(which: str, prefix: str) -> Callable[[str, bytes], bytes]:
    """The entry ``which`` with a document type in front that an entity of it is used in."""

    def change(name: str, content: bytes) -> bytes:
        if name != which:
            return content
        body = content.split(b"?>", 1)[-1]
        return prefix.encode() + body.replace(b"<sheetData>", b"<sheetData><row><c><v>&a;</v></c></row>", 1)

    return change


def refused(file: bytes) -> str:
    """What the failed job says; nothing may have been written."""
    before, job = digest_of_database(), imported(file)
    assert (job.state, digest_of_database()) == (Job.State.FAILED, before)
    assert job.parts.count() == job.lines.count() == 0
    return strip_tags(job.message)


def test_a_bomb_is_not_unpacked(workbook):
    assert "quá lớn" in refused(repacked(workbook, as_it_is, **{"xl/bom.bin": b"\0" * 160 * 1024**2}))


def test_a_thousand_entries_are_too_many(workbook):
    assert "quá lớn" in refused(repacked(workbook, as_it_is, **{f"xl/{n}.xml": b"<a/>" for n in range(1000)}))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_either(workbook):
    size, said = 50 * 1024**2, 1024
    bomb = repacked(workbook, lambda name, content: b" " * size if name == "xl/worksheets/sheet1.xml" else content)
    assert "bị hỏng" in refused(bomb.replace(size.to_bytes(4, "little"), said.to_bytes(4, "little")))


@pytest.mark.parametrize(
    "name",
    ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/activeX/activeX1.bin", "xl/macrosheets/1.xml"],
)
def test_programs_and_links_are_refused(workbook, name):
    assert "chương trình (macro) hoặc liên kết" in refused(repacked(workbook, as_it_is, **{name: b"x"}))


@pytest.mark.parametrize("prefix", [LAUGHS, OUTSIDE], ids=["billion laughs", "a file from outside"])
@pytest.mark.parametrize("which", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused(workbook, which, prefix):
    assert "bị hỏng" in refused(repacked(workbook, prefixed(which, prefix)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file[:-200],
        lambda file: file[: len(file) // 2],
        lambda file: b"PK\x03\x04" + b"\xff" * 4000,
        lambda file: repacked(file, lambda name, content: b"" if name == "xl/workbook.xml" else content),
        lambda file: repacked(file, lambda name, content: content[:300] if "sheet1" in name else content),
    ],
    ids=["end cut off", "half", "rubbish", "empty entry", "broken sheet"],
)
def test_what_is_broken_is_said_to_be(workbook, spoil):
    assert "bị hỏng" in refused(spoil(workbook))


def test_a_sheet_that_is_missing_is_named(workbook):
    assert "thiếu trang tính “Miễn, giảm”" in refused(edited(workbook, lambda book: book.remove(book["Miễn, giảm"])))


def test_a_column_that_is_missing_is_named(workbook):
    said = refused(edited(workbook, lambda book: book["Giấy tờ"].delete_cols(4)))
    assert "thiếu cột có khóa" in said
    assert "khóa “ma”" in said


def test_a_sheet_without_its_two_rows_at_the_top_is_told(workbook):
    assert "thiếu cột có khóa" in refused(edited(workbook, lambda book: book["Giấy tờ"].delete_rows(1, 9)))


def test_more_than_sixty_columns_are_refused(workbook):
    def widen(book: Workbook) -> None:
        for column in range(20, MOST_COLUMNS + 10):
            book["Thủ tục"].cell(2, column).value = f"cot_{column}"

    assert "hơn 60 cột" in refused(edited(workbook, widen))


def test_a_few_columns_of_ones_own_do_no_harm(workbook):
    def widen(book: Workbook) -> None:
        book["Thủ tục"].cell(1, 20).value = book["Thủ tục"].cell(3, 20).value = "Việc của tôi"

    assert imported(edited(workbook, widen)).counts == {"unchanged": 1}


def test_more_than_a_hundred_thousand_rows_are_refused(workbook):
    def lengthen(book: Workbook) -> None:
        book["Giấy tờ"].cell(1_000_000, 1).value = "1.000010"

    assert "tối đa 100.000 dòng" in refused(edited(workbook, lengthen))


def test_another_workbook_is_told_what_it_lacks(db):
    out = BytesIO()
    Workbook().save(out)
    assert "thiếu trang tính" in refused(out.getvalue())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "password"),
        (b"%PDF-1.4\x00", "three formats"),
        (b"\x89PNG\r\n\x1a\n\x00", "three formats"),
        (b"", "three formats"),
        (b"  \n ", "three formats"),
    ],
    ids=["old or locked Excel", "PDF", "picture", "nothing", "blanks"],
)
def test_what_is_none_of_the_three_is_refused(content, said):
    with pytest.raises(CannotGoOn) as refusal:
        recognised(BytesIO(content))
    assert said in refusal.value.said
