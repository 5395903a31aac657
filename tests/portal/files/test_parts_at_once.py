"""Equal parts sent at once, by a browser that repeats itself: the file is what it was (rows locked for real)."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from portal.files import parts
from portal.files.models import PartialUpload
from portal.files.parts import Part
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WHOLE = os.urandom(1_500_000)
PART = 64 * 1024
KEY = hashlib.sha256(WHOLE).hexdigest()


def send_all(user) -> None:
    """As one window does: what it is told decides where it goes on."""
    try:
        offset = 0
        while offset < len(WHOLE):
            content = SimpleUploadedFile("blob", WHOLE[offset : offset + PART])
            offset = parts.receive(user, Part("a", KEY, "don.pdf", len(WHOLE), offset, content)).received
    finally:
        connection.close()


def test_four_windows_send_the_same_file(settings, tmp_path):
    settings.FILES_DIR, user = tmp_path, UserFactory()
    with ThreadPoolExecutor(4) as windows:
        list(windows.map(send_all, [user] * 4))
    with parts.whole_file(PartialUpload.objects.get()) as file:
        assert file.read() == WHOLE


def begin_many(user) -> None:
    try:
        for number in range(parts.OPEN_MOST):
            content = os.urandom(10)
            key = hashlib.sha256(content).hexdigest()
            parts.receive(user, Part(f"{number}", key, "a", 10, 0, SimpleUploadedFile("blob", content[:5])))
    except parts.TooManyOpen:
        pass
    finally:
        connection.close()


def test_many_at_once_do_not_begin_more_than_one_may(settings, tmp_path):
    settings.FILES_DIR, user = tmp_path, UserFactory()
    with ThreadPoolExecutor(4) as windows:
        list(windows.map(begin_many, [user] * 4))
    assert PartialUpload.objects.count() == parts.OPEN_MOST
