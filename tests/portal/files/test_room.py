"""A disk that is full, or nearly (case UP-17): nothing half is left, what is stored stays readable."""

import os
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from portal.files import storage
from portal.files.checks import harmless
from portal.files.disk import NoRoom, free_bytes
from portal.files.models import StoredFile
from tests.sheets import jpeg, written_pdf

MEGABYTE = 1024 * 1024


@pytest.fixture
def small_disk(settings, tmp_path):
    """A disk of 4 MB of its own."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", tmp_path], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    settings.FILES_DIR, settings.FILES_RESERVE = tmp_path, 0
    yield tmp_path
    subprocess.run(["umount", "-l", tmp_path], check=True)


def sent(content: bytes):
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("don.pdf", content)})
    return request, request.FILES["file"]


def files_in(folder) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_an_upload_that_fills_the_disk_is_told_and_leaves_its_room(small_disk):
    request, file = sent(written_pdf() + b"0" * 6 * MEGABYTE)
    with pytest.raises(NoRoom):
        harmless(file)
    request.close()
    assert (files_in(small_disk), free_bytes() > 3 * MEGABYTE) == (0, True)


@pytest.mark.django_db
def test_a_picture_made_anew_for_which_there_is_no_room_leaves_nothing_half(small_disk):
    picture = harmless(SimpleUploadedFile("anh.jpg", jpeg()))
    (small_disk / "filler").write_bytes(b"0" * (free_bytes() - 50_000))
    with pytest.raises(NoRoom):
        storage.store(picture, by=None)
    assert (files_in(small_disk), StoredFile.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_what_is_stored_stays_readable_and_with_room_again_all_goes_on(small_disk):
    _request, file = sent(written_pdf())
    row = storage.store(harmless(file), by=None)
    filler = small_disk / "filler"
    filler.write_bytes(b"0" * (free_bytes() - 4096))
    with storage.open_stored(row) as content:
        assert content.read().startswith(b"%PDF")
    filler.unlink()
    assert storage.store(harmless(sent(written_pdf())[1]), by=None).size


def test_uploads_leave_a_reserve_for_the_database(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    settings.FILES_RESERVE = free_bytes() + 1024 * MEGABYTE
    with pytest.raises(NoRoom):
        harmless(sent(written_pdf())[1])
