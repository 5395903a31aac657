"""Copies of enclosed files for the public: nothing in them but what is seen, under a name that tells nothing (A18)."""

import io
from dataclasses import dataclass

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image

from portal.files.checks import harmless
from portal.files.models import StoredFile
from portal.files.storage import open_stored

PDF = "application/pdf"


@dataclass(frozen=True)
class Copy:
    file: UploadedFile
    removed: int
    """Entries of metadata that were in the original: fields of its information, EXIF tags, texts, a packet of XMP."""


def made(stored: StoredFile, number: int) -> Copy:
    """Of a checked file. Raises ``FileDamaged``."""
    with open_stored(stored) as content:
        return _pdf(content.read(), number) if stored.media_type == PDF else _picture(content.read(), stored, number)


def _pdf(content: bytes, number: int) -> Copy:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        removed = len(document.docinfo) if "/Info" in document.trailer else 0
        if removed:
            del document.trailer["/Info"]
        for part in [document.Root, *(page.obj for page in document.pages)]:
            for name in ("/Metadata", "/PieceInfo", "/Thumb", "/Annots", "/LastModified"):
                if name in part:
                    del part[name]
                    removed += 1
        document.remove_unreferenced_resources()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return Copy(SimpleUploadedFile(f"tep-{number}.pdf", out.getvalue(), PDF), removed)


def _picture(content: bytes, stored: StoredFile, number: int) -> Copy:
    """From its points alone, as pictures are stored; what is counted is normally nothing."""
    with Image.open(io.BytesIO(content)) as image:
        removed = len(image.getexif()) + sum(isinstance(value, str | bytes) for value in image.info.values())
    ending = stored.media_type.rsplit("/", 1)[1].replace("jpeg", "jpg")
    name = f"tep-{number}.{ending}"
    return Copy(harmless(SimpleUploadedFile(name, content, stored.media_type)), removed)
