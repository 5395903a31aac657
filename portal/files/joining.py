"""Several photographed pages become one PDF, in the order given; what is a JPEG already is laid in as it is."""

import io
from collections.abc import Iterable

import pikepdf
from PIL import Image

from portal.files.models import StoredFile
from portal.files.paper import JPEG
from portal.files.pictures import EDGE_MAX, opened, shrunk, written
from portal.files.storage import open_stored

SHORT_SIDE, LONG_SIDE = 595.276, 841.89
"""A4 in points. A page keeps the shape of its picture and is no larger than that."""


def joined(pictures: Iterable[StoredFile]) -> bytes:
    """A PDF with one page for each picture. Raises ``FileDamaged``."""
    document, out = pikepdf.new(), io.BytesIO()
    for picture in pictures:
        _add_page(document, _jpeg(picture))
    document.save(out, deterministic_id=True)
    return out.getvalue()


def _jpeg(picture: StoredFile) -> bytes:
    with open_stored(picture) as content:
        if picture.media_type == JPEG:
            return content.read()
        with opened(content, "PNG") as image:
            return written(shrunk(image, EDGE_MAX), JPEG)


def _add_page(document: pikepdf.Pdf, content: bytes) -> None:
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        (width, height), is_grey = image.size, image.mode == "L"
    scale = min(LONG_SIDE / max(width, height), SHORT_SIDE / min(width, height))
    scan = pikepdf.Stream(
        document, content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
        ColorSpace=pikepdf.Name.DeviceGray if is_grey else pikepdf.Name.DeviceRGB, BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page = document.add_blank_page(page_size=(width * scale, height * scale))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=scan))
    drawing = f"q {width * scale:.3f} 0 0 {height * scale:.3f} 0 0 cm /Scan Do Q"
    page.obj.Contents = document.make_stream(drawing.encode())
