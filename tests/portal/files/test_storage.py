"""Bytes first, then the row; nothing of the name on disk; leaving only as a download."""

import hashlib
import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from portal.files import storage
from portal.files.models import StoredFile
from portal.files.serve import serve

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 nothing much"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def stored() -> StoredFile:
    return storage.store(SimpleUploadedFile("Giấy tờ “lạ”.pdf", CONTENT, "application/pdf"), by=None)


def test_the_row_knows_the_bytes():
    row = stored()
    assert (row.size, row.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    with storage.open_stored(row) as file:
        assert file.read() == CONTENT


def test_no_part_of_the_name_reaches_the_disk(folder):
    stored()
    (path,) = [path for path in folder.rglob("*") if path.is_file()]
    assert "Gi" not in str(path.relative_to(folder))


def test_the_bytes_and_every_new_folder_are_synced_before_the_row(folder, monkeypatch):
    synced, sync = [], os.fsync

    def note(descriptor):
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    path = storage.path_of(stored().uuid)
    assert synced[:2] == [str(folder), str(path.parent.parent)]
    assert synced[2:] == [str(path.with_suffix(".part")), str(path.parent)]


def test_an_undone_transaction_leaves_an_orphan_that_is_swept(folder):
    with pytest.raises(RuntimeError), transaction.atomic():
        stored()
        raise RuntimeError
    (path,) = [path for path in folder.rglob("*") if path.is_file()]
    assert storage.sweep() == 0
    yesterday = time.time() - 25 * 3600
    os.utime(path, (yesterday, yesterday))
    assert storage.sweep() == 1
    assert not path.exists()


def test_the_sweeper_leaves_what_has_a_row(folder):
    path = storage.path_of(stored().uuid)
    os.utime(path, (0, 0))
    assert storage.sweep() == 0


def test_missing_bytes_are_an_alarm_not_an_absence():
    row = stored()
    storage.path_of(row.uuid).unlink()
    with pytest.raises(storage.FileDamaged):
        storage.open_stored(row)


def test_it_leaves_as_a_download_that_nothing_runs():
    response = serve(stored())
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    response.close()
