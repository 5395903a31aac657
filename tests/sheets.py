"""Papers as people photograph and scan them, made by the tests: a sheet with Vietnamese text, and what goes wrong."""

import io
import random
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONT = Path(__file__).parents[1] / "dossiers/documents/fonts/Tinos-Regular.ttf"
WORDS = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc Giấy chứng sinh họ và tên người mẹ nơi thường trú"
PHONE = (1200, 1600)


def sheet(size=PHONE, *, lines=24, ink=30, paper=245, seed=1) -> Image.Image:
    """A page of black letters, a phone's photograph in size unless told otherwise."""
    words, page = random.Random(seed), Image.new("RGB", size, (paper,) * 3)
    letters, pen = ImageFont.truetype(FONT, size[0] // 42), ImageDraw.Draw(page)
    for line in range(lines):
        text = " ".join(words.choices(WORDS.split(), k=8))
        pen.text((size[0] // 15, size[1] // 20 + line * size[0] // 25), text, fill=(ink,) * 3, font=letters)
    return page


def blurred(page: Image.Image, radius=4) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(radius))


def dark(page: Image.Image, share=0.25) -> Image.Image:
    return page.point(lambda tone: int(tone * share))


def grainy(page: Image.Image, grain=8) -> Image.Image:
    """With the noise of a cheap camera; the same noise each time."""
    even = random.Random(1).randbytes(page.width * page.height)
    noise = Image.frombytes("L", page.size, even).point(lambda tone: 128 + (tone - 128) * grain // 74)
    return ImageChops.add(page, noise.convert("RGB"), scale=1, offset=-128)


def shaded(page: Image.Image, least=0.5) -> Image.Image:
    """Lit from one side."""
    shade = Image.linear_gradient("L").resize(page.size).point(lambda tone: int(255 * least + (1 - least) * tone))
    return ImageChops.multiply(page, shade.convert("RGB"))


def saved(page: Image.Image, kind="JPEG", **options) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def jpeg(**options) -> bytes:
    return saved(sheet(**options), quality=85)


def written_pdf(change=None, pages=1) -> bytes:
    """A PDF with a line of text on each page."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for _ in range(pages):
        page = document.add_blank_page()
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = document.make_stream(b"BT /F1 24 Tf 72 720 Td (Giay chung sinh) Tj ET")
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def scanned_pdf(*pages: bytes) -> bytes:
    """A PDF whose pages are nothing but the given JPEGs, as a scanner makes it."""
    out = io.BytesIO()
    first, *rest = [Image.open(io.BytesIO(page)) for page in pages]
    first.save(out, "PDF", save_all=True, append_images=rest)
    return out.getvalue()
