"""The security server's log of messages (protocols §2.4): request and answer under one query id, each line chained to
the one before."""

import hashlib
import uuid
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from mock_national.kept import LoggedMessage

CHAIN = 20201
"""Of the advisory lock that lets one line after the other be written."""


def write(query_id: uuid.UUID, raw: bytes, *, service: str, client: str, is_response: bool) -> None:
    digest = hashlib.sha256(raw).hexdigest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN])
        last = LoggedMessage.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
        line = LoggedMessage(
            at=timezone.now(), query_id=query_id, is_response=is_response, client=client[:120], service=service[:160],
            sha256=digest, size=len(raw), previous=last,
        )  # fmt: skip
        line.hash = _hash(line)
        line.save(force_insert=True)


def _hash(line: LoggedMessage) -> str:
    words = (line.previous, str(line.query_id), str(line.is_response), line.client, line.service, line.sha256)
    return hashlib.sha256("|".join((*words, _moment(line.at))).encode()).hexdigest()


def _moment(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))


def first_break() -> int | None:
    """The key of the first line that does not follow from the one before; ``None`` where the chain is whole."""
    last = ""
    for line in LoggedMessage.objects.iterator():
        if line.previous != last or line.hash != _hash(line):
            return line.pk
        last = line.hash
    return None
