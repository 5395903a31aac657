"""Files that are not what they say, or more than they say (cases UP-01, UP-10, UP-13): none is let in, none costs much.

The files are made here; which kind a file is decides its content alone.
"""

import io
import zipfile
import zlib

import pikepdf
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files.checks import harmless
from portal.files.paper import JPEG, PDF, PNG
from portal.files.pdfs import PAGES_MAX
from tests.sheets import jpeg, saved, sheet, written_pdf

NAMES = ("giay.jpg", "giay.pdf", "GIAY.PNG", "giay", "giay.pdf.exe", "giay.heic")


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * 1_000_000)
    return out.getvalue()


STRANGERS = {
    "a program for Windows": b"MZ\x90\x00" + bytes(200),
    "a program for Linux": b"\x7fELF\x02\x01\x01" + bytes(200),
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "a web page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "XML that reads a file": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "a document for Word": packed("[Content_Types].xml", "word/document.xml"),
    "a workbook": packed("[Content_Types].xml", "xl/workbook.xml"),
    "an archive that unpacks to a hundred times": packed(*(f"{n}.txt" for n in range(20))),
    "an old document for Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a TIFF": saved(sheet((600, 800)), "TIFF"),
    "an EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "a Photoshop picture": b"8BPS\x00\x01" + bytes(200),
    "a Windows metafile": b"\xd7\xcd\xc6\x9a" + bytes(200),
    "a bitmap": saved(sheet((600, 800)), "BMP"),
    "a GIF of many frames": saved(
        Image.new("L", (9, 9)), "GIF", save_all=True, append_images=[Image.new("L", (9, 9), n) for n in range(99)]
    ),
    "a WebP": saved(sheet((600, 800)), "WEBP"),
    "an AVIF": saved(sheet((600, 800)), "AVIF"),
    "a film": b"\0\0\0\x18ftypmp42" + bytes(300),
    "a PDF behind two empty lines": b"\n\n" + written_pdf(),
    "a JPEG behind a web page": b"<html></html>" + jpeg(size=(600, 800)),
    "nothing but noughts": bytes(5000),
    "one letter": b"a",
}


def upload(content: bytes, name="giay.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", STRANGERS.values(), ids=STRANGERS.keys())
def test_a_stranger_stays_out_under_every_name(content, name):
    with pytest.raises(forms.ValidationError, match="không phải ảnh hoặc PDF"):
        harmless(upload(content, name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("content", "kind"),
    [(jpeg(size=(600, 800)), JPEG), (saved(sheet((600, 800)), "PNG"), PNG), (written_pdf(), PDF)],
    ids=["JPEG", "PNG", "PDF"],
)
def test_a_paper_is_what_it_is_under_every_name(content, kind, name):
    kept = harmless(upload(content, name))
    assert (kept.content_type, "exe" in kept.name.rsplit(".", 1)[-1]) == (kind, False)


# --- PDFs that do more than show --------------------------------------------------------------


def action(**values):
    return pikepdf.Dictionary({f"/{name}": value for name, value in values.items()})


def on_opening(what):
    def change(document):
        document.Root.OpenAction = document.make_indirect(what)

    return change


def annotated(**values):
    def change(document):
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **values)
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])

    return change


def named_script(document):
    names = pikepdf.Array(["a", document.make_indirect(action(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))])
    document.Root.Names = action(JavaScript=action(Names=names))


def attached(document):
    document.attachments["hoa-don.exe"] = b"MZ" + bytes(50)


def dynamic_form(document):
    document.Root.AcroForm = action(XFA=document.make_stream(b"<xdp/>"))


def deep_down(document):
    """A script under thirty dictionaries, none of them an object of its own."""
    nested = action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    for _ in range(30):
        nested = action(A=nested)
    document.Root.Deep = nested


