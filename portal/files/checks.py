"""What may be stored.

A closed list of kinds, decided by parsing the content, never by its name or what the browser says (D9).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.files.disk import NoRoom
from portal.files.paper import EXTENSIONS, BadPaper, Doubt, Paper
from portal.files.pdfs import examine_pdf
from portal.files.pictures import decoder_of, examine_picture

LONGEST_NAME = 150
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
"""Names Windows cannot keep a file under."""
ACCEPTED = "image/jpeg,image/png,image/heic,image/heif,application/pdf,.jpg,.jpeg,.png,.heic,.heif,.pdf"
EMPTY = _("The file is empty. Choose it again; if it stays empty, scan or save the paper anew.")
TOO_LARGE = _("The file is larger than %(limit)s MB. Make it smaller, or split it, and choose it again.")


def display_name(name: str, media_type: str) -> str:
    """The citizen's file name as harmless text, with the extension of what it really is."""
    return safe_name(name, EXTENSIONS[media_type])


def safe_name(name: str, extension: str) -> str:
    """``name`` as harmless text: NFC, one line, no path."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    text = "".join(character for character in text if unicodedata.category(character)[0] != "C").strip(" .")
    stem = text.rsplit(".", 1)[0] if "." in text else text
    stem = stem.strip(" .-=+@")[:LONGEST_NAME].rstrip(" .")
    return ("giay-to" if not stem or RESERVED.match(stem) else stem) + extension


def examine(content: BinaryIO) -> Paper:
    """What ``content`` is. Raises ``BadPaper`` for what is empty, damaged, protected, active or of another kind."""
    content.seek(0)
    head = content.read(16)
    content.seek(0)
    if not head:
        raise BadPaper(EMPTY)
    if head.startswith(b"%PDF-"):
        return examine_pdf(content)
    if decoder := decoder_of(head):
        return examine_picture(content, decoder)
    raise BadPaper(_("This is not a picture or a PDF. Photograph the paper, or save it as PDF, JPEG, PNG or HEIC."))


@dataclass(frozen=True)
class Legible:
    """A citizen's paper, harmless, with its number of pages and what may make it hard to read."""

    file: UploadedFile
    pages: int
    doubt: Doubt


class PaperField(forms.FileField):
    """A file input that lets only checked papers through; ``cleaned_data`` holds them harmless: real type, safe name,
    remade picture.
    """

    default_error_messages = {"required": _("Choose a file"), "empty": EMPTY}

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPTED}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return harmless(upload) if isinstance(upload, UploadedFile) else upload


def harmless(upload: UploadedFile) -> UploadedFile:
    """``upload`` with its real type and a safe name.

    Raises ``ValidationError`` in the citizen's words, and ``NoRoom`` where the disk could not take it.
    """
    return _dressed(upload, _checked(upload))


def legible(upload: UploadedFile) -> Legible:
    """As ``harmless``, of a paper that is to be read: one that is blank or far too small is refused as well."""
    paper = _checked(upload)
    if paper.unreadable:
        raise forms.ValidationError(str(paper.unreadable), code="unreadable")
    return Legible(_dressed(upload, paper), paper.pages, paper.doubt)


def _checked(upload: UploadedFile) -> Paper:
    if getattr(upload, "has_no_room", False):
        raise NoRoom
    if (upload.size or 0) > settings.FILE_BYTES_MAX:
        limit = {"limit": settings.FILE_BYTES_MAX // (1024 * 1024)}
        raise forms.ValidationError(TOO_LARGE % limit, code="too_large")
    try:
        return examine(upload.file)  # type: ignore[arg-type]
    except BadPaper as refusal:
        raise forms.ValidationError(str(refusal.message), code="bad_paper") from refusal


def _dressed(upload: UploadedFile, paper: Paper) -> UploadedFile:
    name = display_name(upload.name or "", paper.media_type)
    if paper.remade is not None:
        return SimpleUploadedFile(name, paper.remade, paper.media_type)
    upload.seek(0)
    upload._name = name  # type: ignore[attr-defined]
    upload.content_type = paper.media_type
    return upload


# --- Several at once --------------------------------------------------------------------------


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


@dataclass
class Sorted:
    """What several files came to: those to keep, and of the others the name and what is wrong."""

    good: list[Legible] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def in_words(self) -> list[str]:
        """One sentence for each refused file, which is named where there was more than one."""
        if len(self.good) + len(self.refused) == 1:
            return [words for _name, words in self.refused]
        return [format_html('<span lang="vi">{}</span>: {}', name, words) for name, words in self.refused]


class PapersField(forms.FileField):
    """A file input for the pages of a citizen's paper; ``cleaned_data`` holds a ``Sorted``. Raises ``NoRoom``."""

    default_error_messages = {"empty": EMPTY}

    def __init__(self, **options: Any) -> None:
        widget = SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True})
        super().__init__(widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> Sorted:
        found = Sorted()
        for upload in data or [None]:
            try:
                found.good.append(legible(super().clean(upload, initial)))
            except forms.ValidationError as refusal:
                found.refused.append((getattr(upload, "name", ""), " ".join(refusal.messages)))
        if not found.good:
            raise forms.ValidationError(found.in_words())
        return found
