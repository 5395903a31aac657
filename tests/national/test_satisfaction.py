"""Satisfaction figures in the national form (protocols §4.6): flat, one item a question of a month."""

from datetime import date

from dossiers.national import Satisfaction, satisfaction_record
from tests.national.wire import Wire

JUNE = Satisfaction(
    month=date(2020, 6, 1),
    agency_code="000.00.00.H02",
    agency_name="UBND tỉnh Bắc Giang",
    question="Cán bộ hướng dẫn rõ ràng",
    people=125,
    of_staff=(80, 15, 5),
    of_service=(70, 20, 10),
)


def test_an_item_has_the_fields_that_were_seen():
    assert satisfaction_record(JUNE) == {
        "NgayTongHop": "6-2020",
        "TongSoNguoiDanhGia": 125,
        "PhanTramDanhGiaRatHaiLong": "80%",
        "PhanTramDanhGiaHaiLong": "15%",
        "PhanTramDanhGiaChuaHaiLong": "5%",
        "DanhSachNoiDungYKien": "",
        "MaThuTuc": "",
        "NoiDung": "Cán bộ hướng dẫn rõ ràng",
        "PhanTramDanhGiaDichVuRatHaiLong": "70%",
        "PhanTramDanhGiaDichVuHaiLong": "20%",
        "PhanTramDanhGiaDichVuChuaHaiLong": "10%",
        "Madonvi": "000.00.00.H02",
        "TenDonVi": "UBND tỉnh Bắc Giang",
    }


def test_a_month_goes_in_one_call():
    wire = Wire()
    wire.portal().send_satisfaction([satisfaction_record(JUNE)])
    (body,) = wire.sent("DongBoDanhGia")
    assert [item["NgayTongHop"] for item in body["data"]] == ["6-2020"]
