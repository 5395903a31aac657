"""Files that long work makes: written beside the store, then kept by the step that ends the job, so that a kill leaves
none or one."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.core.files.uploadedfile import UploadedFile

from portal.files.disk import incoming, room_needed
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.jobs.models import Job

T = TypeVar("T")
BEAT = 1000


class Counted(Generic[T]):
    """Rows that are counted as they are taken; every now and then ``beat`` is told how many."""

    def __init__(self, rows: Iterable[T], beat: Callable[[int], Any]) -> None:
        self.rows, self.beat, self.number = rows, beat, 0

    def __iter__(self) -> Iterator[T]:
        for row in self.rows:
            self.number += 1
            if self.number % BEAT == 0:
                self.beat(self.number)
            yield row


@contextmanager
def written(name: str, media_type: str, write: Callable[[Any], object]) -> Iterator[UploadedFile]:
    """What ``write`` makes, for as long as the block lasts. Raises ``NoRoom``."""
    with tempfile.NamedTemporaryFile(dir=incoming(), suffix=".part") as file:
        with room_needed():
            write(file.file)
        yield UploadedFile(file, name, media_type, file.tell())


def finish(job: Job, upload: UploadedFile) -> StoredFile:
    """Within the last step. Made by ourselves: there is nothing for the scanner to find."""
    stored = store(upload, by=job.started_by)
    StoredFile.objects.filter(pk=stored.pk).update(scan=StoredFile.Scan.CLEAN)
    job.finish(stored)
    return stored
