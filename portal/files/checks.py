"""What may be stored.

A closed list of kinds, decided by parsing the content, never by its name or what the browser says (D9).
"""

import io
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import pikepdf
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
PIXELS_MAX = 60_000_000
LONGEST_NAME = 150
DEEPEST = 8
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"}


class BadPaper(Exception):
    """The file is not one we keep; ``message`` tells the citizen what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Paper:
    """A checked file: what it really is, and its bytes where they had to be made anew."""

    media_type: str
    remade: bytes | None = None


def display_name(name: str, media_type: str) -> str:
    """The citizen's file name as harmless text, with the extension of what it really is."""
    return safe_name(name, EXTENSIONS[media_type])


def safe_name(name: str, extension: str) -> str:
    """``name`` as harmless text: NFC, one line, no path."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    text = "".join(character for character in text if unicodedata.category(character)[0] != "C").strip(" .")
    stem = text.rsplit(".", 1)[0] if "." in text else text
    return (stem.strip(" .-=+@") or "giay-to")[:LONGEST_NAME] + extension


def examine(content: BinaryIO) -> Paper:
    """What ``content`` is. Raises ``BadPaper`` for what is empty, damaged, protected, active or of another kind."""
    content.seek(0)
    head = content.read(8)
    content.seek(0)
    if not head:
        raise BadPaper(_("The file is empty. Choose it again; if it stays empty, scan or save the paper anew."))
    if head.startswith(b"%PDF-"):
        _examine_pdf(content)
        return Paper(PDF)
    if head.startswith(b"\xff\xd8\xff"):
        return _examine_image(content, "JPEG", JPEG)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _examine_image(content, "PNG", PNG)
    raise BadPaper(
        _("This is not a PDF, JPEG or PNG file. Save or photograph the paper as one of these and choose it again.")
    )


def _examine_pdf(content: BinaryIO) -> None:
    try:
        with pikepdf.open(content) as document:
            if document.is_encrypted:
                raise BadPaper(_("The PDF is protected by a password. Save it without one and choose it again."))
            if not len(document.pages):
                raise BadPaper(_("The PDF has no pages. Save the paper anew and choose it again."))
            if _is_active(document):
                raise BadPaper(
                    _("The PDF contains programs or other files. Print it to a new PDF and choose that one.")
                )
    except pikepdf.PasswordError as error:
        raise BadPaper(_("The PDF is protected by a password. Save it without one and choose it again.")) from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise BadPaper(
            _("The PDF is damaged and cannot be opened. Save the paper anew and choose it again.")
        ) from error


def _is_active(document: pikepdf.Pdf) -> bool:
    """Scripts, launches, embedded files and dynamic forms: anything that does more than show."""
    root = document.Root
    names: Any = root.get("/Names", {})
    if "/JavaScript" in names or "/EmbeddedFiles" in names or "/XFA" in root.get("/AcroForm", {}):
        return True
    return any(_acts(found) for item in document.objects for found in _dictionaries(item))


def _dictionaries(item: Any, depth: int = 0) -> Iterator[Any]:
    """``item`` and the dictionaries written directly into it; what it points to is an object of its own."""
    if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
        yield item
        inner = [value for _, value in item.items()]
    else:
        inner = list(item) if isinstance(item, pikepdf.Array) else []
    if depth < DEEPEST:
        for value in inner:
            if not getattr(value, "is_indirect", False):
                yield from _dictionaries(value, depth + 1)


def _acts(item: Any) -> bool:
    return str(item.get("/S", "")) in ACTIVE_ACTIONS or "/EF" in item or "/JS" in item


def _examine_image(content: BinaryIO, decoder: str, media_type: str) -> Paper:
    """Decoded by the one decoder it claims, turned upright, written anew without place, maker or other hidden data."""
    damaged = _("The picture is damaged and cannot be opened. Photograph the paper again and choose the new picture.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(content, formats=[decoder]) as image:
                if image.width * image.height > PIXELS_MAX:
                    raise BadPaper(_("The picture is too large to open. Make it smaller and choose it again."))
                image.load()
                upright = ImageOps.exif_transpose(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPaper(_("The picture is too large to open. Make it smaller and choose it again.")) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadPaper(damaged) from error
    return Paper(media_type, _written(upright, decoder))


def _eight_bit(image: Image.Image) -> Image.Image:
    """A scan of 16 bits of grey as one of 8: Pillow's own conversion cuts off all but the darkest tones."""
    return image.point(lambda tone: tone / 256).convert("L") if image.mode.startswith("I") else image


def _written(image: Image.Image, encoder: str) -> bytes:
    image, out = _eight_bit(image), io.BytesIO()
    if encoder == "JPEG":
        image.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
    else:
        plain = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
        plain.info.clear()
        plain.save(out, "PNG", optimize=False)
    return out.getvalue()


class PaperField(forms.FileField):
    """A file input that lets only checked papers through; ``cleaned_data`` holds them harmless: real type, safe name,
    remade picture.
    """

    default_error_messages = {
        "required": _("Choose a file"),
        "empty": _("The file is empty. Choose it again; if it stays empty, scan or save the paper anew."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return harmless(upload) if isinstance(upload, UploadedFile) else upload


def harmless(upload: UploadedFile) -> UploadedFile:
    """``upload`` with its real type and a safe name. Raises ``ValidationError`` in the citizen's words."""
    if (upload.size or 0) > settings.FILE_BYTES_MAX:
        megabytes = settings.FILE_BYTES_MAX // (1024 * 1024)
        raise forms.ValidationError(
            _("The file is larger than %(limit)s MB. Make it smaller, or split it, and choose it again.")
            % {"limit": megabytes},
            code="too_large",
        )
    try:
        paper = examine(upload.file)  # type: ignore[arg-type]
    except BadPaper as refusal:
        raise forms.ValidationError(str(refusal.message), code="bad_paper") from refusal
    name = display_name(upload.name or "", paper.media_type)
    if paper.remade is not None:
        return SimpleUploadedFile(name, paper.remade, paper.media_type)
    upload.seek(0)
    upload._name = name  # type: ignore[attr-defined]
    upload.content_type = paper.media_type
    return upload
