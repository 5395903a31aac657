"""Bringing in a statement: the file is kept, once, and its comparison begins."""

import hashlib
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments.models import Statement
from payments.statements.layouts import Layout
from payments.statements.tasks import compare_statements
from payments.statements.work import COMPARE
from portal import jobs
from portal.accounts.models import User
from portal.files.storage import store


class BroughtBefore(Exception):
    """This very file; ``statement`` is what became of it."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(str(statement.uuid))
        self.statement = statement


def bring_in(layout: Layout, on: date, upload: UploadedFile, by: User) -> Statement:
    """Keep the file and begin to compare it. Raises ``BroughtBefore``."""
    sha256 = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    _not_before(sha256)
    try:
        with transaction.atomic():
            statement = Statement.objects.create(
                provider=layout.provider, on=on, file=store(upload, by=by), sha256=sha256, imported_at=timezone.now(),
                imported_by=by,
            )  # fmt: skip
            statement.job = jobs.start(COMPARE, compare_statements, by=by, statement=statement.pk)
            statement.save(update_fields=["job"])
    except IntegrityError:
        _not_before(sha256)
        raise
    return statement


def _not_before(sha256: str) -> None:
    first = Statement.objects.filter(sha256=sha256).first()
    if first is not None:
        raise BroughtBefore(first)
