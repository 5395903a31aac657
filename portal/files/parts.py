"""Uploads that arrive in parts: each part is added where the last one ended, and after a break the upload goes on.

The row is locked while a part is written, so that of two equal parts at once one is told how far the upload is. A part
whose row was not saved is written over by the next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.files.disk import NoRoom, incoming, room_needed
from portal.files.intake import ArrivedFile
from portal.files.models import PartialUpload, StoredFile

LIVES = timedelta(minutes=55)
"""Swept every five minutes: what nobody goes on with is gone within the hour."""

OPEN_MOST = 12
"""Unfinished uploads of one person."""

PART_MAX = 1024 * 1024
KEY = re.compile(r"^[0-9a-f]{64}$")


class BadPart(Exception):
    """What was sent is no part of an upload of ours."""


class TooManyOpen(Exception):
    """The person has begun more uploads than they finish."""


class OtherContent(Exception):
    """What arrived is not the file that was announced."""


@dataclass(frozen=True)
class Part:
    """A stretch of a file: the file by hash, name and size, and where in it ``content`` belongs."""

    scope: str
    key: str
    name: str
    size: int
    offset: int
    content: UploadedFile | None

    def __post_init__(self) -> None:
        """Raises ``BadPart``."""
        length = (self.content.size or 0) if self.content else 0
        whole = 0 < self.size <= settings.FILE_BYTES_MAX and 0 <= self.offset <= self.size - length
        if not (whole and KEY.match(self.key) and length <= PART_MAX):
            raise BadPart


@transaction.atomic
def receive(user: User, part: Part) -> PartialUpload:
    """The upload, locked, with ``part`` added if it belongs where the upload has come to; its ``received`` tells the
    browser where to go on.

    Raises ``TooManyOpen`` or ``NoRoom``.
    """
    upload = _found(user, part) or _begun(user, part)
    if upload.stored_id is None and part.content is not None and part.offset == upload.received:
        _add(upload, part.content)
    return upload


def _found(user: User, part: Part) -> PartialUpload | None:
    wanted = PartialUpload.objects.select_for_update(of=("self",)).select_related("stored")
    upload = wanted.filter(user=user, scope=part.scope, key=part.key).first()
    if upload and upload.stored_id is None and (upload.size != part.size or _length(upload) < upload.received):
        upload.size, upload.received = part.size, 0  # the disk is not the one it began on
        upload.save(update_fields=["size", "received", "touched_at"])
    return upload


def _begun(user: User, part: Part) -> PartialUpload:
    """Under a lock of the person, or many at once would each find room for one more."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    if PartialUpload.objects.filter(user=user, stored__isnull=True).count() >= OPEN_MOST:
        raise TooManyOpen
    made, _new = PartialUpload.objects.get_or_create(
        user=user, scope=part.scope, key=part.key, defaults={"name": part.name[:200], "size": part.size}
    )
    return PartialUpload.objects.select_for_update().get(pk=made.pk)


def _length(upload: PartialUpload) -> int:
    path = path_of(upload)
    return path.stat().st_size if path.is_file() else 0


def path_of(upload: PartialUpload) -> Path:
    return incoming() / f"{upload.uuid}.parts"


def _add(upload: PartialUpload, content: UploadedFile) -> None:
    if getattr(content, "has_no_room", False):
        raise NoRoom
    path_of(upload).touch(mode=0o600)
    with room_needed(), path_of(upload).open("r+b") as out:
        out.seek(upload.received)
        for chunk in content.chunks():
            out.write(chunk)
        out.truncate()
    upload.received += content.size or 0
    upload.save(update_fields=["received", "touched_at"])


def whole_file(upload: PartialUpload) -> ArrivedFile:
    """All parts as one upload. Raises ``OtherContent`` where it is not what was announced, and ``NoRoom``."""
    arrived = ArrivedFile(upload.name, None)
    with path_of(upload).open("rb") as parts:
        while chunk := parts.read(UploadedFile.DEFAULT_CHUNK_SIZE):
            arrived.take(chunk, settings.FILE_BYTES_MAX)
    arrived.seek(0)
    if arrived.sha256 != upload.key and not arrived.has_no_room:
        arrived.close()
        raise OtherContent
    return arrived


def finish(upload: PartialUpload, stored: StoredFile) -> None:
    """Remember what became of it; the parts go once that is certain."""
    upload.stored = stored
    upload.save(update_fields=["stored", "touched_at"])
    transaction.on_commit(lambda: path_of(upload).unlink(missing_ok=True))


def drop(upload: PartialUpload) -> None:
    """Forget an upload and what has arrived of it."""
    path = path_of(upload)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def unfinished(user: User, scopes: list[str]) -> QuerySet[PartialUpload]:
    """What somebody can still go on with."""
    alive = PartialUpload.objects.filter(user=user, scope__in=scopes, stored__isnull=True, received__gt=0)
    return alive.filter(touched_at__gt=timezone.now() - LIVES).order_by("pk")


def _forgotten() -> Iterator[Path]:
    """Parts whose upload is not known any more, but for those whose row is being written this moment."""
    limit = (timezone.now() - LIVES).timestamp()
    for path in incoming().glob("*.parts"):
        if path.stat().st_mtime < limit and not PartialUpload.objects.filter(uuid=path.stem).exists():
            yield path


def sweep() -> None:
    """Remove uploads nobody goes on with, and parts without an upload."""
    PartialUpload.objects.filter(touched_at__lt=timezone.now() - LIVES).delete()
    for path in list(_forgotten()):
        path.unlink(missing_ok=True)
