"""Uploads in parts: each goes where the last ended, twice is once, and after a break it goes on."""

import hashlib
import os
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.files import parts
from portal.files.disk import incoming
from portal.files.models import PartialUpload
from portal.files.parts import Part
from tests.factories import StoredFileFactory, UserFactory

pytestmark = pytest.mark.django_db
WHOLE = os.urandom(600_000)
PART = 256 * 1024


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def user():
    return UserFactory()


def part(offset=0, whole=WHOLE, **differs) -> Part:
    values = {
        "scope": "a", "key": hashlib.sha256(whole).hexdigest(), "name": "don.pdf", "size": len(whole), "offset": offset,
        "content": SimpleUploadedFile("blob", whole[offset : offset + PART]),
    }  # fmt: skip
    return Part(**values | differs)


def all_parts(user, whole=WHOLE) -> PartialUpload:
    upload = parts.receive(user, part(0, whole))
    while not upload.is_whole:
        upload = parts.receive(user, part(upload.received, whole))
    return upload


def test_the_parts_make_the_file(user):
    with parts.whole_file(all_parts(user)) as file:
        assert (file.read(), file.sha256) == (WHOLE, hashlib.sha256(WHOLE).hexdigest())


def test_it_is_told_how_far_it_is(user):
    assert [parts.receive(user, part(offset)).received for offset in (0, PART)] == [PART, 2 * PART]


@pytest.mark.parametrize("offset", [0, PART, 2 * PART])
def test_a_part_out_of_turn_changes_nothing(user, offset):
    parts.receive(user, part(0))
    expected = 2 * PART if offset == PART else PART
    assert parts.receive(user, part(offset)).received == expected


def test_after_a_break_it_goes_on_where_it_was(user):
    parts.receive(user, part(0))
    upload = parts.receive(user, part(0, content=None))
    assert (upload.received, list(parts.unfinished(user, ["a"]))) == (PART, [upload])


def test_a_part_half_written_by_a_killed_process_is_written_over(user):
    upload = parts.receive(user, part(0))
    with parts.path_of(upload).open("ab") as file:
        file.write(b"half a part nobody counted")
    with parts.whole_file(all_parts(user)) as file:
        assert file.read() == WHOLE


def test_on_another_disk_it_begins_anew(user):
    parts.path_of(parts.receive(user, part(0))).unlink()
    assert parts.receive(user, part(PART)).received == 0


def test_a_file_that_is_not_the_one_announced_is_noticed(user):
    upload = all_parts(user)
    parts.path_of(upload).write_bytes(b"x" * len(WHOLE))
    with pytest.raises(parts.OtherContent):
        parts.whole_file(upload)


@pytest.mark.parametrize(
    "differs",
    [
        {"key": "../../etc/passwd"},
        {"key": ""},
        {"size": 0},
        {"size": 11 * 1024 * 1024},
        {"offset": -1},
        {"offset": 600_001},
        {"size": 1000},
        {"content": SimpleUploadedFile("blob", b"0" * (parts.PART_MAX + 1)), "size": 3_000_000},
    ],
    ids=str,
)
def test_what_is_no_part_is_refused(differs):
    with pytest.raises(parts.BadPart):
        part(**differs)


def test_every_person_has_their_own(user):
    parts.receive(user, part(0))
    assert parts.receive(UserFactory(), part(0, content=None)).received == 0


def test_nobody_begins_without_end(user):
    for number in range(parts.OPEN_MOST):
        parts.receive(user, part(0, whole=b"%d" % number))
    with pytest.raises(parts.TooManyOpen):
        parts.receive(user, part(0))


def test_what_became_of_it_is_remembered_for_an_answer_that_was_lost(user):
    stored = StoredFileFactory()
    parts.finish(all_parts(user), stored)
    assert parts.receive(user, part(2 * PART)).stored == stored


def test_given_up_it_leaves_nothing(user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        parts.drop(all_parts(user))
    assert (PartialUpload.objects.count(), list(incoming().iterdir())) == (0, [])


def long_ago(upload: PartialUpload, minutes: int) -> None:
    PartialUpload.objects.filter(pk=upload.pk).update(touched_at=timezone.now() - timedelta(minutes=minutes))
    os.utime(parts.path_of(upload), (0, time.time() - minutes * 60))


@pytest.mark.parametrize(("minutes", "left"), [(50, 1), (56, 0)])
def test_what_nobody_goes_on_with_is_gone_within_the_hour(user, minutes, left):
    long_ago(parts.receive(user, part(0)), minutes)
    parts.sweep()
    assert (PartialUpload.objects.count(), len(list(incoming().iterdir()))) == (left, left)
