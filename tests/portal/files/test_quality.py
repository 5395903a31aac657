"""How well a photographed paper can be read: told in words, at once."""

import io

import pytest
from PIL import Image

from portal.files.checks import examine
from portal.files.paper import Doubt
from portal.files.quality import BLANK_BELOW, BLURRED_BELOW, DARK_BELOW, SMALL_BELOW, TINY_BELOW, Look, look
from tests.sheets import blurred, dark, grainy, saved, scanned_pdf, shaded, sheet, written_pdf

GOOD = {
    "a full page": sheet(),
    "a single line": sheet(lines=1),
    "pale ink": sheet(ink=150),
    "by a window, lit from one side": shaded(sheet()),
    "a grainy camera": grainy(sheet()),
    "a large photograph": sheet((2400, 3200), lines=40),
    "in dim light, but readable": dark(sheet(), 0.5),
    "a scan in portrait size": sheet((800, 1100)),
}
DOUBTED = {
    "shaken": (blurred(sheet()), Doubt.BLURRED),
    "slightly out of focus": (blurred(sheet(), 2.5), Doubt.BLURRED),
    "a large one out of focus": (blurred(sheet((2400, 3200), lines=40), 6), Doubt.BLURRED),
    "out of focus, lit from one side": (blurred(shaded(sheet())), Doubt.BLURRED),
    "at night": (dark(sheet()), Doubt.DARK),
    "at night and grainy": (grainy(dark(sheet()), 4), Doubt.DARK),
    "from a messenger's preview": (sheet((480, 640)), Doubt.SMALL),
}
USELESS = {
    "the empty side of a sheet": sheet(lines=0),
    "an empty sheet, grainy and lit from one side": grainy(shaded(sheet(lines=0))),
    "a covered lens": sheet(lines=0, paper=3),
    "an icon of 300 points": sheet((300, 300)),
    "a thumbnail": sheet((160, 120), lines=3),
}


def paper(page):
    return examine(io.BytesIO(saved(page, quality=90)))


@pytest.mark.parametrize("page", GOOD.values(), ids=GOOD.keys())
def test_a_readable_page_is_not_doubted(page):
    found = paper(page)
    assert (found.doubt, found.unreadable) == (Doubt.NONE, "")


@pytest.mark.parametrize(("page", "doubt"), DOUBTED.values(), ids=DOUBTED.keys())
def test_a_page_that_is_hard_to_read_is_doubted_not_refused(page, doubt):
    found = paper(page)
    assert (found.doubt, found.unreadable) == (doubt, "")


@pytest.mark.parametrize("page", USELESS.values(), ids=USELESS.keys())
def test_a_page_with_nothing_to_read_is_told_in_words(page):
    assert len(str(paper(page).unreadable)) > 20


@pytest.mark.parametrize("doubt", [doubt for doubt in Doubt if doubt])
def test_every_doubt_says_what_to_do(doubt):
    assert len(str(doubt.message)) > 20


def test_a_smooth_portrait_is_measured_without_fault():
    assert look(Image.new("L", (3, 3), 200), 3).sharpness is None


def seen(**differs) -> Look:
    return Look(**{"longer_side": 1600, "brightness": 240, "sharpness": 3.0, "marks": 0.05} | differs)


@pytest.mark.parametrize(
    ("differs", "doubt"),
    [
        ({"sharpness": BLURRED_BELOW}, Doubt.NONE),
        ({"sharpness": BLURRED_BELOW - 0.01}, Doubt.BLURRED),
        ({"brightness": DARK_BELOW}, Doubt.NONE),
        ({"brightness": DARK_BELOW - 1}, Doubt.DARK),
        ({"longer_side": SMALL_BELOW}, Doubt.NONE),
        ({"longer_side": SMALL_BELOW - 1}, Doubt.SMALL),
    ],
)
def test_doubt_begins_exactly_at_its_threshold(differs, doubt):
    assert seen(**differs).doubt == doubt


@pytest.mark.parametrize(
    ("differs", "useless"),
    [
        ({"longer_side": TINY_BELOW}, False),
        ({"longer_side": TINY_BELOW - 1}, True),
        ({"marks": BLANK_BELOW}, False),
        ({"marks": BLANK_BELOW * 0.9}, True),
    ],
)
def test_refusal_begins_exactly_at_its_threshold(differs, useless):
    assert bool(seen(**differs).unreadable) is useless


def test_the_pages_of_a_scan_are_looked_at_too():
    good, bad, empty = saved(sheet()), saved(blurred(sheet())), saved(sheet(lines=0))
    assert examine(io.BytesIO(scanned_pdf(good, bad))).doubt == Doubt.BLURRED
    assert examine(io.BytesIO(scanned_pdf(empty, empty))).unreadable
    assert not examine(io.BytesIO(scanned_pdf(good, empty))).unreadable


def test_a_pdf_with_nothing_on_its_pages_is_blank():
    def erase(document):
        for page in document.pages:
            del page.obj["/Contents"]

    assert examine(io.BytesIO(written_pdf(erase, pages=3))).unreadable
    assert not examine(io.BytesIO(written_pdf())).unreadable
