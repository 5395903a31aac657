"""The real stand-in with a catalogue of a few records, and a comparison with it run to its end in this process."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from portal import jobs
from portal.jobs import Job, Kind, Slice
from portal.national.client import NationalPortal
from portal.national.line import Line
from procedures import comparison
from procedures.models import Comparison, Difference
from procedures.tasks import run_jobs
from procedures.work import COMPARISON
from tests.national_process import NationalProcess
from tests.procedures.nation import clean

DEMO = Path(__file__).resolve().parents[3] / "demo" / "procedures.json"
Work = Callable[[Slice], None]

BIRTH = clean()
DEATH = clean(MATTHC="1.000656", TENTTHC="Đăng ký khai tử")
MARRIAGE = clean(MATTHC="1.000894", TENTTHC="Đăng ký kết hôn")


@cache
def _demonstrated() -> tuple[str, ...]:
    return tuple(record["MATTHC"] for record in json.loads(DEMO.read_text(encoding="utf-8")))


def lists(national: NationalProcess, *records: dict[str, Any]) -> None:
    """From now on the nation has these records and no others."""
    national.reset()
    nothing: dict[str, Any] = dict.fromkeys(_demonstrated())
    national.change_procedures(nothing | {record["MATTHC"]: record for record in records})


def silenced(national: NationalProcess, *, after: int, calls: int = 10**6) -> NationalPortal:
    """A client for which the stand-in goes down ``after`` so many records, for so many ``calls``."""
    asked = 0

    def watch(request: httpx.Request) -> None:
        nonlocal asked
        if b"LayThuTuc" in request.content:
            down = after <= asked < after + calls
            asked += 1
            national.clear_faults()
            if down:
                national.faults(service="LayThuTuc", kind="down", share=1, seconds=60)

    return NationalPortal(Line(httpx.Client(timeout=5, event_hooks={"request": [watch]})))


def ordered() -> Job:
    return jobs.start(COMPARISON, run_jobs, by=None)


def worked_on(nation: NationalPortal, job: Job) -> Job:
    """Slice after slice until nothing is left."""
    kinds = {COMPARISON: Kind("", lambda part: comparison.compare_with(nation, part), {})}
    while jobs.run(kinds, job.pk):
        pass
    job.refresh_from_db()
    return job


def compared(nation: NationalPortal) -> Comparison:
    """A new run, whatever came of it."""
    assert worked_on(nation, ordered()).state == Job.State.DONE
    return Comparison.objects.latest("pk")


def found(run: Comparison) -> dict[str, str]:
    """Kind by code."""
    return dict(run.differences.values_list("code", "kind"))


def only(run: Comparison) -> Difference:
    return run.differences.get()


def rows(difference: Difference) -> dict[str, tuple[str, str]]:
    """Ours and theirs by the field that differs."""
    return {row["what"]: (row["ours"], row["theirs"]) for row in difference.rows}
