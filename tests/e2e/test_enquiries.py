"""A question in browsers: asked with like ones shown, given out, answered with a canned answer, approved without names,
found by everybody from the procedure's page. axe judges every page of the way."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Person, Site
from tests.e2e.test_supplement import judged

PROCEDURE = "1.001193"
TITLE = "Sinh con ở bệnh viện Hà Nội thì đăng ký khai sinh ở đâu?"
CONTENT = (
    "Con tôi sinh ở bệnh viện tại Hà Nội, tôi thường trú ở phường Trần Phú thì đăng ký khai sinh ở phường được không?"
)
WARD = "Ủy ban nhân dân phường Trần Phú, thành phố Bắc Giang"
REPLIED = "Được. Bạn đăng ký tại phường nơi bạn cư trú."


def asks(person: Person, site: Site) -> str:
    page = person.page
    page.goto(f"{site.url}/thu-tuc/{PROCEDURE}/")
    page.get_by_role("link", name="Đặt câu hỏi về thủ tục này").click()
    expect(page.locator("[name=procedure_code]")).to_have_value(PROCEDURE)
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.locator('[data-error-for="title"]')).to_be_visible()
    judged(person, "hoi-dap-loi")
    for name, value in {
        "title": TITLE,
        "content": CONTENT,
        "name": "Nguyễn Thị Thanh Huyền",
        "email": "h@x.vn",
    }.items():
        page.locator(f"main [name={name}]").fill(value)
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_text("Con sinh ở bệnh viện tỉnh khác")).to_be_visible()
    judged(person, "hoi-dap-tuong-tu")
    page.get_by_role("button", name="Vẫn gửi").click()
    expect(page.locator('[data-enquiry-status="1"]')).to_be_visible()
    judged(person, "hoi-dap-cua-toi")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def at_desk(official: Person, site: Site, key: str) -> None:
    official.page.goto(f"{site.url}/quan-tri/feedback/enquiry/")
    judged(official, "hoi-dap-ban-lam-viec", 1280, 375)
    official.page.locator(f'a[href$="/enquiry/{key}/"]').click()
    judged(official, "hoi-dap-cau-hoi", 1280, 375)


def act(official: Person, name: str, status: int) -> None:
    official.page.locator(f"button[name=action][value={name}]").click()
    expect(official.page.locator(f'[data-enquiry-status="{status}"]')).to_be_visible()


def answers(officer: Person) -> None:
    page = officer.page
    page.locator("#canned").select_option(label="Việc thuộc cơ quan khác")
    page.get_by_role("button", name="Chèn vào câu trả lời").click()
    expect(page.locator("#propose-answer")).to_have_value(re.compile("Nguyễn Thị Thanh Huyền"))
    page.locator("#propose-answer").fill(f"{REPLIED} Gọi chị Nguyễn Thị Thanh Huyền, 0912 345 678.")
    act(officer, "propose", 4)


def publishes(leader: Person) -> None:
    page = leader.page
    expect(page.locator("#approve_public-answer")).to_have_value(f"{REPLIED} Gọi chị [đã lược bỏ], [đã lược bỏ].")
    page.locator("#approve_public-answer").fill(REPLIED)
    act(leader, "approve_public", 5)


def test_a_question_is_answered_and_found(enter: Any, site: Site):
    asker = enter()
    key = asks(asker, site)
    reception, officer, leader, anybody = enter("reception"), enter("officer"), enter("leader"), enter()
    at_desk(reception, site, key)
    reception.page.locator("#assign-agency").select_option(label=WARD)
    act(reception, "assign", 2)
    at_desk(officer, site, key)
    answers(officer)
    at_desk(leader, site, key)
    publishes(leader)
    judged(leader, "hoi-dap-da-tra-loi", 1280, 375)
    asker.page.reload()
    expect(asker.page.get_by_text("0912 345 678")).to_be_visible()
    anybody.page.goto(f"{site.url}/thu-tuc/{PROCEDURE}/")
    anybody.page.get_by_role("link", name=TITLE).click()
    expect(anybody.page.get_by_text(REPLIED)).to_be_visible()
    expect(anybody.page.get_by_text("Thanh Huyền")).to_have_count(0)
    judged(anybody, "hoi-dap-cong-khai")
    anybody.page.goto(f"{site.url}/hoi-dap/?q=benh+vien+ha+noi")
    expect(anybody.page.get_by_role("link", name=TITLE)).to_be_visible()
    judged(anybody, "hoi-dap")
