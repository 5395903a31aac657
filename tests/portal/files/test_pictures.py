"""Photographs are made anew from their points: upright, shrunk, nothing else left, whatever the camera wrote."""

import io
import time
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from portal.files.checks import examine
from portal.files.paper import JPEG, PNG, BadPaper
from portal.files.pictures import EDGE_MAX, PIXELS_MAX, thumbnail
from tests.sheets import jpeg, saved, sheet

SMALL = (600, 800)


def remade(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(examine(io.BytesIO(content)).remade))


def located(orientation=1) -> Image.Exif:
    """What a phone writes: where, with what, and how it was held."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_place_and_maker_are_gone(kind):
    kept = remade(saved(sheet(SMALL), kind, exif=located().tobytes()))
    assert (dict(kept.getexif()), {"exif", "icc_profile", "xmp"} & set(kept.info)) == ({}, set())


@pytest.mark.parametrize(("orientation", "size"), [(1, (600, 800)), (3, (600, 800)), (6, (800, 600)), (8, (800, 600))])
def test_a_page_stands_upright_however_the_phone_was_held(orientation, size):
    assert remade(saved(sheet(SMALL), exif=located(orientation).tobytes())).size == size


def test_heic_becomes_jpeg():
    found = examine(io.BytesIO(saved(sheet(SMALL), "HEIF")))
    assert (found.media_type, remade(saved(sheet(SMALL), "HEIF")).format) == (JPEG, "JPEG")


def test_a_large_photograph_is_shrunk_to_what_can_be_read():
    assert max(remade(jpeg(size=(3000, 4000))).size) == EDGE_MAX


def test_what_is_see_through_becomes_white_paper_in_a_jpeg():
    page = Image.new("RGBA", SMALL, (0, 0, 0, 0))
    page.paste(sheet((400, 400)), (100, 200))
    assert Image.open(io.BytesIO(thumbnail(io.BytesIO(saved(page, "PNG")), PNG))).getpixel((2, 2)) > (250, 250, 250)


def palette(page):
    return saved(page.quantize(16), "PNG")


def see_through_palette(page):
    return saved(page.quantize(16), "PNG", transparency=0)


def sixteen_bits(page):
    grey = page.convert("L")
    tones = b"".join(bytes((tone, tone)) for tone in grey.tobytes())
    return saved(Image.frombytes("I;16", grey.size, tones), "PNG")


ODD = {
    "grey": lambda page: saved(page.convert("L")),
    "CMYK of a print shop": lambda page: saved(page.convert("CMYK")),
    "progressive": lambda page: saved(page, progressive=True),
    "black and white": lambda page: saved(page.convert("1"), "PNG"),
    "palette": palette,
    "palette with a see-through colour": see_through_palette,
    "grey and see-through": lambda page: saved(page.convert("LA"), "PNG"),
    "sixteen bits of grey": sixteen_bits,
    "a colour profile": lambda page: saved(page, icc_profile=profile()),
    "a colour profile of 5 MB": lambda page: saved(page, icc_profile=profile() + bytes(5_000_000)),
    "a HEIC": lambda page: saved(page, "HEIF"),
}


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("made", ODD.values(), ids=ODD.keys())
def test_an_odd_picture_keeps_its_letters(made):
    found = examine(io.BytesIO(made(sheet(SMALL))))
    kept = Image.open(io.BytesIO(found.remade))
    assert (found.unreadable, found.doubt, kept.size, kept.info.get("icc_profile")) == ("", "", SMALL, None)
    darkest, brightest = kept.convert("L").getextrema()
    assert (darkest < 80, brightest > 220) == (True, True)


def texts(size: int) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "A" * size, zip=True)
    return info


def header_of(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be ``width`` by ``height``."""
    content = bytearray(saved(Image.new("1", (8, 8)), "PNG"))
    ihdr = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + bytes(content[24:29])
    content[12:33] = ihdr + zlib.crc32(ihdr).to_bytes(4)
    return bytes(content)


BOMBS = {
    "169 million points in 20 kB": lambda: saved(Image.new("1", (13_000, 13_000)), "PNG"),
    "900 million points, as it says": lambda: header_of(30_000, 30_000),
    "just over the limit": lambda: header_of(PIXELS_MAX // 6_000 + 1, 6_000),
    "64 MB of packed text": lambda: saved(sheet(SMALL), "PNG", pnginfo=texts(64 * 1024 * 1024)),
    "half a JPEG": lambda: jpeg()[:20_000],
    "half a PNG": lambda: saved(sheet(SMALL), "PNG")[:5_000],
    "half a HEIC": lambda: saved(sheet(SMALL), "HEIF")[:5_000],
    "noise behind the head of a JPEG": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
    "noise behind the head of a HEIC": lambda: b"\0\0\0\x18ftypheic" + bytes(range(256)) * 40,
}


@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_or_a_torso_is_refused_in_a_second(made):
    content = io.BytesIO(made())
    begun = time.process_time()
    with pytest.raises(BadPaper):
        examine(content)
    assert time.process_time() - begun < 1


def test_a_thumbnail_is_small_enough_for_a_slow_line():
    kept = examine(io.BytesIO(jpeg())).remade
    small = thumbnail(io.BytesIO(kept), JPEG)
    assert (max(Image.open(io.BytesIO(small)).size), len(small) < 30_000) == (320, True)
