"""A service that does not answer is left alone, one try at a time; and none is called faster than agreed."""

import threading
import time
from dataclasses import replace

import pytest
from django.db import connection

from portal.national import pace
from portal.national.account import Attentive
from portal.national.client import HeldBack, Rejected, Unavailable
from portal.national.pace import Pace, ServiceState
from tests.national.wire import GOOD, Wire

pytestmark = pytest.mark.django_db
QUICK = Pace(a_second=1000, patience=2, longest=0.4, wait=5, probe=0.3)


@pytest.fixture
def wire(settings) -> Wire:
    settings.NATIONAL = replace(settings.NATIONAL, patience=3, longest_rest=60, calls_a_second=1000)
    wire = Wire()
    wire.watch = Attentive()
    return wire


def down(service, body):
    return {"error_code": "-99", "message": ""}


def fail(portal, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Unavailable):
            portal.add_progress([])


def test_after_some_failures_in_a_row_nobody_calls_any_more(wire):
    wire.answer, portal = down, wire.portal()
    fail(portal, 8)
    assert len(wire.calls) == 3


def test_another_process_leaves_it_alone_too(wire):
    wire.answer = down
    fail(wire.portal(), 3)
    with pytest.raises(HeldBack):
        wire.portal().add_progress([])
    assert len(wire.calls) == 3


def test_the_other_services_go_on(wire):
    wire.answer, portal = (
        (lambda service, body: GOOD if service == "TraCuuHoSo" else down(service, body)),
        wire.portal(),
    )
    fail(portal, 5)
    assert portal.dossier("x") is None


def test_an_answer_in_between_ends_the_count(wire):
    portal = wire.portal()
    for answer in (down, lambda service, body: GOOD):
        wire.answer = answer
        for _ in range(2):
            portal.add_progress([]) if answer is not down else fail(portal, 1)
    wire.answer = down
    fail(portal, 2)
    assert not pace.left_alone_until("CapNhatTienDoHoSoMC")


def test_a_refusal_is_an_answer(wire):
    wire.answer, portal = (lambda service, body: {"error_code": "-4", "message": "thiếu"}), wire.portal()
    for _ in range(5):
        with pytest.raises(Rejected):
            portal.add_progress([])
    assert len(wire.calls) == 5


def test_when_the_rest_is_over_one_may_try_and_the_others_wait():
    pace.take_turn("s", QUICK)
    for _ in range(2):
        pace.failed("s", QUICK)
    time.sleep(0.45)
    pace.take_turn("s", QUICK)
    with pytest.raises(HeldBack):
        pace.take_turn("s", QUICK)


def test_a_try_that_never_came_back_blocks_nobody_for_long():
    test_when_the_rest_is_over_one_may_try_and_the_others_wait()
    time.sleep(0.35)
    pace.take_turn("s", QUICK)


def test_a_try_that_got_through_opens_the_way_for_all():
    test_when_the_rest_is_over_one_may_try_and_the_others_wait()
    pace.got_through("s")
    for _ in range(3):
        pace.take_turn("s", QUICK)
    assert ServiceState.objects.get(pk="s").failures == 0


def test_the_rest_doubles_and_has_an_end():
    pace.take_turn("s", QUICK)
    rests = []
    for _ in range(6):
        pace.failed("s", replace(QUICK, longest=5))
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM open_until - clock_timestamp()) FROM national_servicestate")
            rests.append(cursor.fetchone()[0])
    assert [rest and round(rest) for rest in rests] == [None, 1, 2, 4, 5, 5]


def test_calls_of_one_service_are_spread():
    began = time.monotonic()
    for _ in range(6):
        pace.take_turn("s", replace(QUICK, a_second=20))
    assert 0.24 <= time.monotonic() - began < 1


def test_who_would_wait_too_long_is_sent_away_and_pushes_nobody_back():
    slow = replace(QUICK, a_second=1, wait=0)
    pace.take_turn("s", slow)
    for _ in range(20):
        with pytest.raises(HeldBack):
            pace.take_turn("s", slow)
    time.sleep(1.05)
    pace.take_turn("s", slow)


@pytest.mark.django_db(transaction=True)
def test_processes_at_once_share_one_pace():
    def work() -> None:
        for _ in range(5):
            pace.take_turn("s", replace(QUICK, a_second=25))
        connection.close()

    workers, began = [threading.Thread(target=work) for _ in range(4)], time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert time.monotonic() - began >= 19 / 25
