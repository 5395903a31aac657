"""What is let in is decided by parsing (cases UP)."""

import io

import pikepdf
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files.checks import PaperField, display_name, harmless


def pdf(change=None) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(kind="JPEG", size=(60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name="giấy chứng sinh.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(document):
    document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))


def embedded(document):
    document.attachments["a.exe"] = b"MZ"


def dynamic_form(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(b"<xdp/>"))


def script_on_a_page(document):
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def encrypted() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


BAD = {
    "empty": b"",
    "a program called pdf": b"MZ\x90\x00" + b"\0" * 100,
    "a page called pdf": b"<html><script>alert(1)</script></html>",
    "a drawing called png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "pdf not at the first byte": b"\n\n" + pdf(),
    "only the head of a pdf": b"%PDF-1.7\n",
    "half a picture": picture(size=(600, 400))[:700],
    "a gif": b"GIF89a" + b"\0" * 50,
    "a pdf with a script": pdf(script),
    "a pdf that launches": pdf(launch),
    "a pdf with a file inside": pdf(embedded),
    "a pdf with a dynamic form": pdf(dynamic_form),
    "a pdf with a script on a page": pdf(script_on_a_page),
    "a pdf with a password": encrypted(),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_refused_in_words(content):
    with pytest.raises(forms.ValidationError) as refusal:
        harmless(upload(content))
    assert len(refusal.value.messages[0]) > 20


@pytest.mark.parametrize(
    ("content", "kind"),
    [(pdf(), "application/pdf"), (picture(), "image/jpeg"), (picture("PNG"), "image/png")],
    ids=["pdf", "jpeg", "png"],
)
def test_let_in_as_what_it_is(content, kind):
    assert harmless(upload(content, "x.exe")).content_type == kind


def test_too_large_by_one_byte(settings):
    settings.FILE_BYTES_MAX = 100
    with pytest.raises(forms.ValidationError, match="lớn hơn"):
        harmless(upload(b"%PDF-" + b"x" * 96))


def test_a_photo_loses_its_place_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    kept = harmless(upload(picture(size=(60, 40), exif=exif.tobytes()), "ảnh.jpg"))
    with Image.open(kept.file) as image:
        assert image.size == (40, 60)
        assert not image.getexif()


def test_a_page_hidden_behind_a_picture_is_left_behind():
    kept = harmless(upload(picture() + b"<html><script>alert(1)</script></html>", "ảnh.jpg"))
    assert b"<script>" not in kept.read()


def test_a_scan_of_sixteen_bits_keeps_its_tones():
    grey = Image.new("I;16", (4, 1))
    for place, tone in enumerate((0, 20_000, 40_000, 65_535)):
        grey.putpixel((place, 0), tone)
    content = io.BytesIO()
    grey.save(content, "PNG")
    with Image.open(harmless(upload(content.getvalue(), "scan.png")).file) as kept:
        assert [kept.convert("L").getpixel((place, 0)) for place in range(4)] == [0, 78, 156, 255]


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(forms.ValidationError):
        harmless(upload(picture("PNG", size=(9_000, 9_000)), "bom.png"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\Giấy tờ.PDF", "Giấy tờ.pdf"),
        ('"><img src=x onerror=alert(1)>.pdf', '"><img src=x onerror=alert(1)>.pdf'),
        ("giấy\r\nSet-Cookie: a=b.pdf", "giấySet-Cookie: a=b.pdf"),
        ("=cmd|' /C calc'!A0.pdf", "C calc'!A0.pdf"),
        ("", "giay-to.pdf"),
        ("...", "giay-to.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
        ("Hồ sơ.pdf", "Hồ sơ.pdf"),
    ],
)
def test_a_name_becomes_harmless_text(name, shown):
    assert display_name(name, "application/pdf") == shown


def test_the_field_says_which_files_it_takes():
    assert ".pdf" in PaperField().widget.attrs["accept"]
