"""Dossiers that citizens submit at the national portal itself, and what the province answered; ``models`` names
them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models


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


class StatusChange(models.Model):
    """What the province says of it later (§4.4); a repeat is accepted and ignored."""

    dossier = models.ForeignKey(FiledDossier, on_delete=models.CASCADE, related_name="changes")
    at = models.CharField(max_length=14)
    status = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "at", "status"], name="statuschange_once")]


def take_status(data: dict[str, Any]) -> bool:
    """One object of ``DongBoTrangThaiHoSo``; false where no dossier of that code was submitted here."""
    dossier = FiledDossier.objects.filter(code=str(data.get("MaHoSo", ""))).first()
    if dossier is None:
        return False
    StatusChange.objects.get_or_create(
        dossier=dossier,
        at=str(data.get("NgayXuLy", "")),
        status=str(data.get("TrangThai", "")),
        defaults={"text": str(data.get("NoiDung") or "")},
    )
    dossier.status = dossier.changes.values_list("status", flat=True).last() or dossier.status
    dossier.local_code = str(data.get("MaHoSoDonVi") or dossier.local_code)
    dossier.save(update_fields=["status", "local_code"])
    return True
