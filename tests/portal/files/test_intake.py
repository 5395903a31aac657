"""Uploads are written to the store's disk as they arrive; what is too large or broken off leaves nothing."""

import gc
import hashlib
import io
import os
import time
from types import SimpleNamespace

import psutil
import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import UnreadablePostError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from portal.files import storage
from portal.files.disk import incoming
from portal.files.intake import ArrivedFile

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def left() -> list[str]:
    return [path.name for path in incoming().iterdir()]


def posted(*contents: bytes):
    files = [SimpleUploadedFile(f"{number}.pdf", content) for number, content in enumerate(contents)]
    return RequestFactory().post("/", {"file": files})


def test_the_hash_ran_along():
    (file,) = posted(b"a" * 3 * MEGABYTE).FILES.getlist("file")
    assert (file.size, file.sha256) == (3 * MEGABYTE, hashlib.sha256(b"a" * 3 * MEGABYTE).hexdigest())


def test_nobody_else_reads_what_waits():
    (file,) = posted(b"abc").FILES.getlist("file")
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_when_the_request_is_over():
    request = posted(b"abc", b"def")
    assert len(request.FILES.getlist("file")) == len(left()) == 2
    request.close()
    assert left() == []


def test_of_a_file_that_is_too_large_nothing_is_kept(settings):
    settings.FILE_BYTES_MAX = MEGABYTE
    (file,) = posted(b"a" * (MEGABYTE + 1)).FILES.getlist("file")
    assert (file.size, file.path.stat().st_size) == (MEGABYTE + 1, 0)


def test_a_large_body_costs_no_memory():
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("a", b"a" * 9 * MEGABYTE)})
    request = RequestFactory().generic("POST", "/", body, MULTIPART_CONTENT)
    before = psutil.Process().memory_info().rss
    assert request.FILES["file"].size == 9 * MEGABYTE
    assert psutil.Process().memory_info().rss - before < 6 * MEGABYTE


def test_ten_times_the_limit_is_refused_before_anything_is_written():
    announced = {"CONTENT_TYPE": MULTIPART_CONTENT, "CONTENT_LENGTH": str(100 * MEGABYTE), "wsgi.input": io.BytesIO()}
    request = RequestFactory().generic("POST", "/", **announced)
    with pytest.raises(RequestDataTooBig):
        request.FILES  # noqa: B018
    assert left() == []


def test_an_official_sends_a_video():
    request = posted(b"a" * 11 * MEGABYTE)
    request.user = SimpleNamespace(is_staff=True)
    (file,) = request.FILES.getlist("file")
    assert file.path.stat().st_size == 11 * MEGABYTE


class Line:
    """A connection that breaks off after ``length`` bytes."""

    def __init__(self, body: bytes, length: int) -> None:
        self.left = body[:length]

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            raise OSError("connection reset")
        part, self.left = self.left[:size], self.left[size:]
        return part

    readline = read


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 0.99])
def test_a_line_that_breaks_off_leaves_nothing(share):
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("a", b"a" * MEGABYTE)})
    line = {"wsgi.input": Line(body, int(len(body) * share))}
    request = RequestFactory().generic("POST", "/", body, MULTIPART_CONTENT, **line)
    with pytest.raises(UnreadablePostError):
        request.POST  # noqa: B018
    del request
    gc.collect()
    assert left() == []


def test_what_a_killed_process_left_is_swept_within_the_hour():
    path = incoming() / "left.part"
    path.write_bytes(b"half")
    assert storage.sweep_incoming() == 0
    os.utime(path, (time.time(), time.time() - 46 * 60))
    assert storage.sweep_incoming() == 1


@pytest.mark.django_db
def test_keeping_it_only_gives_it_another_name():
    file = ArrivedFile("don.pdf", "application/pdf")
    file.take(b"%PDF-1.7 content", MEGABYTE)
    number = file.path.stat().st_ino
    row = storage.store(file, by=None)
    file.close()
    assert (storage.path_of(row.uuid).stat().st_ino, left()) == (number, [])
    assert row.sha256 == hashlib.sha256(b"%PDF-1.7 content").hexdigest()


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "C:\\\\a.pdf", "..%2f..%2fa.pdf", "a" * 900 + ".pdf", "\x00.pdf", "giấy tờ.pdf"]
)
def test_no_name_reaches_the_disk(name):
    body = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\nabc\r\n'
    content = (body + f"--{BOUNDARY}--\r\n").encode()
    request = RequestFactory().generic("POST", "/", content, MULTIPART_CONTENT)
    (file,) = request.FILES.getlist("file")
    assert (file.path.parent, file.path.suffix, file.read()) == (incoming(), ".part", b"abc")
