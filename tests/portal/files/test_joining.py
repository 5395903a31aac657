"""Photographed pages become one PDF: in order, in shape, without losing a point of a JPEG."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files.checks import examine, harmless
from portal.files.joining import joined
from portal.files.storage import FileDamaged, path_of, store
from tests.sheets import jpeg, saved, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def kept(content: bytes):
    return store(harmless(SimpleUploadedFile("anh.jpg", content)), by=None)


def scans(content: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(content)) as document:
        return [bytes(image.read_raw_bytes()) for page in document.pages for image in page.get_images().values()]


def test_the_pages_keep_their_order_and_their_points():
    pictures = [kept(jpeg(size=(600, 800), seed=seed)) for seed in (3, 1, 2)]
    assert scans(joined(pictures)) == [path_of(picture.uuid).read_bytes() for picture in pictures]


@pytest.mark.parametrize(("size", "shape"), [((600, 800), 3 / 4), ((800, 600), 4 / 3), ((2000, 300), 20 / 3)])
def test_a_page_keeps_the_shape_of_its_picture_and_fits_on_a_sheet(size, shape):
    with pikepdf.open(io.BytesIO(joined([kept(jpeg(size=size))]))) as document:
        width, height = (float(side) for side in document.pages[0].mediabox[2:])
    assert width / height == pytest.approx(shape, rel=0.01)
    assert (max(width, height) <= 842, min(width, height) <= 596) == (True, True)


@pytest.mark.parametrize("content", [saved(sheet((600, 800)), "PNG"), saved(sheet((600, 800)).convert("L"))])
def test_grey_and_png_pages_are_shown_too(content):
    (scan,) = scans(joined([kept(content)]))
    assert Image.open(io.BytesIO(scan)).size == (600, 800)


def test_what_we_join_we_would_let_in():
    found = examine(io.BytesIO(joined([kept(jpeg(seed=1)), kept(jpeg(seed=2))])))
    assert (found.pages, found.doubt, found.unreadable, found.remade) == (2, "", "", None)


def test_the_same_pages_make_the_same_file():
    pictures = [kept(jpeg(size=(600, 800), seed=seed)) for seed in (1, 2)]
    assert joined(pictures) == joined(pictures)


def test_a_page_that_is_gone_is_an_alarm():
    picture = kept(jpeg())
    path_of(picture.uuid).unlink()
    with pytest.raises(FileDamaged):
        joined([picture])
