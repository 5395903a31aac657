"""The client of the national portal: session, envelope, the two errors (protocols §3)."""

import httpx
import pytest

from portal.national.client import AlreadyKnown, NotKnown, Rejected, Unavailable
from tests.national.wire import GOOD, Wire


def test_a_call_carries_session_unit_and_service_flat():
    wire = Wire()
    wire.portal().update_dossiers([{"MaHoSo": "x"}])
    ((service, body),) = wire.calls
    assert service == "DongBoHoSoMC"
    assert (body["session"], body["madonvi"], body["isUpdating"]) == ("s1", "000.00.00.H02", "True")


def test_one_login_serves_many_calls():
    wire = Wire()
    portal = wire.portal()
    for _ in range(3):
        portal.add_progress([])
    assert wire.logins == 1


@pytest.mark.parametrize("code", [0, "0", "00"])
def test_every_form_of_zero_is_success(code):
    wire = Wire()
    wire.answer = lambda service, body: {**GOOD, "error_code": code}
    wire.portal().add_progress([])


def test_an_expired_session_is_renewed_once_and_the_call_repeated():
    wire = Wire()
    wire.answer = lambda service, body: GOOD if body["session"] == "s2" else {"error_code": "-1", "message": "hết hạn"}
    wire.portal().add_progress([])
    assert (wire.logins, len(wire.calls)) == (2, 2)


def test_a_session_that_is_never_accepted_means_try_later_not_a_loop():
    wire = Wire()
    wire.answer = lambda service, body: {"error_code": "-1", "message": "hết hạn"}
    with pytest.raises(Unavailable):
        wire.portal().add_progress([])
    assert len(wire.calls) == 2


def test_trouble_of_the_nations_own_is_no_refusal_of_what_was_sent():
    wire = Wire()
    wire.answer = lambda service, body: {"error_code": "-99", "message": "Lỗi hệ thống"}
    with pytest.raises(Unavailable):
        wire.portal().add_progress([])


def test_a_refusal_of_what_was_sent_needs_a_person():
    wire = Wire()
    wire.answer = lambda service, body: {"error_code": "-5", "message": "mã thủ tục không tồn tại trong danh mục"}
    with pytest.raises(Rejected) as refusal:
        wire.portal().update_dossiers([{"MaHoSo": "x"}])
    assert not isinstance(refusal.value, NotKnown)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(302, headers={"location": "http://127.0.0.1/"}),
        httpx.Response(200, text="<html>bảo trì</html>"),
        httpx.Response(200, json=["0"]),
        httpx.Response(200, json={"message": "no code"}),
    ],
)
def test_what_cannot_be_read_means_try_later(answer):
    wire = Wire()
    wire.answer = lambda service, body: answer
    with pytest.raises(Unavailable):
        wire.portal().add_progress([])


def test_a_broken_line_means_try_later():
    def cut(request):
        raise httpx.ReadTimeout("", request=request)

    wire = Wire()
    wire._respond = cut  # type: ignore[method-assign]
    with pytest.raises(Unavailable):
        wire.portal().add_progress([])


def test_the_two_refusals_that_are_knowledge_have_names():
    wire = Wire()
    wire.answer = lambda service, body: {"error_code": "-3", "message": "Mã hồ sơ x đã tồn tại"}
    with pytest.raises(AlreadyKnown):
        wire.portal().insert_dossiers([{"MaHoSo": "x"}])
    wire.answer = lambda service, body: {"error_code": "-3", "message": "Hồ sơ x không tồn tại"}
    with pytest.raises(NotKnown):
        wire.portal().update_dossiers([{"MaHoSo": "x"}])
