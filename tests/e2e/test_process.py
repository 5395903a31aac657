"""One dossier through its internal process: charged, appraised, another agency asked, proposed, approved, issued."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import act, answer_everything, at_desk, begin, hand_in_papers, submit
from tests.e2e.test_supplement import judged
from tests.sheets import written_pdf

PROCEDURE = "1.004873"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "giấy xác nhận.pdf"
    path.write_bytes(written_pdf())
    return path


def filed(citizen: Person, site: Site, *, paper: Path, photo: Path) -> str:
    citizen.page.goto(f"{site.url}/thu-tuc/{PROCEDURE}/")
    begin(citizen)
    answer_everything(citizen)
    hand_in_papers(citizen, paper, photo)
    return submit(citizen)


def open_act(person: Person, site: Site, code: str, name: str) -> Any:
    """The page on which an act of the process is done, and its form."""
    at_desk(person, site, code)
    person.page.locator(f'[data-act="{name}"] a').click()
    return person.page.locator("form", has=person.page.locator(f'button[name=action][value="{name}"]'))


def done(person: Person, name: str) -> None:
    person.page.locator(f'button[name=action][value="{name}"]').click()
    person.page.wait_for_selector(".messagelist .success")


def ask(officer: Person, site: Site, code: str) -> None:
    form = open_act(officer, site, code, "ask_opinion")
    option = form.locator("select[name=agency] option", has_text="Ủy ban nhân dân thị trấn Đồi Ngô").first
    form.locator("select[name=agency]").select_option(value=option.get_attribute("value"))
    form.locator("textarea[name=question]").fill("Từ 2015 đến 2018 công dân có đăng ký kết hôn tại địa phương không?")
    due = timezone.localdate() + timedelta(days=7)
    form.locator("input[name=due_on]").fill(f"{due:%d/%m/%Y}")
    judged(officer, "lay-y-kien")
    done(officer, "ask_opinion")


def answer(outsider: Person, site: Site, code: str, paper: Path) -> None:
    form = open_act(outsider, site, code, "answer_opinion")
    form.locator("textarea[name=answer]").fill("Không có đăng ký kết hôn trong thời gian trên.")
    form.locator("input[name=shown]").set_input_files(paper)
    judged(outsider, "tra-loi-y-kien")
    done(outsider, "answer_opinion")
    outsider.page.goto(f"{site.url}/quan-tri/dossiers/dossier/?q={code}")
    assert outsider.page.get_by_role("link", name=code).count() == 0


def verify(officer: Person, site: Site, code: str) -> None:
    form = open_act(officer, site, code, "record_verification")
    for name, text in (("held_on", f"{timezone.localdate():%d/%m/%Y}"), ("held_at", "00:05"),
                       ("place", "Tổ dân phố số 3, phường Trần Phú")):  # fmt: skip
        form.locator(f"input[name={name}]").fill(text)
    form.locator("textarea[name=participants]").fill("Trần Văn Bình, tổ trưởng tổ dân phố")
    form.locator("textarea[name=content]").fill("Công dân sống một mình tại địa chỉ đã khai.")
    judged(officer, "xac-minh")
    done(officer, "record_verification")


def propose(officer: Person, site: Site, code: str) -> None:
    form = open_act(officer, site, code, "submit_approval")
    form.locator('input[name=proposed][value="approve"]').check()
    form.locator("textarea[name=remark]").fill("Hồ sơ đủ điều kiện, đề nghị ký giấy xác nhận.")
    judged(officer, "trinh-phe-duyet")
    done(officer, "submit_approval")


def test_a_dossier_goes_through_its_internal_process(enter: Any, site: Site, paper: Path, photo: Path) -> None:
    citizen, clerk, officer = enter("citizen"), enter("clerk"), enter("officer")
    leader, outsider = enter("leader"), enter("outsider")
    at_desk(clerk, site, filed(citizen, site, paper=paper, photo=photo))
    act(clerk, "receive", "2")
    code = str(clerk.page.locator("[data-code]").get_attribute("data-code"))
    act(clerk, "forward", "4")

    form = open_act(leader, site, code, "assign")
    form.locator("button[value=assign]").click()
    leader.page.wait_for_selector('[data-error-for="official"]')
    judged(leader, "phan-cong-thieu")
    chosen = form.locator("select[name=official] option", has_text="Lê Quang Huy").get_attribute("value")
    form.locator("select[name=official]").select_option(value=chosen)
    form.locator("textarea[name=remark]").fill("Ưu tiên, công dân cần sớm.")
    done(leader, "assign")

    at_desk(officer, site, code)
    assert officer.page.locator("button[value=finish]").count() == 0
    ask(officer, site, code)
    answer(outsider, site, code, paper)
    verify(officer, site, code)
    propose(officer, site, code)

    at_desk(leader, site, code)
    judged(leader, "phe-duyet")
    done(leader, "approve")

    at_desk(officer, site, code)
    judged(officer, "cac-buoc-xu-ly")
    states = officer.page.locator("[data-step]").evaluate_all("rows => rows.map(row => row.dataset.step)")
    assert states == ["ended", "ended", "ended", "ended", "running"]
    officer.page.locator("input[name=result_number]").fill("41/2020/XN")
    officer.page.locator("input[name=result_file]").set_input_files(paper)
    act(officer, "finish", "9")
    clerk.page.reload()
    act(clerk, "hand_over", "10")

    citizen.page.goto(f"{site.url}/ho-so/")
    citizen.page.locator(".entry", has_text=code).locator("h2 a").click()
    read = citizen.page.inner_text("main")
    assert "Hồ sơ đã trình lãnh đạo phê duyệt" in read
    for words in ("Ưu tiên", "Không có đăng ký kết hôn", "sống một mình"):
        assert words not in read
    officer.page.goto(f"{site.url}/quan-tri/dossiers/dossier/thong-ke-buoc/")
    judged(officer, "thong-ke-theo-buoc")
    assert "Thẩm định hồ sơ, soạn giấy xác nhận" in officer.page.inner_text("#content")
    assert [line["TrangThai"] for line in site.at_nation(code, "10")["progress"]][-1] == "10"
