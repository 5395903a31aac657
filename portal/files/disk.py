"""What the store asks of its disk: folders and files that outlast a power failure, and room."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

FULL = {errno.ENOSPC, errno.EDQUOT}


class NoRoom(Exception):
    """The disk of the store is full, or nearly: what is stored stays readable, nothing more is taken."""


@contextmanager
def room_needed() -> Iterator[None]:
    """Turns the system's word for a full disk into ``NoRoom``."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom from error
        raise


def free_bytes() -> int:
    """Of the disk of the store."""
    make_folder(Path(settings.FILES_DIR))
    disk = os.statvfs(settings.FILES_DIR)
    return disk.f_bavail * disk.f_frsize


def incoming() -> Path:
    """Where files wait while they arrive: on the disk of the store, so that to keep one is to give it another name."""
    return _folder("incoming")


def quarantine() -> Path:
    """Where infected files lie; nothing is ever served from here."""
    return _folder("quarantine")


def _folder(name: str) -> Path:
    folder = Path(settings.FILES_DIR) / name
    make_folder(folder)
    return folder


def make_folder(folder: Path) -> None:
    """``folder`` and those above it; a new one is synced into its parent, or the file in it would be lost with it."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
