"""Every exchange leaves a line that says that it was, and nothing of what was said."""

import hashlib
import json
from datetime import timedelta

import httpx
import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from portal.national import tasks
from portal.national.account import Attentive
from portal.national.client import Rejected, Unavailable
from portal.national.log import Exchange
from tests.national.exchanges import told
from tests.national.wire import Wire

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Kín"


@pytest.fixture
def wire() -> Wire:
    wire = Wire()
    wire.watch = Attentive()
    return wire


def last() -> Exchange:
    return Exchange.objects.latest("pk")


def test_a_good_call_leaves_its_digests_its_sizes_and_its_time(wire):
    wire.portal().update_dossiers([{"MaHoSo": "x", "ChuHoSo": NAME}])
    line, sent = last(), wire.raw[-1]
    assert (line.direction, line.service, line.outcome, line.code) == ("out", "DongBoHoSoMC", "ok", "")
    assert (line.request_sha256, line.request_size) == (hashlib.sha256(sent).hexdigest(), len(sent))
    assert line.answer_size and len(line.answer_sha256) == 64
    assert timezone.now() - line.started_at < timedelta(minutes=1)


def test_the_log_in_has_a_line_of_its_own(wire):
    wire.portal().add_progress([])
    assert list(Exchange.objects.order_by("pk").values_list("service", flat=True)) == ["login", "CapNhatTienDoHoSoMC"]


def test_the_number_of_the_line_travels_with_the_call(wire):
    wire.portal().add_progress([])
    assert str(last().request_id) == wire.headers[-1]["x-road-id"]


def test_nothing_that_was_said_is_kept(wire):
    wire.answer = lambda service, body: {"error_code": "-4", "message": f"Hồ sơ của {NAME} thiếu trường"}
    with pytest.raises(Rejected):
        wire.portal().update_dossiers([{"MaHoSo": "x", "ChuHoSo": NAME}])
    kept = json.dumps([[str(value) for value in row] for row in Exchange.objects.values_list()], ensure_ascii=False)
    assert NAME not in kept
    assert "s1" not in kept


def test_a_refusal_leaves_its_code(wire):
    wire.answer = lambda service, body: {"error_code": "-5", "message": "mã thủ tục không tồn tại"}
    with pytest.raises(Rejected):
        wire.portal().add_progress([])
    assert (last().outcome, last().code) == ("refused", "-5")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(503), "http_503"),
        (httpx.Response(302, headers={"location": "http://127.0.0.1/"}), "redirect"),
        (httpx.Response(200, text="<html>"), "unreadable"),
        (httpx.Response(200, content=b"x" * (20 * 1024 * 1024 + 1)), "oversize"),
        ({"error_code": "-99", "message": ""}, "code_-99"),
    ],
)
def test_what_was_no_answer_leaves_its_kind(wire, answer, code):
    wire.answer = lambda service, body: answer
    with pytest.raises(Unavailable):
        wire.portal().add_progress([])
    assert (last().outcome, last().code) == ("unavailable", code)


def test_a_line_broken_off_leaves_its_kind_and_no_answer(wire):
    wire.answer = wire.too_late
    with pytest.raises(Unavailable):
        wire.portal().add_progress([])
    assert (last().outcome, last().code, last().answer_sha256) == ("unavailable", "timeout", "")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE national_exchange SET service = ''", "DELETE FROM national_exchange", "TRUNCATE national_exchange"],
)
def test_the_application_cannot_rewrite_it(statement):
    told()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_nightly_task_forgets_what_was_kept_long_enough(settings):
    old = told(started_at=timezone.now() - timedelta(days=settings.NATIONAL.log_days + 1))
    young = told(started_at=timezone.now() - timedelta(days=settings.NATIONAL.log_days - 1))
    tasks.forget_exchanges()
    assert list(Exchange.objects.filter(pk__in=[old.pk, young.pk])) == [young]


def test_nobody_reaches_into_the_last_ninety_days():
    told(started_at=timezone.now() - timedelta(days=89))
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_exchanges(now() + interval '1 day')")
    assert Exchange.objects.count() == 1
