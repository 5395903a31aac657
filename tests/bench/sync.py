"""Telling the nation of 2,000 dossiers, against a loop over psycopg2 that reads the same columns, dumps, posts and
marks.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from dossiers import sync
from dossiers.models import Dossier, NationalMessage
from portal.national.client import NationalPortal
from tests.bench.measure import Result, milliseconds
from tests.chaos.world import Province

DOSSIERS = 2_000
AIM = 0.25
COLUMNS = """SELECT m.id, d.code, d.status, d.owner,
    d.summary, d.received_at, d.due_at, d.finished_at,
    d.handed_over_at, d.result_number, d.return_by, e.name, p.code, f.code, f.name, a.name, v.number, v.action,
    v.at, v.by_name, v.by_title, v.status
  FROM dossiers_nationalmessage m JOIN dossiers_dossier d ON d.id = m.subject_id
  JOIN dossiers_dossierevent v ON v.id = m.event_id
  JOIN procedures_edition e ON e.id = d.edition_id JOIN procedures_procedure p ON p.id = e.procedure_id
  JOIN procedures_field f ON f.id = e.field_id JOIN agencies_agency a ON a.id = d.agency_id
  WHERE m.sent_at IS NULL AND m.next_attempt_at <= now() ORDER BY m.id LIMIT %s"""


class Sink(BaseHTTPRequestHandler):
    """Answers a constant to everything."""

    protocol_version = "HTTP/1.1"
    answer = json.dumps({"error_code": "0", "message": "thành công", "session": "s", "result": []}).encode()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def sink() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def everything_owed_again() -> None:
    Dossier.objects.update(nation_knows_since=None, nation_digest="")
    NationalMessage.objects.update(sent_at=None, next_attempt_at=timezone.now(), attempts=0)


def ours(address: str) -> None:
    with override_settings(NATIONAL=replace(settings.NATIONAL, adapter=address)):
        portal = NationalPortal()
        while NationalMessage.objects.unsent().exists():
            sync.drain(portal)


def baseline(address: str) -> None:
    """The same batches: read, dump, post twice (records and lines), mark."""
    batch, lines_each = settings.NATIONAL.batch, 2
    with httpx.Client() as http, connection.cursor() as cursor:
        while True:
            cursor.execute(COLUMNS, [batch * lines_each])
            rows = cursor.fetchall()
            if not rows:
                return
            for _ in range(2):
                http.post(address, content=json.dumps({"data": rows}, default=str).encode()).raise_for_status()
            cursor.execute(
                "UPDATE dossiers_nationalmessage SET sent_at = now() WHERE id = ANY(%s)", [[row[0] for row in rows]]
            )


def run() -> list[Result]:
    province = Province()
    for number in range(DOSSIERS):
        province.change(province.submitted(number % 4), 0)
    speeds = {}
    with sink() as address:
        for name, send in (("ours", ours), ("baseline", baseline)):
            everything_owed_again()
            time.sleep(0.5)
            speeds[name] = DOSSIERS / milliseconds(lambda send=send: send(address)) * 1000
    return [Result("sync", speeds["ours"], speeds["baseline"], "dossiers/s", "higher", AIM)]
