"""One dossier from sign-in to the national portal, by the people who do it, in their browsers."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.conftest import Person, Site
from tests.sheets import written_pdf

AGENCY = "Ủy ban nhân dân phường Trần Phú, thành phố Bắc Giang"
ANSWERS = {
    "owner_address": "Số 12 đường Nguyễn Văn Cừ, phường Trần Phú",
    "return_by": "counter",
    "phone": "0912000101",
    "lived_elsewhere": "no",
    "purpose": "property",
}


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "giấy chứng sinh.pdf"
    path.write_bytes(written_pdf())
    return path


def sign_in_through_the_nation(person: Person, site: Site) -> None:
    page = person.page
    page.goto(f"{site.url}/dang-nhap/?next=/thu-tuc/1.001193/")
    page.locator('form[action^="/sso/"] button').click()
    assert page.url.startswith(site.national)
    person.see("dang-nhap-quoc-gia")
    page.locator(".person", has_text="Nguyễn Thị Lan Anh").click()
    person.see("dong-y-chia-se")
    page.get_by_role("button", name="Đồng ý", exact=True).click()
    page.wait_for_url(f"{site.url}/thu-tuc/1.001193/")


def begin(person: Person) -> None:
    person.page.get_by_role("link", name="Nộp hồ sơ", exact=True).click()
    person.see("bat-dau")
    person.page.locator("select[name=agency]").select_option(label=AGENCY)
    person.page.wait_for_load_state("domcontentloaded")
    owner = person.page.locator("input[name=owner_is][value=self]")
    if owner.count():
        owner.check()
    person.page.locator("main form button").last.click()


def answer_everything(person: Person) -> None:
    """Fill the steps one by one until the papers are asked for."""
    page = person.page
    for number in range(1, 12):
        if not re.search(r"/buoc/\d+/", page.url):
            return
        person.see(f"buoc-{number}")
        fill(page)
        here = page.url
        page.locator("main form button").last.click()
        page.wait_for_url(lambda url, here=here: url != here)  # what is being saved as one types arrives first
        errors = page.locator("[data-error-for]").all_inner_texts()
        assert errors == [], f"{page.url}: {errors}"
    raise AssertionError("the form has no end")


def fill(page: Any) -> None:
    """Sensible answers by the kind of field; what is filled already, or not asked, stays."""
    for field in page.locator("main form input:not([type=hidden]), main form select, main form textarea").all():
        name, kind = field.get_attribute("name"), field.get_attribute("type") or ""
        if kind == "radio":
            group = page.locator(f'main form input[name="{name}"]')
            if field.is_visible() and not page.locator(f'main form input[name="{name}"]:checked').count():
                wanted = page.locator(f'main form input[name="{name}"][value="{ANSWERS.get(name, "")}"]')
                (wanted if wanted.count() else group).first.check()
        elif kind == "checkbox" or not field.is_visible() or field.input_value():
            continue
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(index=1)
        else:
            field.fill(ANSWERS.get(name) or text_for(name, field))


def text_for(name: str, field: Any) -> str:
    if re.search(r"_on$|date", name):
        return "05/10/2020"
    if "id_number" in name:
        return "024190000123"
    if "phone" in name:
        return "0912000101"
    if "email" in name:
        return "lananh@example.vn"
    if field.get_attribute("inputmode") == "numeric":
        return "1"
    return "Nguyễn Gia Bảo"


def hand_in_papers(person: Person, certificate: Path, photo: Path) -> None:
    page = person.page
    person.see("giay-to")
    required = page.locator("section.paper", has_text="bắt buộc").count()
    files = [photo, certificate]
    for number in range(max(required, 1)):
        card = (
            page.locator("section.paper", has_text="bắt buộc").first
            if required
            else page.locator("section.paper").first
        )
        name = card.get_attribute("id")
        card.locator("input[type=file]").set_input_files(files[number % 2])
        if not person.has_script:
            card.locator("button[value=add]").click()
        page.locator(f"#{name} .page-given").wait_for()
    assert page.locator("[data-error-for]").count() == 0
    person.see("giay-to-da-nop")
    page.goto(re.sub(r"giay-to/.*", "xem-lai/", page.url))


def submit(person: Person) -> str:
    page = person.page
    person.see("xem-lai")
    page.locator("input[name=declared]").check()
    page.locator("button[name=action][value=submit]").click()
    page.wait_for_selector('[data-status="1"]')
    person.see("da-nop")
    return str(page.locator("[data-code]").get_attribute("data-code"))


def at_desk(person: Person, site: Site, number: str) -> None:
    person.page.goto(f"{site.url}/quan-tri/dossiers/dossier/?q={number}")
    person.page.get_by_role("link", name=number).click()


def act(person: Person, name: str, status: str) -> None:
    person.page.locator(f"button[name=action][value={name}]").click()
    person.page.wait_for_selector(f'[data-status="{status}"]')


def unread(page: Any) -> int:
    return int(page.locator("header .count").inner_text().split()[0])


def read_notices(person: Person, site: Site, code: str) -> None:
    """What told of the end is new; where it leads, it is read. Others may come meanwhile."""
    page = person.page
    page.goto(f"{site.url}/thong-bao/")
    person.see("thong-bao")
    assert Axe().run(page).response["violations"] == []
    assert unread(page) >= 4
    told = page.locator(".entry--new", has_text=code).filter(has_text="Hồ sơ kết thúc tại đây")
    told.locator("button[value=open]").click()
    page.wait_for_selector('[data-status="10"]')
    page.goto(f"{site.url}/thong-bao/")
    expect(told).to_have_count(0)
    page.goto(f"{site.url}/tai-khoan/thong-bao/")
    person.see("cach-nhan-thong-bao")
    assert Axe().run(page).response["violations"] == []


def test_one_dossier_from_sign_in_to_the_national_portal(
    enter: Any, site: Site, certificate: Path, photo: Path, tmp_path: Path
) -> None:
    citizen, clerk, officer = enter(), enter("clerk"), enter("officer")
    sign_in_through_the_nation(citizen, site)
    citizen.see("thu-tuc")
    citizen.picture("thu-tuc-tren-dien-thoai", 375, 720)
    begin(citizen)
    answer_everything(citizen)
    hand_in_papers(citizen, certificate, photo)
    number = submit(citizen)
    dossier_url = citizen.page.url

    clerk.page.goto(f"{site.url}/quan-tri/dossiers/dossier/")
    clerk.see("ban-lam-viec", 1366, 375)
    at_desk(clerk, site, number)
    clerk.see("ho-so-cho-tiep-nhan", 1366, 375)
    act(clerk, "receive", "2")
    code = str(clerk.page.locator("[data-code]").get_attribute("data-code"))
    assert re.fullmatch(r"\d{3}\.\d{2}\.\d{2}\.H02-\d{6}-\d{4}", code)
    receipt = clerk.page.request.get(f"{dossier_url}giay-tiep-nhan/")
    assert receipt.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(receipt.body())).pages)
    assert code in text
    assert "HẸN TRẢ KẾT QUẢ" in text
    site.at_nation(code, "2")

    act(clerk, "forward", "4")
    at_desk(officer, site, code)
    officer.see("ho-so-dang-xu-ly", 1366, 375)
    officer.picture("ban-lam-viec", 1280, 720)
    officer.page.locator("input[name=result_number]").fill("15/2020/KS")
    officer.page.locator("input[name=result_file]").set_input_files(certificate)
    act(officer, "finish", "9")
    clerk.page.reload()
    act(clerk, "hand_over", "10")

    held = site.at_nation(code, "10")
    assert [line["TrangThai"] for line in held["progress"]] == ["1", "2", "4", "9", "10"]
    citizen.page.goto(dossier_url)
    citizen.page.wait_for_selector('[data-status="10"]')
    citizen.page.wait_for_selector('[data-national="success"]')
    citizen.see("ho-so-xong")
    citizen.picture("ho-so", 1000, 720)
    read_notices(citizen, site, code)
    clerk.page.reload()
    clerk.see("ho-so-da-tra", 1366, 375)

    visitor = enter()
    visitor.page.goto(f"{site.url}/tra-cuu/?ma={code}")
    visitor.see("tra-cuu")
    assert code in visitor.page.inner_text("main")
    assert "Lan Anh" not in visitor.page.content()
    visitor.page.goto(f"{site.national}/ho-so/{code}/")
    visitor.see("cong-quoc-gia")
    assert "Đã trả kết quả" in visitor.page.inner_text("main")


def test_a_stranger_finds_nothing(enter: Any, site: Site, certificate: Path, photo: Path) -> None:
    citizen = enter("citizen")
    citizen.page.goto(f"{site.url}/thu-tuc/1.001193/")
    begin(citizen)
    address = citizen.page.url
    stranger, outsider = enter("citizen2"), enter("outsider")
    for person in (stranger, outsider):
        assert person.page.goto(address).status == 404
