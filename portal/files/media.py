"""What guides may hold besides papers: videos and captions, told by how they begin, never by their name."""

from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MP4, WEBM, VTT = "video/mp4", "video/webm", "text/vtt"
CAPTIONS_MAX = 512 * 1024


def video_type(content: BinaryIO) -> str | None:
    """MP4 or WebM by its first box or element; nothing for anything else."""
    content.seek(0)
    head = content.read(64)
    content.seek(0)
    if head[4:8] == b"ftyp":
        return MP4
    return WEBM if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head else None


class VideoField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and data:
            kind = video_type(upload)  # type: ignore[arg-type]
            if kind is None:
                raise ValidationError(_("Choose a video in MP4 or WebM"))
            if (upload.size or 0) > settings.VIDEO_BYTES_MAX:
                raise ValidationError(_("The video is too large"))
            upload.content_type = kind
        return upload


class CaptionsField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and data:
            if (upload.size or 0) > CAPTIONS_MAX or not _is_vtt(upload.read()):
                raise ValidationError(_("Choose captions in WebVTT (.vtt)"))
            upload.seek(0)
            upload.content_type = VTT
        return upload


def _is_vtt(content: bytes) -> bool:
    try:
        return content.decode("utf-8-sig").startswith("WEBVTT")
    except UnicodeDecodeError:
        return False
