"""The virus scanner (cases UP-06, UP-07): unscanned is never clean, infected is set apart, what waited is seen to."""

import logging
import shutil
import subprocess
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.files import scanning, storage
from portal.files.disk import quarantine
from portal.files.models import StoredFile
from portal.files.serve import FileHeld, serve, serve_public
from portal.files.tasks import scan_waiting_files
from tests.portal.files.clamd import EICAR, LIMIT, Scanner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR, settings.CLAMD_SOCKET = tmp_path / "files", str(tmp_path / "clamd.sock")
    return tmp_path


@pytest.fixture
def scanner(folder):
    scanner = Scanner(folder / "clamd.sock")
    yield scanner
    scanner.stop()


def stored(content=b"%PDF-1.7 harmless") -> StoredFile:
    return storage.store(SimpleUploadedFile("don.pdf", content, "application/pdf"), by=None)


def scan_of(row: StoredFile) -> str:
    row.refresh_from_db()
    return row.scan


def test_what_has_just_been_stored_waits(scanner):
    assert (stored().scan, stored().is_released) == ("pending", False)


def test_clean_is_released(scanner):
    row = stored()
    scan_waiting_files()
    assert (scan_of(row), row.is_released) == ("clean", True)


def test_a_virus_is_set_apart_and_named_in_the_log(scanner, caplog, django_capture_on_commit_callbacks):
    row = stored(b"%PDF-1.7 " + EICAR)
    with django_capture_on_commit_callbacks(execute=True):
        scan_waiting_files()
    assert (scan_of(row), storage.path_of(row.uuid).exists()) == ("infected", False)
    assert (quarantine() / str(row.uuid)).read_bytes().endswith(EICAR)
    assert [record.levelno for record in caplog.records if "Eicar-Test" in record.message] == [logging.ERROR]


@pytest.mark.parametrize("scan", ["pending", "infected", "unscanned"])
def test_nothing_leaves_that_the_scanner_has_not_passed(rf, scan):
    row = stored()
    row.scan = scan
    for way in (serve, lambda row: serve_public(row, rf.get("/"))):
        with pytest.raises(FileHeld):
            way(row)


def test_a_scanner_that_is_down_leaves_files_waiting_and_says_so_once(caplog):
    rows = [stored() for _ in range(20)]
    scan_waiting_files()
    assert {scan_of(row) for row in rows} == {"pending"}
    assert len([record for record in caplog.records if "does not answer" in record.message]) == 1


def test_all_that_waited_is_seen_to_when_it_is_back(folder):
    rows = [stored() for _ in range(20)]
    scan_waiting_files()
    scanner = Scanner(folder / "clamd.sock")
    scan_waiting_files()
    scanner.stop()
    assert {scan_of(row) for row in rows} == {"clean"}


@pytest.mark.parametrize("said", ["stream: lstat() failed ERROR", "UNKNOWN COMMAND", "OK but not quite", "FOUNDRY"])
def test_an_answer_that_says_neither_is_not_clean(scanner, said):
    scanner.says, row = said, stored()
    scan_waiting_files()
    assert scan_of(row) == "pending"


def test_a_file_it_does_not_take_keeps_no_other_waiting(scanner):
    large, small = stored(b"0" * (LIMIT + 1)), stored()
    scan_waiting_files()
    assert (scan_of(large), scan_of(small)) == ("pending", "clean")


def test_such_a_file_is_tried_again_after_a_minute(scanner):
    scanner.says, row = "ERROR", stored()
    scan_waiting_files()
    scan_waiting_files()
    assert scanner.asked == 1
    StoredFile.objects.update(scan_tried_at=timezone.now() - timedelta(seconds=61))
    scanner.says = ""
    scan_waiting_files()
    assert scan_of(row) == "clean"


def test_where_there_is_no_scanner_files_are_said_to_be_unscanned(settings):
    settings.CLAMD_SOCKET = ""
    row = stored()
    assert (row.scan, row.is_released, scanning.scan_waiting()) == ("unscanned", True, 0)


def test_when_a_scanner_comes_old_files_wait_for_it_too(settings, scanner):
    settings.CLAMD_SOCKET, socket = "", settings.CLAMD_SOCKET
    row = stored()
    settings.CLAMD_SOCKET = socket
    assert not row.is_released
    scan_waiting_files()
    assert scan_of(row) == "clean"


def test_health_tells_of_what_waits_and_since_when(client):
    row = stored()
    StoredFile.objects.filter(pk=row.pk).update(stored_at=timezone.now() - timedelta(seconds=90))
    told = client.get("/healthz/ready", secure=True).json()["files"]
    assert (told["scanner"], told["waiting"], told["oldest_seconds"] >= 90) == ("behind", 1, True)


@pytest.fixture
def clamd(folder):
    """The real one, with a signature of our own and no data base from the net."""
    if not shutil.which("clamd"):
        pytest.skip("no clamd: apt-get install clamav-daemon")
    (folder / "signatures").mkdir()
    (folder / "signatures/eicar.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(
        f"LocalSocket {folder}/clamd.sock\nDatabaseDirectory {folder}/signatures\nForeground yes\nUser root\n"
    )
    process = subprocess.Popen(["clamd", "-c", folder / "clamd.conf"], stdout=subprocess.DEVNULL)
    ends = time.monotonic() + 60
    while not (folder / "clamd.sock").exists() and time.monotonic() < ends:
        time.sleep(0.1)
    yield
    process.terminate()
    process.wait(20)


def test_the_real_scanner_finds_what_the_stand_in_does(clamd):
    bad, good = stored(b"%PDF-1.7 " + EICAR), stored()
    scan_waiting_files()
    assert (scan_of(bad), scan_of(good)) == ("infected", "clean")
