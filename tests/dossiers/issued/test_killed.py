"""A process killed in the midst of printing leaves one file in the end, nothing half done, and nobody told twice."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as built
from django.db import connection

from dossiers.issued import making
from dossiers.models import IssuedPaper
from portal.files.models import StoredFile
from portal.notices.models import Notice
from portal.signing import authority
from tests.dossiers.issued.reading import content, one, text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(300)]
KILLS = 10
PROGRAM = "import django; django.setup(); from dossiers.issued import making; print('up', flush=True); making.drain()"


def env(settings, key_folder: Path) -> dict[str, str]:
    """Of a process of the application at the database and the files of this test."""
    url, name = os.environ["DATABASE_URL"], connection.settings_dict["NAME"]
    head, _slash, tail = url.rpartition("/")
    query = tail.partition("?")[2]
    return dict(os.environ) | {
        "DATABASE_URL": f"{head}/{name}" + (f"?{query}" if query else ""),
        "DATABASE_ROLE": "portal_app",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "FILES_DIR": str(settings.FILES_DIR),
        "SIGNING_KEY": str(key_folder / authority.KEY),
        "SIGNING_PASSPHRASE": "mở khoá",
    }


def killed_after(seconds: float, environment: dict[str, str]) -> None:
    argv = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(argv, env=environment, cwd=built.BASE_DIR, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"up"
        time.sleep(seconds)
        process.kill()


def test_ten_kills_later_there_is_one_paper_whole(received, settings, key_folder):
    told, rng, environment = Notice.objects.count(), random.Random(6), env(settings, key_folder)
    for _ in range(KILLS):
        IssuedPaper.objects.update(next_attempt_at=received.received_at)  # as if the lease had run out
        killed_after(rng.uniform(0, 2.5), environment)
    IssuedPaper.objects.filter(made_at__isnull=True).update(next_attempt_at=received.received_at)
    making.drain()
    paper = one(received, "receipt")
    assert paper.made_at is not None and "GIẤY TIẾP NHẬN" in text(content(paper))
    assert StoredFile.objects.filter(issued_paper__isnull=False).count() == 1
    assert StoredFile.objects.filter(name__startswith="giay-tiep-nhan").count() == 1
    assert Notice.objects.count() == told
