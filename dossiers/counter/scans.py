"""Scans on their way into a dossier: a form that must be sent again does not lose them."""

from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.models import CounterScan
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.files.storage import store

KEPT = timedelta(days=1)
FORGOTTEN_AT_ONCE = 500


@transaction.atomic
def keep(upload: UploadedFile, by: User) -> CounterScan:
    """Raises ``NoRoom``."""
    return CounterScan.objects.create(stored=store(upload, by=by), by=by)


def kept(key: str, by: User) -> CounterScan | None:
    """One's own alone."""
    return CounterScan.objects.select_related("stored").filter(uuid=key, by=by).first()


def used(scan: CounterScan) -> StoredFile:
    """The file, which belongs to a dossier from now on."""
    stored = scan.stored
    CounterScan.objects.filter(pk=scan.pk).delete()
    return stored


def forget() -> int:
    """Those whose form was never sent again; the sweeper then removes the bytes. Safe to repeat."""
    old = CounterScan.objects.filter(at__lt=timezone.now() - KEPT)
    gone = list(old.values_list("pk", "stored")[:FORGOTTEN_AT_ONCE])
    with transaction.atomic():
        CounterScan.objects.filter(pk__in=[pk for pk, _stored in gone]).delete()
        StoredFile.objects.filter(pk__in=[stored for _pk, stored in gone]).delete()
    return len(gone)
