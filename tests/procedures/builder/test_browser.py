"""A small form built from nothing in a real browser, tried out, and kept as an example."""

import pytest
from playwright.sync_api import Page

from procedures.models import Edition, Example
from tests.factories import EditionFactory, ProcedureFactory
from tests.procedures.browser import IN_A_BROWSER, SITE, answered_by, launched, press, see
from tests.procedures.builder.desk import address

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return launched(browser_type_launch_args)


@pytest.fixture
def empty(db, monkeypatch) -> Edition:
    """A draft with nothing asked yet. The browser's loop runs in this thread; the rows are asked between its turns."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return EditionFactory(procedure=ProcedureFactory(), number=2, published=False)


@pytest.fixture
def desk_page(page: Page, administrator_window) -> Page:
    return answered_by(page, administrator_window)


def add(page: Page, edition: Edition, kind: str, label: str, **typed: str) -> None:
    page.goto(f"{SITE}{address(edition, 'question_add', '0')}?loai={kind}")
    for field, value in {"label_vi": label, "label_en": "In English", **typed}.items():
        page.fill(f"[name={field}]", value)


def test_a_small_form_is_built_from_nothing(desk_page, empty):
    page = desk_page
    page.goto(SITE + address(empty))
    see(page, "builder-empty")
    page.goto(SITE + address(empty, "section_add"))
    page.fill("[name=title_vi]", "Chuyến đi")
    press(page, "Lưu")
    see(page, "builder-section-refused")
    page.fill("[name=title_en]", "The journey")
    press(page, "Lưu")
    page.goto(SITE + address(empty, "question_add", "0"))
    see(page, "builder-kinds")
    add(page, empty, "yes_no", "Có đi cùng trẻ em không?", name="with_child")
    press(page, "Lưu")
    add(page, empty, "choice", "Quan hệ", name="relation", options="cha | Cha | Father\nme | Mẹ | Mother")
    page.locator("[data-condition] summary").first.click()
    page.select_option("[name=show-0-question]", "with_child")
    page.select_option("[name=show-0-relation]", "is")
    page.fill("[name=show-0-value]", "maybe")
    press(page, "Lưu")
    see(page, "builder-question-refused")
    page.fill("[name=show-0-value]", "yes")
    press(page, "Lưu")
    see(page, "builder-overview")
    empty.refresh_from_db()
    assert empty.form["steps"][0]["questions"][1]["show"] == {"question": "with_child", "is": "yes"}


def test_the_form_is_tried_and_kept_as_an_example(desk_page, edition, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    page = desk_page
    page.goto(SITE + address(edition, "preview"))
    see(page, "builder-preview-start")
    press(page, "Bắt đầu")
    press(page, "Lưu và tiếp tục")
    see(page, "builder-preview-refused")
    page.fill("[name=summary]", "Đi thăm người thân")
    press(page, "Lưu và tiếp tục")
    page.fill("[name=phone]", "0912345678")
    press(page, "Lưu và tiếp tục")
    see(page, "builder-preview-review")
    press(page, "Lưu làm ví dụ")
    page.fill("[name=name]", "Người lớn đi một mình")
    see(page, "builder-example-confirm")
    press(page, "Kết quả đúng: lưu ví dụ")
    Example.objects.create(edition=edition, name="Ví dụ hỏng", answers={})
    page.reload()
    see(page, "builder-examples")
    assert Example.objects.filter(name="Người lớn đi một mình", errors=[]).exists()


def test_import_and_copy_can_be_used_by_everybody(desk_page, edition, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    desk_page.goto(SITE + address(edition, "exchange"))
    press(desk_page, "Nhập vào")
    see(desk_page, "builder-exchange")
