"""What every template and style sheet must keep to."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from portal.management.commands.messages import ROOMS
from script.nothing_inline import inline

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MESSAGE = re.compile(r"""\{% translate (["'])(.+?)\1(?: context (["'])(.+?)\3)?""")
PYTHON_MESSAGE = re.compile(r'(?<!\w)_\(\s*"((?:[^"\\]|\\.)*)"\s*\)')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_inline(path: Path) -> None:
    assert list(inline(path.read_text())) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<script type="text/javascript" data-type="application/ld+json">go()</script>',
        '<script type="application/ld+json"></script><script>go()</script>',
        "<style>p { color: red }</style>",
        '<p style="color: red">',
        "<button onclick=go()>",
        '<a href="javascript:go()">',
    ],
)
def test_what_the_policy_forbids_is_seen(text: str) -> None:
    assert [number for number, _line in inline(f"<p>\n{text}")] == [2]


@pytest.mark.parametrize(
    "text", ['<script type="module" src="/a.js"></script>', '<script type="application/ld+json">{{ facts }}</script>']
)
def test_files_and_data_are_allowed(text: str) -> None:
    assert list(inline(text)) == []


def _used() -> Iterator[tuple[str, str]]:
    """Every message of the templates and of the rooms, with its context."""
    for path in TEMPLATES:
        yield from ((context, text) for _q, text, _c, context in MESSAGE.findall(path.read_text()))
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            yield from (("", text) for text in PYTHON_MESSAGE.findall(path.read_text()))


def _translated() -> set[tuple[str, str]]:
    import django

    django_own = Path(django.__file__).parent.glob("**/locale/vi/LC_MESSAGES/django.po")
    known = set()
    for path in [*(ROOT / room / "locale/vi/LC_MESSAGES/django.po" for room in ROOMS), *django_own]:
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                if message.id and message.string:
                    text = message.id if isinstance(message.id, str) else message.id[0]
                    known.add((message.context or "", text))
    return known


def test_every_message_is_in_vietnamese() -> None:
    assert set(_used()) - _translated() == set()


OF_THE_DESK = {"batch-bar.js", "builder.js", "desk-keys.js", "job-progress.js"}
"""No page of citizens asks for these."""


def test_a_first_page_weighs_less_than_a_hundred_kilobytes() -> None:
    scripts = [script for script in (ROOT / "static/js").glob("*.js") if script.name not in OF_THE_DESK]
    packed = [*scripts, ROOT / "static/css/portal.css", *(ROOT / "static/img").glob("*.svg")]
    fonts = sum(path.stat().st_size for path in (ROOT / "static/fonts").glob("*.woff2"))
    assert fonts + sum(len(gzip.compress(path.read_bytes())) for path in packed) < 75_000


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*(ROOT / "static/css").glob("*.css"), *TEMPLATES]:
        assert not re.search(r"""(?:src|href)=["']https?://|url\(["']?https?://""", path.read_text()), path


def test_neither_crown_nor_typeface_of_another_state_is_here() -> None:
    for path in (ROOT / "static").rglob("*"):
        if path.suffix in {".css", ".svg", ".js"}:
            assert not re.search("GDS Transport|crown", path.read_text(), re.IGNORECASE), path
