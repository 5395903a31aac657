"""The stand-in plays platform and gateway: our providers order and ask there, and read what it tells, with faults."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from types import SimpleNamespace

import httpx
import pytest
from django.urls import reverse
from django.utils import timezone

from payments.providers.base import BadMessage, Happened, Order, Refused, Unavailable, client
from payments.providers.payplat import PayPlat
from payments.providers.vnpay import VNPay
from payments.statements.layouts import LAYOUTS
from payments.statements.reading import lines
from tests.national_process import NationalProcess

pytestmark = pytest.mark.slow
RECEIVER = "/ppdvcqg/dpnhankqthanhtoanhs"


class Province(BaseHTTPRequestHandler):
    """Keeps what it is told, and says that it knows."""

    heard: list[bytes] = []

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(b'{"MaLoi": "00"}')

    def do_GET(self) -> None:
        self.heard.append(self.path.partition("?")[2].encode())
        self._answer(b'{"RspCode": "00"}')

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def nation(tmp_path_factory, worker_id) -> Iterator[NationalProcess]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Province)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    log = tmp_path_factory.mktemp("nation") / "nation.log"
    process = NationalProcess(f"test_nation_paid_{worker_id}", log, DEMO="1", PORTAL_URL=url)
    yield process
    process.stop()
    server.shutdown()


@pytest.fixture(autouse=True)
def wired(nation, settings) -> None:
    """The portal's settings lead to the stand-in; nothing is heard yet."""
    secret = NationalProcess.payment_secret
    settings.PAYPLAT = replace(settings.PAYPLAT, url=f"{nation.url}/payplat", secret=secret)
    pages = {"url": f"{nation.url}/vnpay/paymentv2/vpcpay.html"}
    asked = f"{nation.url}/vnpay/merchant_webapi/api/transaction"
    settings.VNPAY = replace(settings.VNPAY, **pages, query_url=asked, secret=secret)
    nation.reset()
    Province.heard.clear()


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with client() as opened:
        yield opened


def order(reference: str = "BG201130AAAA", amount: int = 8_000) -> Order:
    now = timezone.now()
    return Order(
        reference, amount, "THANH TOAN HO SO 1", now, now + timedelta(hours=1), "http://127.0.0.1/ve", "10.0.0.5"
    )


class Window:
    """A browser on the page of paying."""

    def __init__(self, address: str) -> None:
        self.browser = httpx.Client(follow_redirects=True)
        self.page = self.browser.get(address)
        self.token = self.browser.cookies["national_csrf"]

    def press(self, action: str) -> int:
        sent = {"action": action, "bank": "BIDV", "csrfmiddlewaretoken": self.token}
        return self.browser.post(self.page.url, data=sent, follow_redirects=False).status_code


def end(address: str, action: str) -> None:
    assert Window(address).press(action) == httpx.codes.FOUND


def heard(count: int, seconds: float = 15) -> list[bytes]:
    ends = time.monotonic() + seconds
    while len(Province.heard) < count and time.monotonic() < ends:
        time.sleep(0.05)
    return list(Province.heard)


def outcomes(count: int) -> list[object]:
    """What was told, as we read it; ``forged`` for what is not genuine."""
    return [_read(content) for content in heard(count)]


def _read(content: bytes) -> object:
    try:
        return PayPlat().read_callback(content)
    except BadMessage as bad:
        return SimpleNamespace(happened="forged" if bad.is_forged else "unreadable")


def test_paying_at_the_platform_is_told_asked_and_receipted(http):
    end(PayPlat().checkout(order(), http), "pay")
    (told,) = outcomes(1)
    asked = PayPlat().read_answer(PayPlat().query(order(), http))
    assert (told.happened, asked.happened, told.transaction_id) == (Happened.PAID, Happened.PAID, asked.transaction_id)
    assert PayPlat().bill(order().reference, told.paid_at, http).startswith(b"%PDF-")


def test_paying_at_the_gateway_is_told_and_asked(http):
    end(VNPay().checkout(order(), http), "pay")
    (content,) = heard(1)
    asked = VNPay().read_answer(VNPay().query(order(), http))
    assert (VNPay().read_callback(content).amount, asked.happened) == (8_000, Happened.PAID)


def test_cancelling_is_told_as_a_failure(http):
    end(PayPlat().checkout(order(), http), "cancel")
    (told,) = outcomes(1)
    assert told.happened is Happened.FAILED


def test_an_order_nobody_paid_is_pending(http):
    PayPlat().checkout(order(), http)
    assert PayPlat().read_answer(PayPlat().query(order(), http)).happened is Happened.PENDING
    with pytest.raises(Unavailable):
        PayPlat().bill(order().reference, timezone.now(), http)


