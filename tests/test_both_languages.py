"""Every page in both languages as every role: no Vietnamese letter in the English one but under lang="vi", no message id in the other."""

import re
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Role
from tests.factories import PostFactory
from tests.portal.desk import enter as at_desk

pytestmark = pytest.mark.django_db
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
SAID = {"title", "alt", "placeholder", "aria-label", "value"}
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle"}
LONG_ENOUGH = 12
ROWS, DATA = "result_list", "data"
"""The rows of a stock list are what people entered: data, in no language of the page."""


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
                value for name, value in given.items() if name in SAID and value and given.get("type") != "hidden"
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
        if text.strip() and language == self.page_language and tag not in {"script", "style"}:
            self.said.append(text.strip())


@pytest.fixture(scope="module")
def message_ids() -> set[str]:
    """The English texts that a Vietnamese page must not show."""
    ids: set[str] = set()
    for room in ("portal", "procedures", "dossiers"):
        with (settings.BASE_DIR / room / "locale/vi/LC_MESSAGES/django.po").open("rb") as file:
            entries = [(e.id, e.string) if isinstance(e.id, str) else (e.id[0], e.string[0]) for e in read_po(file)]
        ids |= {
            message
            for message, text in entries
            if len(message) > LONG_ENOUGH and "%" not in message and text != message
        }
    return ids


@pytest.fixture
def received(dossier: Dossier, clerk: User) -> Dossier:
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return dossier


@pytest.fixture
def pages(procedure, received, citizen, clerk, officer, leader, catalogue_admin, sign_in, draft):
    """(who, browser, addresses) for everybody."""
    begun = Dossier.objects.create(
        edition=received.edition,
        case=received.case,
        agency=received.agency,
        received_by=received.received_by,
        submitter=citizen,
    )
    public = ["/", "/thu-tuc/", "/thu-tuc/?q=khong+co+gi", f"/thu-tuc/{procedure.code}/", "/dang-nhap/", "/tra-cuu/"]
    public += [f"/tra-cuu/?ma={received.code}", "/tra-cuu/?ma=TN-AAAAA-AAAAA", "/khong-co/"]
    own = [f"/thu-tuc/{procedure.code}/nop-ho-so/", "/ho-so/", f"/ho-so/{received.uuid}/"]
    own += [f"/ho-so/{begun.uuid}/{part}" for part in ("noi-nop/", "buoc/1/", "buoc/2/", "giay-to/", "xem-lai/")]
    desk = [reverse("admin:index"), reverse("admin:dossiers_dossier_changelist")]
    one = [reverse("admin:dossiers_dossier_page", args=[received.uuid])]
    lists = [
        reverse(f"admin:{name}_changelist")
        for name in ("procedures_procedure", "procedures_edition", "calendar_workday")
    ]
    rule = [reverse(f"admin:{name}_changelist") for name in ("accounts_user", "agencies_agency", "agencies_post")]
    admin = PostFactory(role=Role.ADMIN).user
    return [
        ("anonymous", Client(), public),
        ("citizen", sign_in(citizen), public + own),
        ("clerk", at_desk(clerk), desk + one),
        ("leader", at_desk(leader), desk),
        ("catalogue", at_desk(catalogue_admin), desk[:1] + lists),
        ("admin", at_desk(admin), desk[:1] + rule),
    ]


def spoken(browser: Client, address: str, language: str) -> Speech:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = browser.get(address, follow=True)
    assert response.status_code < 500, address
    return Speech(response.content.decode())


def test_english_pages_keep_vietnamese_in_its_place(pages):
    found = []
    for who, browser, addresses in pages:
        for address in addresses:
            speech = spoken(browser, address, "en")
            assert speech.page_language == "en", address
            found += [f"{who} {address}: {text[:80]}" for text in speech.said if VIETNAMESE.search(text)]
    assert not found, "\n".join(found)


def test_vietnamese_pages_show_no_message_id(pages, message_ids):
    found = []
    for who, browser, addresses in pages:
        for address in addresses:
            said = spoken(browser, address, "vi").said
            found += [
                f"{who} {address}: {text[:80]}"
                for text in said
                if text.rstrip(" .:") in message_ids or text in message_ids
            ]
    assert not found, "\n".join(found)
