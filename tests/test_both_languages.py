"""Every page in both languages as every role.

In the English one no Vietnamese letter but under lang="vi", in the Vietnamese one no message id.
"""

import re
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client

from dossiers.models import CannedAnswer
from portal.accounts.models import User
from portal.agencies.models import Agency, Post
from portal.calendar.models import WorkDay
from procedures.models import Edition, Field
from tests.walk import Place, routes

pytestmark = pytest.mark.django_db
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
SAID = {"title", "alt", "placeholder", "aria-label", "value"}
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle"}
LONG_ENOUGH = 12
PAPERS = (
    {
        f"ho-so/<uuid:key>/{paper}/"
        for paper in (
            "giay-tiep-nhan",
            "giay-xac-nhan-nop",
            "phieu-bo-sung/<int:number>",
            "phieu-gui",
            "phieu-xac-minh/<uuid:file_uuid>",
        )
    }
    | {
        "ho-so/<uuid:uuid>/bien-lai/<uuid:receipt>/",
        "quan-tri/payments/receipt/<int:pk>/ban-sao/<int:number>/",
    }
    | {
        f"quan-tri/dossiers/dossier/{paper}/"
        for paper in (
            "don-doc/<int:pk>/phieu",
            "huong-dan/<uuid:slip>/phieu",
            "ban-giao/<uuid:slip>/phieu",
            "<uuid:key>/giay-bien-nhan",
        )
    }
)  # legal wording, Vietnamese
ROUTES = [route for route in routes() if route not in PAPERS]
MORE = [
    "thu-tuc/?q=khong+co+gi",
    "tra-cuu/?ma={code}",
    "tra-cuu/?ma=TN-AAAAA-AAAAA",
    "khong-co/",
    "quan-tri/dossiers/dossier/?q=x",
]
ROWS, DATA = "result_list", "data"
"""The rows of a stock list are what people entered: data, in no language of the page."""


def typed(tag: str, given: dict[str, str], name: str) -> bool:
    """The value of a field is data; of a button it is what the button says."""
    return name == "value" and tag == "input" and given.get("type") != "submit"


class Speech(HTMLParser):
    """What a page says in its own language: texts and spoken attributes outside elements of another language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page_language, self.stack, self.said = "", [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "html":
            self.page_language = given.get("lang", "")
        if given.get("id") == ROWS:
            given["lang"] = DATA
        language = given.get("lang") or (self.stack[-1][1] if self.stack else self.page_language)
        if language == self.page_language:
            self.said += [
                value for name, value in given.items() if name in SAID and value and not typed(tag, given, name)
            ]
        if tag not in VOID:
            self.stack.append((tag, language))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, text):
        tag, language = self.stack[-1] if self.stack else ("", self.page_language)
        if text.strip() and language == self.page_language and tag not in {"script", "style", "textarea"}:
            self.said.append(text.strip())


@pytest.fixture(scope="module")
def message_ids() -> set[str]:
    """The English texts that a Vietnamese page must not show."""
    ids: set[str] = set()
    for room in ("portal", "procedures", "dossiers", "payments", "feedback", "reports"):
        with (settings.BASE_DIR / room / "locale/vi/LC_MESSAGES/django.po").open("rb") as file:
            entries = [(e.id, e.string) if isinstance(e.id, str) else (e.id[0], e.string[0]) for e in read_po(file)]
        ids |= {
            message
            for message, text in entries
            if len(message) > LONG_ENOUGH and "%" not in message and text != message
        }
    return ids


def address(place: Place, route: str) -> str:
    return place.address(route.replace("{code}", place.dossier.code))


@pytest.fixture
def entered(place) -> list[str]:
    """What people wrote into the rows the stock pages show: data, longest first."""
    columns = [
        (Agency, "name"), (Agency, "short_name"), (Post, "title"), (User, "full_name"), (Edition, "name"),
        (Field, "name"), (WorkDay, "name"), (CannedAnswer, "title"),
    ]  # fmt: skip
    texts = {text for model, column in columns for text in model.objects.values_list(column, flat=True)}
    return sorted(texts, key=len, reverse=True)


def without(texts: list[str], said: str) -> str:
    for text in texts:
        said = said.replace(text, "")
    return said


def spoken(browser: Client, address: str, language: str) -> Speech:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = browser.get(address)
    assert response.status_code < 500, address
    is_page = response.status_code not in {302, 405} and response.headers["Content-Type"].startswith("text/html")
    speech = Speech(response.content.decode() if is_page else "")
    assert speech.page_language == (language if is_page else ""), address
    return speech


@pytest.mark.parametrize("route", [*ROUTES, *MORE])
def test_english_pages_keep_vietnamese_in_its_place(place, entered, route):
    data = entered if "<path:object_id>" in route else []
    found = [
        f"{who}: {text[:80]}"
        for who, browser in place.windows.items()
        for text in spoken(browser, address(place, route), "en").said
        if VIETNAMESE.search(without(data, text))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("route", [*ROUTES, *MORE])
def test_vietnamese_pages_show_no_message_id(place, message_ids, route):
    found = [
        f"{who}: {text[:80]}"
        for who, browser in place.windows.items()
        for text in spoken(browser, address(place, route), "vi").said
        if text.rstrip(" .:") in message_ids or text in message_ids
    ]
    assert not found, "\n".join(found)
