"""Pictures: opened by the one decoder they claim, turned upright, shrunk, and written anew from their pixels alone.

Nothing else of the file is left: no place, no maker, no page hidden behind the picture.
"""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.files.paper import JPEG, PNG, BadPaper, Paper
from portal.files.quality import Look, look

pillow_heif.register_heif_opener(thumbnails=False)

PIXELS_MAX = 60_000_000
EDGE_MAX = 2000
"""Pixels of the longer side of what is kept: 170 dots per inch of a sheet of A4."""
THUMB_EDGE = 320
JPEG_QUALITY = 85
DECODERS = {"JPEG": JPEG, "PNG": PNG, "HEIF": JPEG}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
TOO_LARGE = _("The picture is too large to open. Make it smaller and choose it again.")
DAMAGED = _("The picture is damaged and cannot be opened. Photograph the paper again and choose the new picture.")

_one_at_a_time = threading.Lock()
"""A picture of 60 million points takes 180 MB while it is open: of several threads one has one."""


def decoder_of(head: bytes) -> str | None:
    """The decoder for a file that begins so; nothing for what is not on the closed list."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    return "HEIF" if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS else None


@contextmanager
def opened(content: BinaryIO, decoder: str) -> Iterator[Image.Image]:
    """Its header read and its size found bearable; the points come with the first use. Raises ``BadPaper``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(content, formats=[decoder]) as image:
                if image.width * image.height > PIXELS_MAX:
                    raise BadPaper(TOO_LARGE)
                with _one_at_a_time:
                    yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise BadPaper(TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        raise BadPaper(DAMAGED) from error


def examine_picture(content: BinaryIO, decoder: str) -> Paper:
    """Raises ``BadPaper``."""
    with opened(content, decoder) as image:
        longer_side = max(image.size)
        small = shrunk(image, EDGE_MAX)
        seen = look(small, longer_side)
        media_type = DECODERS[decoder]
        remade = written(small, media_type)
    return Paper(media_type, remade, doubt=seen.doubt, unreadable=seen.unreadable)


def look_at(content: BinaryIO, decoder: str) -> Look:
    """How well a picture can be read, without keeping it. Raises ``BadPaper``."""
    with opened(content, decoder) as image:
        longer_side = max(image.size)
        return look(shrunk(image, EDGE_MAX), longer_side)


def thumbnail(content: BinaryIO, media_type: str) -> bytes:
    """A small JPEG of a picture we keep. Raises ``BadPaper``."""
    with opened(content, "PNG" if media_type == PNG else "JPEG") as image:
        return written(shrunk(image, THUMB_EDGE), JPEG)


def shrunk(image: Image.Image, edge: int) -> Image.Image:
    """Upright and at most ``edge`` long; of a large JPEG only as much is decoded as that takes."""
    image.draft(None, (edge, edge))
    ImageOps.exif_transpose(image, in_place=True)
    plain = _resizable(image)
    plain.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=3)
    return plain


def _resizable(image: Image.Image) -> Image.Image:
    """In a mode whose points can be averaged; of 16 bits Pillow's own conversion keeps but the darkest tones."""
    if image.mode.startswith("I"):
        return image.point(lambda tone: tone / 256).convert("L")
    if _is_transparent(image):
        return image.convert("RGBA")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def written(image: Image.Image, media_type: str) -> bytes:
    """``image`` as a file with nothing in it but its points."""
    out = io.BytesIO()
    if media_type == JPEG:
        on_white(image).save(out, "JPEG", quality=JPEG_QUALITY)
    else:
        image.info.clear()
        image.save(out, "PNG", optimize=False)
    return out.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """What is see-through becomes white, as paper is."""
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    plain = image.convert("L" if image.mode == "L" else "RGB")
    plain.info.clear()
    return plain


def _is_transparent(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info
