"""What is exported and imported again says nothing new, in each format."""

import csv
import re
import zipfile
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from portal.jobs import Job
from procedures.exchange.columns import PREFETCH, content_of
from procedures.exchange.formats import FORMATS
from procedures.models import Edition, Procedure
from tests.procedures.exchange.files import cell, digest_of_database, exported, imported, reasons, with_cell
from tests.procedures.exchange.rich import CODE, POOR, content, poor, rich

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue() -> None:
    rich()
    poor()


def said(code: str, **filters) -> dict:
    found = Edition.objects.prefetch_related(*PREFETCH).filter(procedure__code=code, **filters)
    return content_of(found.latest("number"))


def sheet(workbook: bytes, number: int) -> str:
    return zipfile.ZipFile(BytesIO(workbook)).read(f"xl/worksheets/sheet{number}.xml").decode()


def from_excel(table: bytes) -> bytes:
    """As Excel in Việt Nam saves it: semicolons, quotation marks only where needed, codes taken for numbers."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in csv.reader(StringIO(table.decode("utf-8-sig"), newline="")):
        writer.writerow([re.sub(r"^(\d\.\d*?)0+$", r"\1", cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_exported_is_unchanged_when_imported(catalogue, form):
    before, job = digest_of_database(), imported(exported(form))
    assert (job.state, job.counts, digest_of_database()) == (Job.State.DONE, {"unchanged": 2}, before)


@pytest.mark.parametrize("form", FORMATS)
def test_into_an_empty_catalogue_the_same_comes_back(rewritable, catalogue, form):
    file, before = exported(form), [said(CODE), said(POOR)]
    Procedure.objects.update(current=None)
    Edition.objects.all().delete()
    Procedure.objects.all().delete()
    assert imported(file).counts == {"created": 2}
    assert [said(CODE), said(POOR)] == before


@pytest.mark.parametrize("form", FORMATS)
def test_drafts_come_back_too(catalogue, form):
    imported(with_cell(exported("xlsx"), "Thủ tục", "ten", "Tên mới"))
    drafts = exported(form, which="drafts")
    assert imported(drafts).counts == {"unchanged": 1}


def test_the_rich_edition_says_what_it_was_made_of(catalogue):
    assert said(CODE) == content()


def test_no_cell_of_a_workbook_is_a_formula(catalogue):
    workbook = exported("xlsx")
    assert not any("<f>" in sheet(workbook, number) for number in range(1, 13))
    found = cell(load_workbook(BytesIO(workbook)), "Thủ tục", "ten")
    assert (found.value, found.data_type, found.number_format) == ("=Đăng ký khai sinh", "s", "@")


def test_every_dangerous_cell_of_a_table_begins_with_an_apostrophe(catalogue):
    cells = [cell for row in csv.reader(StringIO(exported("csv").decode("utf-8-sig"), newline="")) for cell in row]
    assert {"'=Đăng ký khai sinh", "'+12/QĐ-UBND", "'＠cổng", "''Khác", "'@Giấy tờ tùy thân"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝", "＠"))]


def test_a_table_opens_in_excel_with_its_diacritics(catalogue):
    assert exported("csv").startswith(b"\xef\xbb\xbf")


def test_a_table_saved_by_excel_says_the_same(catalogue):
    file = from_excel(exported("csv"))
    assert b"1.00001;" in file
    assert imported(file).counts == {"unchanged": 2}


def test_two_exports_of_the_same_are_the_same(catalogue):
    assert [exported(form) for form in ("csv", "json")] == [exported(form) for form in ("csv", "json")]


def test_codes_and_days_that_a_spreadsheet_took_for_its_own_are_read(catalogue):
    workbook = with_cell(exported("xlsx"), "Thủ tục", "ma_thu_tuc", 1.00001)
    workbook = with_cell(workbook, "Phí, lệ phí", "tu_ngay", datetime(2020, 1, 1))
    assert imported(workbook).counts == {"unchanged": 2}


def test_days_are_days_in_a_workbook(catalogue):
    found = cell(load_workbook(BytesIO(exported("xlsx"))), "Phí, lệ phí", "tu_ngay")
    assert (found.value, found.number_format) == (datetime(2020, 1, 1), "dd/mm/yyyy")


def test_what_nobody_reads_of_a_national_record_goes_into_the_file(catalogue):
    assert '"TUKHOA": "sinh con"' in exported("json").decode()


def test_carriage_returns_that_excel_escapes_are_none(catalogue):
    workbook = with_cell(exported("xlsx"), "Giấy tờ", "ten", "Tờ khai_x000D_\ncó hai dòng")
    assert imported(workbook).counts == {"unchanged": 2}, reasons(imported(workbook))
