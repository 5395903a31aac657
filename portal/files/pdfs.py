"""PDFs: parsed as a whole, refused when they do more than show, and looked at for pages that can be read."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.files.paper import PDF, BadPaper, Doubt, Paper
from portal.files.pictures import look_at
from portal.files.quality import Look

PAGES_MAX = 500
LOOKED_AT = 10
"""So many pages are looked at; the rest of a thick file is taken to be like them."""

UNPACKED_MAX = 64 * 1024 * 1024
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
}  # fmt: skip
ACTIVE_KEYS = ("/EF", "/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/EmbeddedFiles")
PAINTING = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|'|\"|Do|sh|[SsFBb]|f\*?|[Bb]\*|EI)(?=[\s/\[(<]|$)")
DRAWN = re.compile(rb"/[^\s/\[\](){}<>%]+\s+Do\b")
SEARCHED = 256 * 1024
CUT_OFF = ("can't find startxref", "unexpected EOF")
HIDDEN = ("error decoding stream", "unfilterable")

PROTECTED = _("The PDF is protected by a password. Save it without one and choose it again.")
DAMAGED = _("The PDF is damaged and cannot be opened. Save the paper anew and choose it again.")
EMPTY = _("The PDF has no pages. Save the paper anew and choose it again.")
THICK = _("The PDF has too many pages. Split it and choose the part that is asked for.")
ACTIVE = _("The PDF contains programs or other files. Print it to a new PDF and choose that one.")
BLANK = _("The PDF is blank: nothing is written on any of its pages. Choose the file with the writing.")

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=UNPACKED_MAX, run_length_max_memory=UNPACKED_MAX, png_max_memory=UNPACKED_MAX,
    tiff_max_memory=UNPACKED_MAX, max_stream_filters=4, doc_max_warnings=1000,
)  # fmt: skip
"""For the whole process, before any PDF is opened: a small stream that unpacks to gigabytes is not unpacked."""


def examine_pdf(content: BinaryIO) -> Paper:
    """Raises ``BadPaper``. A file whose table of contents is broken but which is whole is written anew."""
    try:
        with pikepdf.open(content) as document:
            return _examined(document)
    except pikepdf.PasswordError as error:
        raise BadPaper(PROTECTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, MemoryError) as error:
        raise BadPaper(DAMAGED) from error


def _examined(document: pikepdf.Pdf) -> Paper:
    if document.is_encrypted:
        raise BadPaper(PROTECTED)
    pages = len(document.pages)
    if not 0 < pages <= PAGES_MAX:
        raise BadPaper(THICK if pages else EMPTY)
    if any(_acts(found) for item in document.objects for found in _dictionaries(item)):
        raise BadPaper(ACTIVE)
    doubt, unreadable = _readable(document)
    warnings = [str(warning) for warning in document.get_warnings()]
    if _any_of(HIDDEN, warnings) or _any_of(CUT_OFF, warnings):
        raise BadPaper(DAMAGED)
    remade = _written_anew(document) if _any_of(("file is damaged",), warnings) else None
    return Paper(PDF, remade, pages, doubt, unreadable)


def _any_of(signs: tuple[str, ...], warnings: list[str]) -> bool:
    return any(sign in warning for warning in warnings for sign in signs)


def _written_anew(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- Whether it does more than show -----------------------------------------------------------


def _dictionaries(item: Any) -> Iterator[Any]:
    """``item`` and the dictionaries written directly into it; what it points to is an object of its own."""
    waiting = [item]
    while waiting:
        item = waiting.pop()
        inner: list[Any] = []
        if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
            yield item
            inner = [value for _, value in item.items()]
        elif isinstance(item, pikepdf.Array):
            inner = list(item)
        waiting += [value for value in inner if not getattr(value, "is_indirect", False)]


def _acts(item: Any) -> bool:
    return str(item.get("/S", "")) in ACTIVE_ACTIONS or any(key in item for key in ACTIVE_KEYS)


# --- Whether it can be read -------------------------------------------------------------------


def _readable(document: pikepdf.Pdf) -> tuple[Doubt, str | Promise]:
    """What may make it hard to read, and why it is no use at all, if it is."""
    pages = document.pages[:LOOKED_AT]
    drawn = [_drawing(page) for page in pages]
    if not any(PAINTING.search(drawing) for drawing in drawn):
        return Doubt.NONE, BLANK
    looks = [seen for page, drawing in zip(pages, drawn, strict=True) if (seen := _look_at_scan(page, drawing))]
    if len(looks) < len(pages):
        return Doubt.NONE, ""  # there are pages that are written, not scanned
    reasons = [seen.unreadable for seen in looks]
    return next((seen.doubt for seen in looks if seen.doubt), Doubt.NONE), reasons[0] if all(reasons) else ""


def _drawing(page: pikepdf.Page) -> bytes:
    """What draws the page, as far as it is looked at; a stamp or a filled field laid over it counts as drawn."""
    if len(page.obj.get("/Annots", [])):
        return b" Do"
    contents: Any = page.obj.get("/Contents")
    parts: list[Any] = [contents] if isinstance(contents, pikepdf.Stream) else list(contents or [])
    return b"\n".join(part.read_bytes()[:SEARCHED] for part in parts)


def _look_at_scan(page: pikepdf.Page, drawing: bytes) -> Look | None:
    """How well a page can be read that is one JPEG; nothing for any other page."""
    images = list(page.get_images(recursive=False).values())
    if len(images) != 1 or len(DRAWN.findall(drawing)) != 1 or len(PAINTING.findall(drawing)) != 1:
        return None
    filters = images[0].get("/Filter")
    if str(filters[0] if isinstance(filters, pikepdf.Array) and len(filters) == 1 else filters) != "/DCTDecode":
        return None
    try:
        return look_at(io.BytesIO(images[0].read_raw_bytes()), "JPEG")
    except BadPaper:
        return None
