"""The national account in a browser: raised where a procedure asks for more, and linked with an account by proof."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, agree

PROCEDURE = "1.001612"
CITIZEN, OFFICIAL = "Lý Văn Sềnh", "Giáp Văn Thưởng"


def ask_for_level_two(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/quan-tri/dossiers/neededassurance/add/")
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill(PROCEDURE)
    page.locator(".select2-results__option", has_text=PROCEDURE).first.click()
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def sign_in_there(page: Page, name: str) -> None:
    page.locator(".person", has_text=name).click()
    agree(page)


def test_who_is_known_less_surely_raises_the_level_and_gets_in(enter, site: Site) -> None:
    ask_for_level_two(enter("catalogue").page, site)
    citizen = enter()
    page = citizen.page
    page.goto(f"{site.url}/thu-tuc/{PROCEDURE}/")
    expect(page.locator("[data-level='2']")).to_contain_text("mức 2")
    citizen.see("thu-tuc-muc-2")
    page.get_by_role("link", name="Nộp hồ sơ").first.click()
    page.get_by_role("button", name="Đăng nhập qua cổng quốc gia").click()
    sign_in_there(page, CITIZEN)
    expect(page.locator("h2", has_text="cần tài khoản quốc gia mức 2")).to_be_visible()
    citizen.see("can-muc-2")
    page.get_by_role("button", name="Nâng mức").click()
    page.get_by_role("button", name="Xác nhận nâng lên mức 2").click()
    agree(page)
    expect(page.locator("[data-level='2']")).to_contain_text("đã đạt mức 2")
    expect(page.locator("form button[type=submit]", has_text="Bắt đầu")).to_be_visible()


def test_an_official_links_their_account_after_both_were_proven(enter, site: Site) -> None:
    official = enter()
    page = official.page
    page.goto(f"{site.url}/dang-nhap/?next=/tai-khoan/dinh-danh/")
    user, password, code = site.entry("outsider")
    page.locator("[name=login]").fill(user)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.locator("[name=code]").fill(code)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name="Liên kết với tài khoản quốc gia của tôi").click()
    sign_in_there(page, OFFICIAL)
    expect(page.locator("main")).to_contain_text("Đã liên kết tài khoản")
    expect(page.locator(".facts")).to_contain_text(OFFICIAL)
    official.see("lien-ket-tai-khoan")
