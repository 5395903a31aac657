"""Where the nation offers no comparison by digest, each record is asked for; when it is down, nothing is concluded."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from dossiers.models import Mismatch, Reconciliation
from dossiers.reconciliation import here, there
from portal import jobs
from portal.national.client import Rejected
from tests.dossiers.reconciliation.ledgers import ADAPTER, kinds
from tests.national.wire import Wire

pytestmark = pytest.mark.django_db
UNKNOWN = {"error_code": "-2", "message": "Dịch vụ không tồn tại"}


def test_lookups_find_what_is_missing_and_what_is_altered(ledgers, settings):
    settings.NATIONAL = replace(settings.NATIONAL, ledger="lookups")
    first, second, _ = ledgers.told()
    ledgers.nation.lose(first.code)
    ledgers.nation.alter(second.code, GhiChu="khác")
    run = ledgers.compare()
    assert (run.way, run.compared) == (Reconciliation.Way.LOOKUPS, 3)
    assert kinds(run) == sorted([(first.code, "missing_there"), (second.code, "different")])
    ledgers.send()
    assert ledgers.compare().found == 0


def test_a_refused_service_is_known_by_its_code():
    wire = Wire()
    wire.answer = lambda service, body: UNKNOWN
    chunk = there.Chunk(None, None, "", "99999999")
    with pytest.raises(Rejected) as refusal:
        there.groups(wire.portal(), chunk)
    assert refusal.value.code == "-2"


def test_a_run_goes_on_record_by_record_when_the_service_is_refused(ledgers, settings, older_nation):
    first, *_ = ledgers.told()
    ledgers.nation.lose(first.code)
    settings.NATIONAL = replace(settings.NATIONAL, adapter=older_nation)
    run = ledgers.compare()
    assert (run.way, kinds(run)) == (Reconciliation.Way.LOOKUPS, [(first.code, "missing_there")])


@pytest.fixture
def older_nation(ledgers) -> Iterator[str]:
    """The same nation at an address where the assumed services do not exist."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = json.dumps(UNKNOWN).encode() if b"DoiSoat" in body else passed_on(self.path, body)
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    def passed_on(path: str, body: bytes) -> bytes:
        to = f"{ledgers.nation.process.url}{path}"
        return httpx.post(to, content=body, headers={"content-type": "application/json"}).content

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{ADAPTER}"
    server.shutdown()


def test_a_nation_that_is_down_is_not_a_difference(ledgers, national):
    ledgers.told()
    national.faults(service="*", kind="down", seconds=60)
    run = ledgers.compare()
    assert run.job.state == jobs.Job.State.FAILED
    assert not Mismatch.objects.exists()
    national.clear_faults()
    again = ledgers.compare()
    run.refresh_from_db()
    assert (run.state, again.state) == (Reconciliation.State.BROKEN, Reconciliation.State.DONE)


def test_what_no_lookup_can_see_stays_open(ledgers, settings):
    first, *_ = ledgers.told()
    ledgers.nation.add_line(first.code)
    ledgers.compare()
    settings.NATIONAL = replace(settings.NATIONAL, ledger="lookups")
    assert ledgers.compare().left == 1


def test_entries_of_both_ways_are_the_same(ledgers):
    ledgers.told()
    _keys, some = here.some(0, 10)
    days = here.entries(*here.span())
    assert sorted(entry.code for entry in some) == sorted(e.code for entries in days.values() for e in entries)
