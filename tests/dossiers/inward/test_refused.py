"""What cannot be taken in is refused by the name of its field, and nothing of it stays (SY-10, SY-11)."""

import base64

import pytest

from dossiers.models import Dossier, NationalSubmission
from portal.files.models import StoredFile
from procedures.models import Edition, Procedure
from tests.dossiers.inward.sending import inline, of_the_nation, said
from tests.factories import AgencyFactory, ComponentFactory
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db


def refused(body, field: str) -> None:
    code, message = said(body)
    assert (code, message.startswith(field)) == (-1, True), message
    assert not Dossier.objects.exists()
    assert not NationalSubmission.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_document(asked, body):
    refused(body, "Dữ liệu")


WRONG = {
    "MaHoSo": ["", None, "a b", "x" * 81, "<script>", 1.5, ["1"], True],
    "MaTTHC": ["", None, "9.999999", {"a": 1}],
    "TrangThaiHoSo": ["", "2", None],
    "LoaiDoiTuong": ["", "5", None],
    "ChuHoSo": ["", None, "x" * 301, ["Hà"], "Hà\x00", "\ud800"],
    "SoGiayToChuHoSo": ["12345", "abc"],
    "MaDoiTuong": ["không", "123"],
    "SoDienThoai": ["abc"],
    "Email": ["ở đâu"],
    "NgayNopHoSo": ["30/11/2020", "20201330080000"],
    "NgaySinhChuHoSo": ["2/9/1990"],
    "HinhThuc": ["9"],
    "TruongHop": ["99"],
    "MaCoQuanThucHien": ["000.00.00.H19", "H55.242"],
    "DonViXuLy": ["Ủy ban nhân dân thành phố Hà Nội"],
    "TaiLieuNop": ["x", [1], [{}] * 41],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in WRONG.items() for value in values])
def test_a_field_that_is_wrong_is_named(asked, field, value):
    refused(of_the_nation(asked, **{field: value}), field)


def test_a_procedure_no_longer_in_force(asked):
    Procedure.objects.update(is_used=False)
    refused(of_the_nation(asked), "MaTTHC: thủ tục không còn hiệu lực")


def test_a_procedure_that_takes_nothing_online(asked):
    with law_rewritten():
        Edition.objects.filter(pk=asked.current_id).update(online_level=2)
    refused(of_the_nation(asked), "MaTTHC: thủ tục này chưa nhận")


def test_an_agency_of_the_province_that_does_not_decide_it(asked):
    elsewhere = AgencyFactory(kind="department", level=1)
    refused(of_the_nation(asked, MaCoQuanThucHien=elsewhere.code_2016), "MaCoQuanThucHien")


def test_where_several_decide_one_must_be_named(asked):
    AgencyFactory()
    refused(of_the_nation(asked), "MaCoQuanThucHien")


FILES = {
    ".TenTepDinhKem": [inline(name="")],
    "": [{"TenTepDinhKem": "a.pdf"}, {**inline(), "DuongDanTaiTepTin": "http://127.0.0.1:8100/tep/1"}],
    ".Base64": [
        {"TenTepDinhKem": "a.pdf", "Base64": "không phải"},
        {"TenTepDinhKem": "a.pdf", "Base64": ["x"]},
        inline(b"MZ\x90\x00 this program cannot be run"),
        inline(b"#!/bin/sh\nrm -rf /"),
        inline(b"<svg onload=alert(1)>", "a.svg"),
        inline(b"%PDF-1.4 broken"),
    ],
    ".MaThanhPhanHoSo": [inline(MaThanhPhanHoSo="GT-99")],
    ".DuongDanTaiTepTin": [
        {"TenTepDinhKem": "a.pdf", "DuongDanTaiTepTin": address}
        for address in (
            "http://169.254.169.254/latest/", "file:///etc/passwd", "http://127.0.0.1:5432/", "ftp://127.0.0.1:8100/a",
            "http://127.0.0.1:8100@evil.example/a", "http://user:pass@127.0.0.1:8100/a", "//127.0.0.1:8100/a",
            "http://[::1/", "http://127.0.0.1:8100.evil.example/a",
        )
    ],
}  # fmt: skip


@pytest.mark.parametrize(("field", "file"), [(field, file) for field, files in FILES.items() for file in files])
def test_a_file_that_may_not_be_kept_is_named(asked, field, file, settings):
    settings.NATIONAL_URL = "http://127.0.0.1:8100"
    refused(of_the_nation(asked, TaiLieuNop=[file]), f"TaiLieuNop[0]{field}")


def test_one_bad_file_leaves_nothing_of_the_good_ones(asked):
    ComponentFactory(edition=asked.current, code="GT-01")
    bad = {"TenTepDinhKem": "b.pdf", "Base64": base64.b64encode(b"MZ").decode()}
    refused(of_the_nation(asked, TaiLieuNop=[inline(MaThanhPhanHoSo="GT-01"), bad]), "TaiLieuNop[1].Base64")


def test_a_file_larger_than_a_citizen_may_send(asked, settings):
    settings.FILE_BYTES_MAX = 400
    refused(of_the_nation(asked, TaiLieuNop=[inline()]), "TaiLieuNop[0].Base64")


def test_a_stranger_finds_no_door(asked, client):
    answer = client.post("/nhanhsdvcqg", of_the_nation(asked), content_type="application/json")
    assert (answer.status_code, Dossier.objects.count()) == (404, 0)
