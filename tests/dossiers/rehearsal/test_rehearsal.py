"""Pulling the plug for show: real changes, real counters, and nothing of it outside the demonstration."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.test import Client

from dossiers.models import DossierEvent, NationalMessage, Status
from dossiers.rehearsal import acting, counters, worker
from tests.chaos.world import Province
from tests.dossiers.link.refused import received, refused, told

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.dossiers.rehearsal.urls")]
FIGURES, WORK, KILL = (f"/trinh-dien/{name}" for name in ("lien-thong.json", "lam-tiep/", "dung-tien-trinh/"))


@pytest.fixture
def province() -> Province:
    return Province()


@pytest.fixture
def demonstration(settings):
    settings.DEMO = True


def test_the_counters_are_those_of_the_outbox(demonstration, client, province):
    received(province)
    told()
    late = received(province, 1)
    answer = client.get(FIGURES).json()
    assert (answer["sent"], answer["unsent"], answer["parked"]) == (2, 2, 0)
    assert answer["dossiers"][late.code] == [Status.RECEIVED, 2]


def test_what_was_let_go_is_not_expected_there(province):
    dossier = refused(province)
    NationalMessage.objects.parked().update(skipped_at=dossier.saved_at)
    assert counters.ledger() == {}


def test_working_on_receives_and_forwards_what_waits(province):
    for desk in range(2):
        province.submitted(desk)
    received(province, 2)
    assert acting.work_on(3) == 3
    assert list(DossierEvent.objects.order_by("-pk").values_list("action", flat=True)[:3]) == [
        "forward", "receive", "receive",
    ]  # fmt: skip


def test_with_nothing_left_it_files_anew(province):
    province.submitted(0)
    assert acting.work_on(7) >= 7
    assert DossierEvent.objects.filter(action="submit").count() == 4


def test_without_any_dossier_nothing_can_be_done(province):
    assert acting.work_on(5) == 0


def test_the_worker_is_killed_and_nobody_else(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "log").mkdir()
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    try:
        (tmp_path / "log" / "worker.pid").write_text(str(other.pid))
        assert worker.kill() == 0
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_it_kills_what_bears_the_workers_words(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "log").mkdir()
    argv = [sys.executable, "-c", "import time; time.sleep(60)", "celery", "-A", "portal", "worker"]
    victim = subprocess.Popen(argv, start_new_session=True)
    (tmp_path / "log" / "worker.pid").write_text(str(victim.pid))
    while not Path(f"/proc/{victim.pid}/cmdline").read_bytes():
        time.sleep(0.01)  # begun, but not yet what it will be
    assert worker.kill() == victim.pid
    assert victim.wait(10) == -9


@pytest.mark.parametrize(("method", "address"), [("get", FIGURES), ("post", WORK), ("post", KILL)])
def test_outside_the_demonstration_there_is_nothing(settings, client, province, method, address):
    settings.DEMO = False
    assert getattr(client, method)(address).status_code == 404


@pytest.mark.parametrize("header", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_browser_is_turned_away(demonstration, province, header):
    assert Client(headers=header).post(WORK).status_code == 404
    assert not DossierEvent.objects.exists()
