"""What is stored: one row per file, written only after the bytes are safely on disk (D9)."""

import uuid

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """Bytes under a random key.

    The citizen's file name is text only and never becomes a path.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
