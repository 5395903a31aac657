"""Dossiers handed in as ``script/run`` serves them: with a 200 kB paper at 1, 8 and 32 at once, without one, and 300 in
a second; against one psycopg2 transaction of the same rows and, with a paper, the same bytes on the disk."""

import itertools
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg2
from django.conf import settings

from dossiers.models import Dossier, DossierEvent
from dossiers.notices import KINDS
from portal.calendar import seed as calendar
from portal.notices.wording import current
from procedures.models import Edition
from tests.bench.measure import Limit, Result
from tests.bench.serving import served
from tests.bench.submission import ROWS, raw_connection
from tests.bench.window import Window, paper_of
from tests.factories import AgencyFactory, ComponentFactory, DraftFactory, IdentityFactory, ProcedureFactory

AT_ONCE = {1: 60, 8: 240, 32: 320}
"""How many are handed in, by how many people at once."""

PLAIN, SETTLED = 2_000, 400
"""Without a paper; after the first of them the workers have loaded what they need, and their memory is watched."""

BURST = 300
PAPER_BYTES = 200_000
ENOUGH, FLAT = 180, 1.05
FILE_ROW = """INSERT INTO files_storedfile (uuid, name, media_type, size, sha256, damage, stored_at)
              VALUES (gen_random_uuid(), 'a.pdf', 'application/pdf', 200000, repeat('0', 64), '', now())"""

Call = Callable[[], None]


@dataclass(frozen=True)
class Measured:
    """How many a second, and within how many milliseconds 95 of 100 were done."""

    rate: float
    p95: float


def measured(hands: Sequence[Sequence[Call]]) -> Measured:
    """Everybody begins at once and does one call after another."""
    times: list[float] = []
    ready = threading.Barrier(len(hands) + 1)

    def work(calls: Sequence[Call]) -> None:
        ready.wait()
        for call in calls:
            started = time.perf_counter()
            call()
            times.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=work, args=[calls]) for calls in hands]
    for thread in threads:
        thread.start()
    ready.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    wanted = sum(map(len, hands))
    if len(times) != wanted:
        raise RuntimeError(f"{wanted - len(times)} of {wanted} failed")
    return Measured(wanted / (time.perf_counter() - started), sorted(times)[int(wanted * 0.95)])


class House:
    """Procedures with and without a paper, and drafts of them ready to be handed in."""

    def __init__(self, port: int) -> None:
        calendar.seed()
        self.port = port
        self.agency = AgencyFactory()
        self.unit = AgencyFactory(kind="one_stop", parent=self.agency)
        self.plain: Edition = ProcedureFactory().current
        self.with_paper: Edition = ProcedureFactory().current
        self.paper: int = ComponentFactory(edition=self.with_paper).pk
        self.template = current(KINDS["dossier_submitted"])
        self.seeds = itertools.count()

    def hands(self, people: int, each: int, *, paper: bool = False) -> list[list[Call]]:
        """For each of so many citizens so many drafts to hand in."""
        act = self._filing if paper else self._handing_in
        windows = [Window(IdentityFactory().user, self.port) for _ in range(people)]
        return [[act(window) for _ in range(each)] for window in windows]

    def _draft(self, window: Window, edition: Edition) -> Dossier:
        places = {"edition": edition, "agency": self.agency, "received_by": self.unit}
        draft: Dossier = DraftFactory(submitter=window.request.user, **places)
        return draft

    def _handing_in(self, window: Window) -> Call:
        form = window.submission(self._draft(window, self.plain))
        return lambda: window.send(form)

    def _filing(self, window: Window) -> Call:
        draft = self._draft(window, self.with_paper)
        forms = [window.upload(draft, self.paper, paper_of(PAPER_BYTES, next(self.seeds))), window.submission(draft)]
        return lambda: [window.send(form) for form in forms] and None

    def writers(self, people: int, each: int) -> list[list[Call]]:
        """The same rows and bytes without a portal; every one of ``people`` has a connection of their own."""
        return [self._writer(each) for _ in range(people)]

    def _writer(self, each: int) -> list[Call]:
        raw, window = raw_connection(), Window(IdentityFactory().user, self.port)
        return [self._writing(raw, self._draft(window, self.with_paper)) for _ in range(each)]

    def _writing(self, raw: "psycopg2.extensions.connection", draft: Dossier) -> Call:
        facts = {"token": f"b{draft.pk}", "user": draft.submitter_id, "draft": draft.pk, "unit": self.unit.pk}
        content, path = paper_of(PAPER_BYTES, next(self.seeds)), Path(settings.FILES_DIR) / f"bare-{draft.pk}"
        facts["template"] = self.template.pk

        def write() -> None:
            _to_disk(path, content)
            with raw, raw.cursor() as cursor:
                for statement in (FILE_ROW, *ROWS):
                    cursor.execute(statement, facts)

        return write


def _to_disk(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def run() -> list[Result]:
    Path(settings.FILES_DIR).mkdir(parents=True, exist_ok=True)
    with served("portal.wsgi", "/healthz/ready", SECRET_KEY=settings.SECRET_KEY) as port:
        house = House(port)
        measured(house.hands(8, 10, paper=True))
        return [*_with_a_paper(house), *_without(house), _burst(house)]


def _with_a_paper(house: House) -> list[Result]:
    rows: list[Result] = []
    for people, many in AT_ONCE.items():
        each = many // people
        ours, baseline = measured(house.hands(people, each, paper=True)), measured(house.writers(people, each))
        name = f"submit_200kb_c{people}"
        rows += [
            Result(name, ours.rate, baseline.rate, "a second", "higher", 0.5),
            Limit(f"{name}_p95", ours.p95, baseline.p95, "ms", "lower", 1000),
        ]
    return rows


def _without(house: House) -> list[Result]:
    """How many a second, and what the workers hold in memory at the end against the time they had settled."""
    baseline = measured(house.writers(8, 60))
    measured(house.hands(8, SETTLED // 8))
    settled = _resident(house.port)
    ours = measured(house.hands(8, PLAIN // 8))
    return [
        Limit("submit_plain_c8", ours.rate, baseline.rate, "a second", "higher", ENOUGH),
        Result("worker_memory_2000", _resident(house.port), settled, "MiB", "lower", FLAT),
    ]


def _resident(port: int) -> float:
    """What the web processes behind ``port`` hold, in MiB."""
    web = [process for process in psutil.Process().children(recursive=True) if f"127.0.0.1:{port}" in process.cmdline()]
    return sum(float(process.memory_info().rss) for process in web) / 1024**2


def _burst(house: House) -> Result:
    """Three hundred people press the button within one second; each has a dossier with one number afterwards."""
    before = DossierEvent.objects.filter(action="submit").count()
    hands = house.hands(BURST, 1)
    for number, calls in enumerate(hands):
        calls.insert(0, lambda at=number / BURST: time.sleep(at))  # type: ignore[misc]
    measured(hands)
    kept = DossierEvent.objects.filter(action="submit").count() - before
    return Result("burst_300_kept", kept, BURST, "dossiers", "higher", 1.0)
