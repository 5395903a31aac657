"""A result from the desk to the citizen, the public check by its address, and a corrected one in its place."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import act, answer_everything, at_desk, begin, hand_in_papers, submit
from tests.e2e.test_supplement import judged
from tests.sheets import written_pdf


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "kết quả.pdf"
    path.write_bytes(written_pdf())
    return path


def in_process(citizen: Person, clerk: Person, site: Site, *, paper: Path, photo: Path) -> str:
    """Filed, received and handed on; returns the dossier's address."""
    citizen.page.goto(f"{site.url}/thu-tuc/1.001193/")
    begin(citizen)
    answer_everything(citizen)
    hand_in_papers(citizen, paper, photo)
    at_desk(clerk, site, submit(citizen))
    act(clerk, "receive", "2")
    act(clerk, "forward", "4")
    return str(citizen.page.url)


def choose_online(citizen: Person, address: str) -> None:
    citizen.page.goto(f"{address}nhan-ket-qua/")
    judged(citizen, "nhan-ket-qua")
    citizen.page.locator('input[name="return_by"][value="online"]').check()
    citizen.page.locator("main form button").last.click()
    citizen.page.wait_for_url(address)


def record(officer: Person, site: Site, code: str, paper: Path) -> None:
    at_desk(officer, site, code)
    officer.page.locator("input[name=result_number]").fill("21/2020/KS")
    officer.page.locator("input[name=signer_title]").fill("Chủ tịch")
    officer.page.locator("input[name=result_file]").set_input_files(paper)
    act(officer, "finish", "9")


def address_on_slip(citizen: Person, site: Site) -> str:
    """Read from the printed slip, as the QR code says it."""
    href = citizen.page.locator('a[href*="/phieu-xac-minh/"]').first.get_attribute("href")
    slip = citizen.page.request.get(f"{site.url}{href}")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(slip.body())).pages)
    token = str(citizen.page.locator('a[href^="/xac-minh/"]').first.get_attribute("href"))
    assert "".join(text.split()).find(token) > 0
    return f"{site.url}{token}"


def test_a_result_is_released_read_checked_and_corrected(enter: Any, site: Site, paper: Path, photo: Path) -> None:
    citizen, clerk, officer, visitor = enter("citizen"), enter("clerk"), enter("officer"), enter()
    address = in_process(citizen, clerk, site, paper=paper, photo=photo)
    choose_online(citizen, address)
    code = str(citizen.page.locator("[data-code]").get_attribute("data-code"))
    record(officer, site, code, paper)

    citizen.page.reload()
    with citizen.page.expect_download() as download:
        citizen.page.locator("a.govuk-button", has_text="Tải kết quả về").click()
    assert Path(download.value.path()).read_bytes() == paper.read_bytes()
    judged(citizen, "ket-qua-moi-co")
    citizen.page.locator("button[value=receive_online]").click()
    citizen.page.wait_for_selector('[data-status="10"]')

    checked = address_on_slip(citizen, site)
    visitor.page.goto(checked)
    judged(visitor, "xac-minh-con-hieu-luc")
    assert visitor.page.locator("[data-result-state]").get_attribute("data-result-state") == "valid"
    assert "Lan Anh" not in visitor.page.content()

    citizen.page.goto(f"{address}dinh-chinh/")
    judged(citizen, "dinh-chinh")
    citizen.page.locator('input[name="what"][value="date"]').check()
    citizen.page.locator("textarea[name=note]").fill("Ghi năm 1981, đúng là 1987")
    citizen.page.locator("main form button").last.click()
    citizen.page.wait_for_selector('[data-correction="open"]')

    officer.page.reload()
    assert "Ghi năm 1981" in officer.page.inner_text("main, #content")
    assert "Người nộp xác nhận đã nhận và đọc" in officer.page.inner_text("main, #content")
    officer.page.locator("a", has_text="Đính chính hoặc thu hồi kết quả").click()
    judged(officer, "ban-lam-viec-dinh-chinh")
    form = officer.page.locator("form", has=officer.page.locator("button[value=correct_result]"))
    form.locator("textarea[name=note]").fill("Đã sửa năm sinh")
    form.locator("input[name=result_number]").fill("22/2020/KS")
    form.locator("input[name=result_file]").set_input_files(paper)
    form.locator("button[value=correct_result]").click()
    officer.page.wait_for_selector('[data-result-state="replaced"]')
    judged(officer, "ban-lam-viec-ket-qua-thay-the")

    visitor.page.goto(checked)
    judged(visitor, "xac-minh-da-thay-the")
    assert visitor.page.locator("[data-result-state]").get_attribute("data-result-state") == "replaced"
    citizen.page.reload()
    states = citizen.page.locator("[data-result-state]").evaluate_all(
        "rows => rows.map(row => row.dataset.resultState)"
    )
    assert states == ["valid", "replaced"]
    assert "21/2020/KS" in site.at_nation(code, "10")["dossier"]["GhiChu"]


def open_decided(citizen: Person, site: Site) -> None:
    """One of the demonstration's, on whichever page of the list the other tests' dossiers have pushed it."""
    decided = citizen.page.locator(".entry", has_text="xác nhận tình trạng hôn nhân").filter(has_text="Đã trả kết quả")
    for number in range(1, 10):
        citizen.page.goto(f"{site.url}/ho-so/?trang={number}")
        if decided.count():
            break
    decided.locator("h2 a").first.click()


def test_the_code_on_the_receipt_opens_the_steps_and_leaves_no_trace(enter: Any, site: Site) -> None:
    citizen, visitor = enter("citizen"), enter()
    open_decided(citizen, site)
    code = str(citizen.page.locator("[data-code]").get_attribute("data-code"))
    secret = citizen.page.locator("dd .code").inner_text()
    visitor.page.goto(f"{site.url}/tra-cuu/?ma={code}#k={secret}")
    visitor.page.wait_for_selector("[data-details]")
    judged(visitor, "tra-cuu-bang-ma-bi-mat")
    assert secret not in visitor.page.url and "#" not in visitor.page.url
    assert "Lan Anh" not in visitor.page.content()
