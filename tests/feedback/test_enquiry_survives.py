"""Questions of both sides reach the other while answers are dropped after storing and the worker is killed in mid-call;
in the end both hold the same, each once.

The real worker, broker, database and stand-in.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from feedback.enquiries import sync, table
from feedback.enquiries.asking import keep
from feedback.enquiries.tasks import fetch_questions, tell_nation
from feedback.models import Enquiry, EnquiryMessage
from portal.national.client import NationalPortal
from portal.wake import wake
from tests.chaos.worker import Worker, own_env
from tests.feedback.enquired import PUBLIC, REPLIED, asked, done
from tests.national_process import NationalProcess

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("calendar"),
]
OURS, THEIRS, KILLS, DELAY, PATIENCE = 8, 8, 4, 0.3, 150
WRITING = ("DongBoHoiDap", "DongBoKetQuaHoiDapGuiTuDVCQG")
READING = "LayDanhSachHoiDapGuiTuDVCQG"


def worker_env(national: NationalProcess) -> dict[str, str]:
    return own_env() | {
        "NATIONAL_URL": national.url, "NATIONAL_PASSWORD": national.password, "NATIONAL_TIMEOUT": "1.5",
        "NATIONAL_LEASE_SECONDS": "16", "OUTBOX_LONGEST_PAUSE": "3", "NOTICE_MAIL": "off", "NOTICE_SMS": "off",
    }  # fmt: skip


@pytest.fixture
def troubled(national, tmp_path) -> NationalProcess:
    """Questions wait there; every third answer is lost after storing."""
    national.reset()
    waiting = [{"NOIDUNG": f"Câu hỏi số {number}?", "THUDIENTU": "a@example.vn"} for number in range(THEIRS)]
    httpx.post(f"{national.url}/__control/questions", json={"questions": waiting}).raise_for_status()
    for service in (*WRITING, READING):
        national.faults(service=service, kind="delay", share=1, seconds=600, delay=DELAY)
        national.faults(service=service, kind="drop", share=0.35, seconds=600)
    yield national
    national.reset()


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, "nothing moves any more"
        wake(fetch_questions)
        wake(tell_nation)
        time.sleep(0.3)


def kill_in_mid_call(worker: Worker, national: NationalProcess) -> None:
    seen = len(written(national))
    until(lambda: len(written(national)) > seen)
    worker.kill()
    worker.start()


def written(national: NationalProcess) -> list[dict]:
    return [call for call in national.calls() if call["service"] in WRITING]


def everything_is_told() -> bool:
    return not EnquiryMessage.objects.unsent().exists()


@pytest.fixture
def ours(procedure, reception, officer, leader, commune) -> list[Enquiry]:
    """Published here."""
    made = [keep(asked(title=f"Câu {number}?", procedure=procedure)) for number in range(OURS)]
    return [answered(one, reception, officer, leader, table.APPROVE_PUBLIC) for one in made]


def answered(enquiry: Enquiry, reception, officer, leader, approve: table.Action) -> Enquiry:
    agency = officer.posts.get().agency_id
    done(table.ASSIGN, enquiry, reception, agency=agency)
    done(table.PROPOSE, enquiry, officer, answer=f"{REPLIED} {enquiry.title}")
    return done(approve, enquiry, leader, **PUBLIC)


def test_both_sides_agree_in_the_end(troubled, ours, reception, officer, leader, settings, tmp_path: Path):
    settings.NATIONAL = replace(settings.NATIONAL, adapter=f"{troubled.url}/XrdAdapter/RestService/forward/",
                                password=troubled.password)  # fmt: skip
    worker = Worker("portal", worker_env(troubled), tmp_path / "worker.log")
    try:
        kill_in_mid_call(worker, troubled)
        until(lambda: Enquiry.objects.filter(national_id__isnull=False).count() == THEIRS)
        for enquiry in Enquiry.objects.filter(national_id__isnull=False):
            answered(enquiry, reception, officer, leader, table.APPROVE)
        for _again in range(KILLS - 1):
            kill_in_mid_call(worker, troubled)
        troubled.clear_faults()
        until(everything_is_told)
    finally:
        worker.kill()
    portal = NationalPortal()
    assert portal.waiting_questions() == []
    held = portal.unit_questions()
    assert Counter(one["HOIDAPID"] for one in held) == Counter(
        one.national_id or str(one.uuid) for one in Enquiry.objects.all()
    )
    assert {len(portal.answers_of_question(one["HOIDAPID"])) for one in held} == {1}
    assert sync.compare(portal) == 0
    assert any(call["dropped"] for call in written(troubled))


def test_the_nightly_comparison_mends_what_the_nation_lost(national, ours, settings):
    settings.NATIONAL = replace(settings.NATIONAL, adapter=f"{national.url}/XrdAdapter/RestService/forward/",
                                password=national.password)  # fmt: skip
    national.reset()
    portal = NationalPortal()
    assert sync.drain(portal) == OURS
    national.reset()
    portal = NationalPortal()
    assert sync.compare(portal) == OURS
    assert sync.drain(portal) == OURS
    assert sync.compare(portal) == 0
