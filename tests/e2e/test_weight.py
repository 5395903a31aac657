"""What a first visit costs on the wire, as it is served: home, a search, a procedure."""

import re

import httpx
import pytest

from tests.visit import SLOW, TEXT, Visit, visit

KILOBYTE = 1000
MOST_TEXT, MOST_FONTS = 60 * KILOBYTE, 60 * KILOBYTE
PAGES = ("/", "/thu-tuc/?q=khai+sinh", "/thu-tuc/1.001193/")


@pytest.fixture(scope="module")
def first(browser, site) -> Visit:
    return visit(browser, [site.url + page for page in PAGES], line=SLOW)


@pytest.fixture(scope="module")
def static(first):
    return [answer for answer in first.answers if "/static/" in answer.url]


def test_text_and_scripts_are_light(first, capsys):
    with capsys.disabled():
        read = ", ".join(f"{page} {ms:.0f}" for page, ms in zip(PAGES, first.readable_ms, strict=True))
        print(f"\n{first.weight(*TEXT)} bytes of text, {first.weight('Font')} of fonts; readable after ms: {read}")
    assert 0 < first.weight(*TEXT) <= MOST_TEXT


def test_fonts_are_light(first):
    assert 0 < first.weight("Font") <= MOST_FONTS


def test_only_the_style_sheet_is_waited_for(first):
    for names in first.blocking:
        assert [re.search(r"/static/css/portal\..*\.css$", name) is not None for name in names] == [True]


def test_text_is_shown_before_its_font_is_there(first):
    sheet = next(answer.url for answer in first.answers if answer.kind == "Stylesheet")
    faces = re.findall(r"@font-face\s*{([^}]*)}", httpx.get(sheet).text)
    assert len(faces) == 4
    assert all("font-display:swap" in face.replace(" ", "") for face in faces)


def test_all_text_comes_packed(first):
    for answer in first.answers:
        if answer.kind in TEXT and answer.bytes:
            assert answer.headers["content-encoding"] in ("br", "gzip"), answer.url


def test_files_are_never_asked_for_again(static):
    assert static
    for answer in static:
        assert "immutable" in answer.headers["cache-control"], answer.url
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", answer.url)


def test_nothing_comes_from_elsewhere(first, site):
    assert all(answer.url.startswith(site.url) for answer in first.answers)


def test_who_only_reads_gets_no_cookie(first):
    assert first.cookies == []
