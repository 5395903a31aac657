"""The stand-in speaks the wire: adapter, session, semantics of protocols §2 to §4."""

import httpx
import pytest

from tests.mock_national.calling import PROVIDER, RECORD, call, post, session
from tests.national_process import NationalProcess


@pytest.fixture(autouse=True)
def empty(national: NationalProcess) -> None:
    national.reset()


def test_an_unknown_destination_gets_the_adapters_error_object(national):
    answer = post(national, "mapi/login", {}, params={"dstcode": "VN:GOV:nobody"})
    assert answer.status_code == 400
    assert set(answer.json()) == {"type", "message", "detail"}


def test_the_destination_may_stand_in_a_header(national):
    answer = post(national, "mapi/login", {"username": "x"}, params={}, headers={"dstcode": PROVIDER})
    assert answer.json()["error_code"] == "-1"


def test_a_wrong_password_gives_no_session(national):
    answer = post(national, "mapi/login", {"username": "bacgiang", "password": "sai"}).json()
    assert "session" not in answer


def test_an_unknown_session_is_refused(national):
    answer = post(national, "mapi/g", {"session": "x", "madonvi": "000.00.00.H02", "service": "TraCuuHoSo"}).json()
    assert answer["error_code"] == "-1"


def test_insert_then_insert_again_then_update(national):
    assert "thành công" in call(national, "DongBoHoSoMC", isUpdating="False", data=[RECORD])["message"]
    assert "đã tồn tại" in call(national, "DongBoHoSoMC", isUpdating="False", data=[RECORD])["message"]
    call(national, "DongBoHoSoMC", isUpdating="True", data=[{**RECORD, "TrangThaiHoSo": "9"}])
    assert national.ledger(RECORD["MaHoSo"])["dossier"]["TrangThaiHoSo"] == "9"


def test_update_of_an_unknown_dossier_is_refused(national):
    assert "không tồn tại" in call(national, "DongBoHoSoMC", isUpdating="True", data=[RECORD])["message"]


def test_a_batch_is_stored_whole_or_not_at_all(national):
    bad = {**RECORD, "MaHoSo": "khac", "DonViXuLy": ""}
    answer = call(national, "DongBoHoSoMC", isUpdating="False", data=[RECORD, bad])
    assert answer["error_code"] == "-4"
    assert "khac" in answer["message"]
    assert not national.ledger(RECORD["MaHoSo"])["known"]


def test_repeated_lines_are_accepted_and_ignored(national):
    call(national, "DongBoHoSoMC", isUpdating="False", data=[RECORD])
    line = {
        "MaHoSo": RECORD["MaHoSo"],
        "NguoiXuLy": "A",
        "ThoiDiemXuLy": "20201130090000",
        "NoiDungXuLy": "Tiếp nhận",
        "TrangThai": "2",
    }
    for _ in range(2):
        assert call(national, "CapNhatTienDoHoSoMC", data=[line])["error_code"] == "0"
    assert len(national.ledger(RECORD["MaHoSo"])["progress"]) == 1


def test_look_up_tells_known_from_unknown(national):
    assert call(national, "TraCuuHoSo", mahoso=RECORD["MaHoSo"])["result"] == []
    call(national, "DongBoHoSoMC", isUpdating="False", data=[RECORD])
    assert call(national, "TraCuuHoSo", mahoso=RECORD["MaHoSo"])["result"][0]["MaTTHC"] == "1.001193"


def test_a_dropped_answer_is_stored_all_the_same(national):
    token = session(national)
    national.faults(service="DongBoHoSoMC", kind="drop", share=1, seconds=30)
    body = {
        "session": token,
        "madonvi": "000.00.00.H02",
        "service": "DongBoHoSoMC",
        "isUpdating": "False",
        "data": [RECORD],
    }
    with pytest.raises(httpx.HTTPError):
        post(national, "mapi/g", body)
    assert national.ledger(RECORD["MaHoSo"])["known"]


def test_down_stores_nothing(national):
    token = session(national)
    national.faults(service="DongBoHoSoMC", kind="down", share=1, seconds=30)
    body = {
        "session": token,
        "madonvi": "000.00.00.H02",
        "service": "DongBoHoSoMC",
        "isUpdating": "False",
        "data": [RECORD],
    }
    assert post(national, "mapi/g", body).status_code == 503
    assert not national.ledger(RECORD["MaHoSo"])["known"]


def test_it_lists_more_than_a_thousand_procedures_and_gives_each_whole(national):
    listed = call(national, "LayDanhSachTTHC")["result"]
    assert len(listed) > 1_000
    assert call(national, "LayThuTuc", maTTHC="1.001193")["result"][0]["TENTTHC"] == "Đăng ký khai sinh"
