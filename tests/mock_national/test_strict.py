"""What the stand-in refuses to store, and the switches where documents are silent."""

import httpx
import pytest

from tests.mock_national.calling import CODE, FILE, RECORD, call, insert, progress, update
from tests.national_process import NationalProcess

STATE = {
    "MaHoSo": "G22-1", "MaHoSoDonVi": CODE, "MaDoiTuong": "", "NoiDung": "Tiếp nhận", "NgayXuLy": "20201130090000",
    "TrangThai": "2", "TaiLieuXuLy": [],
}  # fmt: skip
GRADES = ("RatHaiLong", "HaiLong", "ChuaHaiLong")
RATING = {
    "NgayTongHop": "6-2020", "TongSoNguoiDanhGia": 12, "DanhSachNoiDungYKien": "", "MaThuTuc": "",
    "NoiDung": "Hướng dẫn", "Madonvi": "000.00.00.H02", "TenDonVi": "UBND tỉnh Bắc Giang",
} | {f"PhanTramDanhGia{of}{grade}": "30%" for of in ("", "DichVu") for grade in GRADES}  # fmt: skip


@pytest.fixture(autouse=True)
def empty(national: NationalProcess) -> None:
    national.reset()
    yield
    national.reset()


@pytest.mark.parametrize("name", ["MaHoSo", "MaTTHC", "LoaiDoiTuong", "NgayTiepNhan", "TrangThaiHoSo", "DonViXuLy"])
def test_a_mandatory_field_is_named_when_it_is_missing(national, name):
    answer = insert(national, **{name: ""})
    assert answer["error_code"] == "-4"
    assert name in answer["message"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TrangThaiHoSo", "11"),
        ("LoaiDoiTuong", "7"),
        ("HinhThuc", "2"),
        ("NgayHenTra", "2020-11-30"),
        ("NgayTiepNhan", "30/11/2020"),
        ("SoBienNhan", 7),
        ("GhiChu", "x" * 2001),
    ],
)
def test_a_value_out_of_its_form_is_refused(national, name, value):
    assert insert(national, **{name: value})["error_code"] == "-4"
    assert not national.ledger(CODE)["known"]


def test_a_batch_is_stored_whole_or_not_at_all(national):
    other = RECORD | {"MaHoSo": "000.00.05.H02-201130-0002", "DonViXuLy": ""}
    answer = call(national, "DongBoHoSoMC", isUpdating="False", data=[RECORD, other])
    assert other["MaHoSo"] in answer["message"]
    assert not national.ledger(CODE)["known"]


@pytest.mark.parametrize("change", [{"TepDinhKemId": ""}, {"IsDeleted": "x"}, {"DuongDanTaiTepTin": ""}])
def test_a_file_without_id_flag_or_address_is_refused(national, change):
    assert insert(national, TaiLieuNop=[FILE | change])["error_code"] == "-4"


def test_a_file_known_is_replaced_and_one_marked_is_taken_off(national):
    insert(national, TaiLieuNop=[FILE, FILE | {"TepDinhKemId": "b"}])
    gone = FILE | {"TepDinhKemId": "b", "IsDeleted": "True", "DuongDanTaiTepTin": ""}
    update(national, TaiLieuNop=[FILE | {"TenTepDinhKem": "moi.pdf"}, gone])
    held = national.ledger(CODE)["dossier"]["TaiLieuNop"]
    assert [(one["TepDinhKemId"], one["TenTepDinhKem"]) for one in held] == [("a", "moi.pdf")]


def test_a_trail_line_out_of_its_form_is_refused(national):
    insert(national)
    assert progress(national, TrangThai="12")["error_code"] == "-4"
    assert progress(national, ThoiDiemXuLy="hôm qua")["error_code"] == "-4"


def test_an_unknown_service_is_refused(national):
    assert call(national, "LayTatCa")["error_code"] == "-2"


@pytest.mark.parametrize(("form", "code"), [("text", "0"), ("number", 0), ("double", "00")])
def test_success_is_said_in_all_forms_that_were_seen(national, form, code):
    national.switch(good_code=form)
    assert call(national, "TraCuuHoSo", mahoso="x")["error_code"] == code


