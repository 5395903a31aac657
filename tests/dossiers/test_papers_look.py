"""Every state of the papers page, looked at by axe on a phone and at a desk, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers import papers
from portal.files.models import PartialUpload, StoredFile
from tests.dossiers.pages import page_of
from tests.dossiers.photographed import act, address, paper, photo
from tests.factories import ComponentFactory
from tests.portal.test_look_accessible import CHROMIUM, browser_type_launch_args, pytestmark, serve  # noqa: F401
from tests.sheets import blurred, saved, sheet, written_pdf

LONG = "Văn bản ủy quyền có chứng thực của người có yêu cầu đăng ký khai sinh cho người khác thực hiện thay (nếu có)"


@pytest.fixture
def component(draft):
    ComponentFactory(
        edition=draft.edition, name="Xuất trình giấy tờ tùy thân", is_required=False, originals=0, copies=0
    )
    return ComponentFactory(edition=draft.edition, name=LONG)


def scanned(window, draft, component, scan):
    for content in (photo(1).read(), written_pdf(pages=3)):
        papers.add(draft, component, paper(content, "một tên tệp rất dài " * 6 + ".pdf"))
    StoredFile.objects.update(scan=scan)
    return page_of(window, address(draft))


def refused(window, draft, component):
    files = [SimpleUploadedFile("lạ.txt", b"abc"), SimpleUploadedFile("trắng.jpg", saved(sheet(lines=0)))]
    return act(window, draft, component, action="add", file=files).content.decode()


def full(window, draft, component):
    return act(window, draft, component, action="add").content.decode()


def doubted_among_many(window, draft, component):
    for content in (photo(1).read(), saved(blurred(sheet((900, 1200)))), photo(2).read()):
        papers.add(draft, component, paper(content))
    return page_of(window, address(draft))


def joined(window, draft, component):
    for seed in (1, 2):
        papers.add(draft, component, paper(photo(seed).read()))
    papers.join(draft, component)
    return page_of(window, address(draft))


def broken_off(window, draft, component):
    scope, key = f"{draft.uuid}/{component.pk}", "0" * 64
    PartialUpload.objects.create(user=draft.submitter, scope=scope, key=key, name="IMG.jpg", size=100, received=60)
    return page_of(window, address(draft))


def not_asked(window, draft, component):
    other = draft.edition.cases.create(number=2, name="Khác")
    papers.add(draft, ComponentFactory(edition=draft.edition, case=other), paper(photo().read()))
    return page_of(window, address(draft))


STATES = {
    "nothing yet": lambda window, draft, component: page_of(window, address(draft)),
    "waiting for the scanner": lambda *at: scanned(*at, "pending"),
    "infected": lambda *at: scanned(*at, "infected"),
    "two files refused": refused,
    "nothing chosen": full,
    "a doubted page among others": doubted_among_many,
    "joined": joined,
    "an upload that broke off": broken_off,
    "a paper not asked for": not_asked,
}


@pytest.mark.django_db
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    rewritable, settings, page, window, draft, component, state, language, width
):
    settings.CLAMD_SOCKET = "/nobody" if state in (STATES["waiting for the scanner"], STATES["infected"]) else ""
    window.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page.set_viewport_size({"width": width, "height": 800})
    serve(page, state(window, draft, component))
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
