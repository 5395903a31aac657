"""What is stored: one row per file, written only after the bytes are safely on disk (D9); and what is on its way."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

RETRY_AFTER = timedelta(minutes=1)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def waiting(self) -> Self:
        """Not looked at by the virus scanner, the longest waiting first; one tried in vain rests for a minute."""
        rested = Q(scan_tried_at__isnull=True) | Q(scan_tried_at__lt=timezone.now() - RETRY_AFTER)
        return self.filter(rested, scan__in=UNSEEN).order_by("stored_at")

    def infected(self) -> Self:
        return self.filter(scan=StoredFile.Scan.INFECTED)

    def damaged(self) -> Self:
        return self.exclude(damage=StoredFile.Damage.NONE)


class StoredFile(models.Model):
    """Bytes under a random key.

    The citizen's file name is text only and never becomes a path.
    """

    class Scan(models.TextChoices):
        """What the virus scanner said. ``UNSCANNED`` was stored where there is none, and waits for one to come."""

        CLEAN = "clean"
        PENDING = "pending"
        INFECTED = "infected"
        UNSCANNED = "unscanned"

    class Damage(models.TextChoices):
        """What the nightly reading of all files found."""

        NONE = ""
        MISSING = "missing"
        CHANGED = "changed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    pages = models.PositiveSmallIntegerField(null=True, help_text="of a paper; nothing where they were not counted")
    sha256 = models.CharField(max_length=64)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField(auto_now_add=True)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.UNSCANNED, db_default=Scan.UNSCANNED)
    scan_tried_at = models.DateTimeField(null=True)
    damage = models.CharField(max_length=10, choices=Damage, default=Damage.NONE, db_default=Damage.NONE, blank=True)
    verified_at = models.DateTimeField(null=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["stored_at"], name="file_unseen", condition=Q(scan__in=["pending", "unscanned"])),
            models.Index(fields=["id"], name="file_infected", condition=Q(scan="infected")),
            models.Index(fields=["id"], name="file_damaged", condition=~Q(damage="")),
            models.Index(models.F("verified_at").asc(nulls_first=True), "id", name="file_verified"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_infected(self) -> bool:
        return self.scan == StoredFile.Scan.INFECTED

    @property
    def is_released(self) -> bool:
        """Whether it may leave: clean, or unscanned where there is no scanner. A scanner that is down says nothing."""
        unscanned = self.scan == StoredFile.Scan.UNSCANNED
        return self.scan == StoredFile.Scan.CLEAN or (unscanned and not settings.CLAMD_SOCKET)


UNSEEN = (StoredFile.Scan.PENDING, StoredFile.Scan.UNSCANNED)


class PartialUpload(models.Model):
    """A file that arrives in parts, of one person, for one place (``scope``); ``key`` is its SHA-256 as the browser
    announced it, so that the same file chosen again goes on where it was.

    The parts lie beside the store. Once whole it is ``stored`` and remembered, for an answer lost on the way.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes, as announced")
    received = models.PositiveIntegerField(default=0, help_text="bytes")
    stored = models.ForeignKey(StoredFile, on_delete=models.CASCADE, null=True, related_name="+")
    touched_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "scope", "key"], name="partial_upload_once"),
            models.CheckConstraint(condition=Q(received__lte=models.F("size")), name="partial_upload_within_size"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

    @property
    def percent(self) -> int:
        return 100 * self.received // (self.size or 1)


class UploadDay(models.Model):
    """What a person has uploaded on a day of the province's clock: counted by one statement, so that of twenty uploads
    at once none slips by."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    files = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="upload_day_once")]