def test_an_answer_that_is_cut_off_loses_no_order(http, nation):
    nation.faults(service="payplat-init", kind="drop", seconds=30)
    with pytest.raises(Unavailable):
        PayPlat().checkout(order(), http)
    nation.clear_faults()
    PayPlat().checkout(order(), http)
    orders = httpx.get(f"{nation.url}/__control/payments").json()["orders"]
    assert [one["reference"] for one in orders] == [order().reference]


@pytest.mark.parametrize(("kind", "error"), [("down", Unavailable), ("garbage", Unavailable), ("refuse", Refused)])
def test_a_platform_in_trouble(http, nation, kind, error):
    nation.faults(service="payplat-init", kind=kind, seconds=30)
    with pytest.raises(error):
        PayPlat().checkout(order(), http)


def test_an_order_signed_wrongly_is_refused(http, settings):
    settings.PAYPLAT = replace(settings.PAYPLAT, secret="another")
    with pytest.raises(Refused):
        PayPlat().checkout(order(), http)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("repeated", ["paid"] * 4),
        ("forged", ["forged", "paid"]),
        ("reordered", ["paid", "failed"]),
        ("double", ["paid", "paid"]),
    ],
)
def test_notifications_come_as_they_do_on_bad_days(http, nation, kind, expected):
    nation.faults(service="payplat-tell", kind=kind, seconds=30)
    end(PayPlat().checkout(order(), http), "pay")
    told = outcomes(len(expected))
    assert [one.happened for one in told] == expected
    assert kind != "double" or told[0].transaction_id != told[1].transaction_id


def test_another_amount_can_be_told(http, nation):
    nation.faults(service="payplat-tell", kind="amount", seconds=30)
    end(PayPlat().checkout(order(), http), "pay")
    assert [one.amount for one in outcomes(1)] == [9_000]


def test_paying_in_a_second_window_takes_nothing_more(http):
    windows = [Window(PayPlat().checkout(order(), http)) for _ in range(2)]
    assert [window.press("pay") for window in windows] == [302, 200]
    assert len(heard(2, seconds=1.5)) == 1


def stated(nation) -> list[object]:
    """The platform's statement of today, as we read it."""
    day = timezone.localdate().isoformat()
    content = httpx.get(f"{nation.url}/sao-ke/payplat/{day}.csv").content
    return list(lines(BytesIO(content), LAYOUTS["payplat"], lambda: None))


def test_the_day_is_stated_as_it_was_told(http, nation):
    for number in range(2):
        end(PayPlat().checkout(order(f"BG201130AAA{number}"), http), "pay")
    told = {one.transaction_id: one.amount for one in outcomes(2)}
    *rows, total = stated(nation)
    assert {one.transaction: one.amount for one in rows} == told
    assert (total.amount, all(one.is_paid for one in rows)) == (16_000, True)


@pytest.mark.parametrize(
    ("kind", "amounts", "total"),
    [("missing", [8_000], 8_000), ("amount", [9_000, 8_000], 17_000), ("twice", [8_000] * 3, 24_000),
     ("total", [8_000] * 2, 17_000), ("another-day", [8_000] * 2, 16_000)],
)  # fmt: skip
def test_a_statement_with_faults(http, nation, kind, amounts, total):
    for number in range(2):
        end(PayPlat().checkout(order(f"BG201130AAA{number}"), http), "pay")
    nation.faults(service="payplat-statement", kind=kind, seconds=30)
    *rows, last = stated(nation)
    assert ([one.amount for one in rows], last.amount) == (amounts, total)
    days = {timezone.localdate(datetime.fromisoformat(one.paid_at)) for one in rows}
    assert len(days) == (2 if kind == "another-day" else 1)


@pytest.mark.django_db
def test_a_platform_that_hangs_is_left_alone_and_found_again(nation, owed, sign_in, citizen, settings, time_machine):
    """By the switches of the stand-in, through the citizen's page (PA-12)."""
    settings.PAYMENT_TIMEOUT = 1.5
    page, address = sign_in(citizen), reverse("dossier_pay", args=[owed.dossier.uuid])
    nation.faults(service="payplat-init", kind="delay", delay=5, seconds=60)
    waited = [took(lambda: page.post(address, {"provider": "payplat"}), 503) for _ in range(4)]
    assert min(waited[:3]) >= 1.5 > waited[3]
    nation.clear_faults()
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert page.post(address, {"provider": "payplat"}).status_code == httpx.codes.FOUND


def took(act, status: int) -> float:
    """Seconds."""
    began = time.monotonic()
    assert act().status_code == status
    return time.monotonic() - began
