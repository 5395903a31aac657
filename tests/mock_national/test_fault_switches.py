"""Each fault of the stand-in, seen over HTTP."""

import time

import httpx
import pytest

from tests.mock_national.calling import CODE, RECORD, call, insert, post, progress, session, update
from tests.national_process import NationalProcess


@pytest.fixture(autouse=True)
def empty(national: NationalProcess) -> None:
    national.reset()
    yield
    national.reset()


def fault(national: NationalProcess, kind: str, service: str = "DongBoHoSoMC", **more: object) -> None:
    national.faults(service=service, kind=kind, share=1, seconds=60, **more)


def good(answer: dict) -> bool:
    return answer["error_code"] == "0"


def test_down_is_an_error_of_the_adapter(national):
    fault(national, "down", service="*")
    assert post(national, "mapi/login", {}).status_code == 503


def test_refuse_is_an_error_of_the_servers_own(national):
    fault(national, "refuse")
    assert insert(national)["error_code"] == "-99"


def test_delay_is_late_and_good(national):
    fault(national, "delay", delay=0.5)
    began = time.monotonic()
    assert good(insert(national))
    assert time.monotonic() - began >= 0.5


def test_garbage_is_no_json(national):
    fault(national, "garbage", service="login")
    assert "bảo trì" in post(national, "mapi/login", {}).text


def test_drop_stores_and_cuts_the_line(national):
    fault(national, "drop")
    with pytest.raises(httpx.HTTPError):
        insert(national)
    assert national.ledger(CODE)["known"]


def test_lose_answers_well_and_stores_nothing(national):
    fault(national, "lose")
    assert good(insert(national))
    held = national.ledger(CODE)
    assert not held["known"]
    assert [one["stored"] for one in held["calls"]] == [False]


def test_lose_still_refuses_what_would_be_refused(national):
    fault(national, "lose")
    assert insert(national, MaTTHC="9.999999")["error_code"] == "-5"


def test_alter_stores_other_values(national):
    fault(national, "alter")
    assert good(insert(national))
    assert national.ledger(CODE)["dossier"]["DonViXuLy"] != RECORD["DonViXuLy"]


def test_duplicate_takes_an_insert_twice_and_answers_the_second(national):
    fault(national, "duplicate")
    assert "đã tồn tại" in insert(national)["message"]
    assert national.ledger(CODE)["known"]


def test_duplicate_adds_no_line_twice(national):
    insert(national)
    fault(national, "duplicate", service="CapNhatTienDoHoSoMC")
    assert good(progress(national))
    assert len(national.ledger(CODE)["progress"]) == 1


def test_reorder_carries_a_call_out_after_the_next(national):
    insert(national)
    national.faults(service="DongBoHoSoMC", kind="reorder", share=1, seconds=60)
    assert good(update(national, TrangThaiHoSo="4"))
    assert national.ledger(CODE)["dossier"]["TrangThaiHoSo"] == "2"
    national.faults(service="DongBoHoSoMC", kind="none")
    assert national.ledger(CODE)["dossier"]["TrangThaiHoSo"] == "4"


def test_reorder_lets_the_newer_be_overtaken_by_the_older(national):
    insert(national)
    national.faults(service="DongBoHoSoMC", kind="reorder", share=1, seconds=4)
    update(national, TrangThaiHoSo="4")
    time.sleep(4)
    update(national, TrangThaiHoSo="9")
    assert national.ledger(CODE)["dossier"]["TrangThaiHoSo"] == "4"


def test_expire_ends_every_session(national):
    token = session(national)
    body = {"session": token, "madonvi": "000.00.00.H02", "service": "TraCuuHoSo", "mahoso": CODE}
    assert good(post(national, "mapi/g", body).json())
    fault(national, "expire", service="TraCuuHoSo")
    assert post(national, "mapi/g", body).json()["error_code"] == "-1"


def test_dirty_spoils_what_is_read_of_the_catalogue(national):
    clean = call(national, "LayThuTuc", maTTHC="1.001193")["result"][0]
    fault(national, "dirty", service="LayThuTuc")
    dirty = call(national, "LayThuTuc", maTTHC="1.001193")["result"][0]
    assert clean != dirty
    assert "03 - 5" in str(dirty)
    assert dirty["TENTTHC"] == clean["TENTTHC"]


def test_withdraw_takes_a_procedure_off_the_list(national):
    fault(national, "withdraw", code="1.001193")
    assert "1.001193" not in {one["MATTHC"] for one in call(national, "LayDanhSachTTHC")["result"]}
    assert insert(national)["error_code"] == "-5"


def test_a_share_strikes_some_calls_only(national):
    national.faults(service="TraCuuHoSo", kind="refuse", share=0.5, seconds=60)
    codes = {call(national, "TraCuuHoSo", mahoso=CODE)["error_code"] for _ in range(40)}
    assert codes == {"0", "-99"}


def test_a_fault_ends_by_itself(national):
    national.faults(service="*", kind="down", share=1, seconds=0.2)
    time.sleep(0.3)
    assert good(insert(national))


def test_what_is_no_fault_is_refused(national):
    assert httpx.post(f"{national.url}/__control/faults", json={"kind": "boom"}).status_code == 400