ACTIVE = {
    "a script on opening": on_opening(action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
    "a program on opening": on_opening(action(S=pikepdf.Name.Launch, F="calc.exe")),
    "a form sent away": on_opening(action(S=pikepdf.Name.SubmitForm, F="http://example.test/")),
    "another file on opening": on_opening(action(S=pikepdf.Name.GoToR, F="\\\\example.test\\share")),
    "an embedded file on opening": on_opening(action(S=pikepdf.Name.GoToE)),
    "a script with a name": named_script,
    "a script after another action": on_opening(
        action(S=pikepdf.Name.URI, URI="http://a.test", Next=action(S=pikepdf.Name.JavaScript, JS="1"))
    ),
    "a script behind a note": annotated(Subtype=pikepdf.Name.Link, A=action(S=pikepdf.Name.JavaScript, JS="1")),
    "a film": annotated(Subtype=pikepdf.Name.Screen, A=action(S=pikepdf.Name.Rendition)),
    "rich media": annotated(Subtype=pikepdf.Name.RichMedia, RichMediaContent=action()),
    "a file behind a note": annotated(Subtype=pikepdf.Name.FileAttachment, FS=action(EF=action())),
    "an attached program": attached,
    "a dynamic form": dynamic_form,
    "a script deep down": deep_down,
}


@pytest.mark.parametrize("change", ACTIVE.values(), ids=ACTIVE.keys())
def test_a_pdf_that_does_more_than_show_is_refused(change):
    with pytest.raises(forms.ValidationError, match="chương trình"):
        harmless(upload(written_pdf(change)))


def linked(document):
    annotated(Subtype=pikepdf.Name.Link, A=action(S=pikepdf.Name.URI, URI="https://bacgiang.gov.vn"))(document)


def test_a_pdf_with_a_link_to_the_web_is_let_in():
    assert harmless(upload(written_pdf(linked))).content_type == PDF


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written_pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user=user))
    return out.getvalue()


@pytest.mark.parametrize("user", ["b", ""], ids=["asks for a password", "forbids printing"])
def test_a_protected_pdf_is_told_as_such(user):
    with pytest.raises(forms.ValidationError, match="mật khẩu"):
        harmless(upload(encrypted(user)))


def test_a_pdf_of_five_thousand_pages_is_too_thick():
    with pytest.raises(forms.ValidationError, match="quá nhiều trang"):
        harmless(upload(written_pdf(pages=5_000)))


def test_a_thick_pdf_within_the_limit_is_let_in():
    assert harmless(upload(written_pdf(pages=PAGES_MAX))).content_type == PDF


# --- Broken PDFs ------------------------------------------------------------------------------


def test_a_pdf_with_a_broken_table_is_written_anew():
    broken = written_pdf(pages=2).replace(b"startxref\n", b"startxref\n99")
    kept = harmless(upload(broken))
    with pikepdf.open(kept.file) as document:
        assert (len(document.pages), document.get_warnings()) == (2, [])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_that_was_cut_off_is_refused(share):
    whole = written_pdf(pages=30)
    with pytest.raises(forms.ValidationError, match="hỏng"):
        harmless(upload(whole[: int(len(whole) * share)]))


def numbered(*objects: bytes) -> bytes:
    """A PDF of ``objects`` from number 2 on, the second of them its root; number 1 is in the first, which is packed."""
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, start=2):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = bytes(9) + b"\x02" + (2).to_bytes(4) + bytes(4)
    rows += b"".join(b"\x01" + place.to_bytes(4) + bytes(4) for place in (*places, len(out)))
    table = b"<</Type/XRef/Size %d/W[1 4 4]/Root 3 0 R/Length %d>>" % (len(objects) + 3, len(rows))
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"%d 0 obj\n%b\nstream\n" % (len(objects) + 2, table) + rows + end


def hiding(megabytes: int) -> bytes:
    """A script in a packed object that unpacks to ``megabytes``, so that a reader which gives up does not see it."""
    inside = b"1 0 <</S/JavaScript/JS(1)/Pad(" + b"A" * megabytes * 1024 * 1024 + b")>>"
    body = zlib.compress(inside, 9)
    store = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(body), body)
    root = b"<</Type/Catalog/Pages 4 0 R/OpenAction 1 0 R>>"
    pages, page = b"<</Type/Pages/Kids[5 0 R]/Count 1>>", b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 9 9]>>"
    return numbered(store, root, pages, page)


@pytest.mark.parametrize(("megabytes", "words"), [(1, "chương trình"), (200, "hỏng")])
def test_what_a_packed_object_hides_is_found_or_the_file_refused(megabytes, words):
    with pytest.raises(forms.ValidationError, match=words):
        harmless(upload(hiding(megabytes)))
