"""A web process killed between the file and its row, and a browser that dies in the middle (cases UP-15, UP-16)."""

import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from dossiers.models import Attachment
from portal.files import storage
from portal.files.models import StoredFile
from tests.chaos.web import Web, Window
from tests.dossiers.photographed import address
from tests.factories import ComponentFactory
from tests.sheets import jpeg, written_pdf

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(300),
]
SLOW = """CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(8); RETURN NEW; END $$;
CREATE TRIGGER slow BEFORE INSERT ON dossiers_attachment FOR EACH ROW EXECUTE FUNCTION slow()"""
DAY = 25 * 3600


@pytest.fixture
def files(settings, tmp_path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def web(files, tmp_path):
    web = Web(files, tmp_path / "web.log")
    yield web
    web.kill()


@pytest.fixture
def slow_rows(db):
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER slow ON dossiers_attachment; DROP FUNCTION slow()")


def stored(files: Path) -> list[Path]:
    return list(files.glob("??/??/*"))


def wait_for(seen, seconds=60) -> None:
    ends = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.05)


def upload(window: Window, draft) -> httpx.Response:
    file = {"file": ("don.pdf", written_pdf(), "application/pdf")}
    return window.post(address(draft), window.form_of(address(draft)) | {"action": "add"}, file)


def upload_in_vain(window: Window, draft) -> None:
    with suppress(httpx.HTTPError):
        upload(window, draft)


def rows() -> tuple[int, int]:
    return StoredFile.objects.count(), Attachment.objects.count()


def test_killed_between_file_and_row_it_leaves_an_orphan_and_no_row(web, files, draft, citizen, slow_rows):
    ComponentFactory(edition=draft.edition)
    sender = threading.Thread(target=upload_in_vain, args=(Window(web, citizen), draft))
    sender.start()
    wait_for(lambda: stored(files))
    web.kill()
    sender.join()
    assert rows() == (0, 0)
    assert storage.sweep() == 0  # a transaction might still write its row
    for orphan in stored(files):
        os.utime(orphan, (time.time(), time.time() - DAY))
    assert (storage.sweep(), stored(files)) == (1, [])
    web.start()


def test_after_the_kill_the_citizen_goes_on(web, files, draft, citizen):
    ComponentFactory(edition=draft.edition)
    web.kill()
    web.start()
    assert upload(Window(web, citizen), draft).status_code == 302
    assert rows() == (1, 1)
    assert [path.name for path in stored(files)] == [str(StoredFile.objects.get().uuid)]


@pytest.mark.parametrize("content", [jpeg(size=(1500, 2000)), written_pdf(pages=400)], ids=["photograph", "PDF"])
def test_a_browser_that_dies_in_the_middle_leaves_nothing(web, files, draft, citizen, content):
    ComponentFactory(edition=draft.edition)
    window = Window(web, citizen)
    values = window.form_of(address(draft)) | {"action": "add", "file": SimpleUploadedFile("a", content)}
    whole = window.request_bytes(address(draft), encode_multipart(BOUNDARY, values), MULTIPART_CONTENT)
    with socket.create_connection(("127.0.0.1", web.port)) as line:
        line.sendall(whole[: len(whole) // 2])
        wait_for(lambda: list(files.glob("incoming/*")))
    wait_for(lambda: not list(files.glob("incoming/*")))
    assert (rows(), stored(files), window.get(address(draft)).status_code) == ((0, 0), [], 200)
