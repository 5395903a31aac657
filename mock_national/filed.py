"""Dossiers that citizens submit at the national portal itself, and what the province answered; ``models`` names
them."""

import uuid

from django.conf import settings
from django.db import models

from mock_national.kept import StateCopy


class FiledDossier(models.Model):
    """As its citizen wrote it; the province knows it by ``code``."""

    class Answer(models.TextChoices):
        """Of the last call; nothing came back, or what the province said (§8)."""

        NONE = "", "chưa có câu trả lời"
        STORED = "0", "tỉnh đã nhận"
        ALREADY = "1", "tỉnh đã nhận từ trước"
        REFUSED = "-1", "tỉnh từ chối"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="filed")
    code = models.CharField(max_length=80, unique=True)
    fields = models.JSONField()
    by_address = models.BooleanField(default=False)
    filed_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=2, choices=Answer, default=Answer.NONE, blank=True)
    message = models.TextField(blank=True)
    status = models.CharField(max_length=2, default="1")
    local_code = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.code

    @property
    def is_there(self) -> bool:
        return self.answer in (self.Answer.STORED, self.Answer.ALREADY)


class FiledFile(models.Model):
    """A file of it, fetched by whoever knows its address."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    dossier = models.ForeignKey(FiledDossier, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    component = models.CharField(max_length=60, blank=True)
    content = models.BinaryField()


def states_of(code: str) -> models.QuerySet[StateCopy]:
    """What the province said of it (§4.4), in the order in which it happened."""
    return StateCopy.objects.filter(code=code).order_by("at", "pk")


def follow(code: str) -> None:
    """Show whoever filed here how far it is; nothing where no dossier of that code was filed here."""
    newest = states_of(code).last()
    if newest is not None:
        FiledDossier.objects.filter(code=code).update(status=newest.status, local_code=newest.local_code)
