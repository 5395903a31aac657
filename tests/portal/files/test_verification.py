"""Stored files are read again every night: what is missing or changed is an alarm (D12)."""

import logging
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.files import storage
from portal.files.models import StoredFile
from portal.files.tasks import verify_files
from portal.files.verification import EVERY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def row() -> StoredFile:
    return storage.store(SimpleUploadedFile("don.pdf", b"%PDF-1.7 content", "application/pdf"), by=None)


def damage(row: StoredFile) -> str:
    verify_files()
    row.refresh_from_db()
    return row.damage


def test_whole_is_whole(row):
    assert (damage(row), row.verified_at is not None) == ("", True)


def test_a_single_changed_bit_is_an_alarm(row, caplog):
    path = storage.path_of(row.uuid)
    content = bytearray(path.read_bytes())
    content[9] ^= 1
    path.write_bytes(content)
    assert damage(row) == "changed"
    assert [record.levelno for record in caplog.records if str(row.uuid) in record.message] == [logging.ERROR]


def test_a_missing_file_is_an_alarm(row):
    storage.path_of(row.uuid).unlink()
    assert damage(row) == "missing"


def test_the_alarm_ends_when_the_backup_is_back(row):
    path = storage.path_of(row.uuid)
    content = path.read_bytes()
    path.unlink()
    assert damage(row) == "missing"
    path.write_bytes(content)
    StoredFile.objects.update(verified_at=timezone.now() - EVERY - timedelta(minutes=1))
    assert damage(row) == ""


def test_a_file_is_read_once_a_night(row):
    verify_files()
    os.truncate(storage.path_of(row.uuid), 3)
    assert damage(row) == ""


def test_what_is_set_apart_is_still_there(row):
    storage.set_apart(row)
    StoredFile.objects.filter(pk=row.pk).update(scan="infected")
    assert damage(row) == ""


def test_whoever_finds_it_missing_first_raises_the_alarm(row):
    storage.path_of(row.uuid).unlink()
    with pytest.raises(storage.FileDamaged):
        storage.open_stored(row)
    row.refresh_from_db()
    assert row.damage == "missing"


def test_health_tells_of_damage(row, client):
    storage.path_of(row.uuid).unlink()
    verify_files()
    told = client.get("/healthz/ready", secure=True).json()["files"]
    assert (told["damaged"], told["free_megabytes"] > 0) == (1, True)