def test_by_switch_it_stores_whatever_way_it_is_sent(national):
    national.switch(unknown="upsert")
    assert update(national)["error_code"] == "0"
    assert insert(national, TrangThaiHoSo="4")["error_code"] == "0"
    assert national.ledger(CODE)["dossier"]["TrangThaiHoSo"] == "4"


def test_an_unknown_switch_is_refused(national):
    assert httpx.post(f"{national.url}/__control/switches", json={"unknown": "maybe"}).status_code == 400


# --- Dossiers born there, satisfaction, catalogues ---------------------------------------------


def test_a_state_is_one_object_and_a_repeat_changes_nothing(national):
    for _ in range(2):
        assert call(national, "DongBoTrangThaiHoSo", type="2", data=STATE)["error_code"] == "0"
    kept = httpx.get(f"{national.url}/__control/born-here/G22-1").json()["states"]
    assert kept == [STATE]


@pytest.mark.parametrize("wrong", [{"data": [STATE]}, {"data": STATE, "type": "1"}, {"data": STATE | {"NgayXuLy": ""}}])
def test_a_state_in_another_form_is_refused(national, wrong):
    assert call(national, "DongBoTrangThaiHoSo", **({"type": "2"} | wrong))["error_code"] in ("-2", "-4")


def test_a_month_of_satisfaction_is_taken(national):
    assert call(national, "DongBoDanhGia", data=[RATING])["error_code"] == "0"


@pytest.mark.parametrize(
    "wrong", [{"NgayTongHop": "06-2020"}, {"TongSoNguoiDanhGia": "12"}, {"PhanTramDanhGiaHaiLong": "0.3"}]
)
def test_a_month_in_another_form_is_refused(national, wrong):
    assert call(national, "DongBoDanhGia", data=[RATING | wrong])["error_code"] == "-4"


@pytest.mark.parametrize("name", ["GioiTinh", "DoiTuong", "CapThucHien", "DanToc", "TonGiao", "TinhTrangHonNhan"])
def test_a_catalogue_has_codes_and_words(national, name):
    listed = call(national, f"LayDanhMuc{name}")["result"]
    assert listed
    assert all(one["MA"] and one["TEN"] for one in listed)


def test_online_services_name_procedure_and_level(national):
    services = call(national, "LayDVC")["result"]
    assert services
    assert all(one["MADVC"].startswith(one["MATTHC"]) for one in services)


def test_a_decision_names_its_procedures(national):
    record = call(national, "LayThuTuc", maTTHC="1.001193")["result"][0]
    national.change_procedures({"1.001193": {"IDQUYETDINHCONGBO": "QD-1"}})
    (decision,) = call(national, "LayQDCB", idQDCB="QD-1")["result"]
    assert decision["DANHSACHTTHC"] == [{"MATTHC": record["MATTHC"]}]
    assert call(national, "LayQDCB", idQDCB="không có")["result"] == []


# --- Files ------------------------------------------------------------------------------------


def test_by_switch_a_record_is_stored_only_when_its_files_can_be_fetched(national, province):
    national.switch(files="fetch")
    assert insert(national, TaiLieuNop=[FILE | {"DuongDanTaiTepTin": f"{province}/khong"}])["error_code"] == "-7"
    assert insert(national, TaiLieuNop=[FILE | {"DuongDanTaiTepTin": f"{province}/co"}])["error_code"] == "0"


def test_its_page_says_which_files_can_be_opened(national, province):
    there = FILE | {"DuongDanTaiTepTin": f"{province}/co"}
    gone = FILE | {"TepDinhKemId": "b", "TenTepDinhKem": "mat.pdf", "DuongDanTaiTepTin": f"{province}/khong"}
    insert(national, TaiLieuNop=[there, gone])
    page = httpx.get(f"{national.url}/ho-so/{CODE}/").text
    assert page.index("don.pdf") < page.index(">mở được") < page.index("mat.pdf") < page.index("không mở được")


def test_only_the_provinces_own_addresses_are_asked_for(national, province):
    national.switch(files="fetch")
    elsewhere = FILE | {"DuongDanTaiTepTin": f"{province}/co".replace("127.0.0.1", "localhost")}
    assert insert(national, TaiLieuNop=[elsewhere])["error_code"] == "-7"
