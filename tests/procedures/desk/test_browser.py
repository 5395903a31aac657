"""The whole way in a real browser at phone and desk width, clean for those who do not see."""

import pytest
from playwright.sync_api import Page

from portal.calendar.models import WorkDay
from procedures import drafting, search
from procedures.models import Component, Decision, Edition, Exemption, Fee, Procedure, ProcessStep, TimeLimit
from tests.factories import AgencyFactory, PostFactory, ProcedureFactory
from tests.portal.desk import enter
from tests.procedures.browser import IN_A_BROWSER, SITE, answered_by, launched, press, see
from tests.procedures.builder import desk as forms
from tests.procedures.desk.pages import at

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return launched(browser_type_launch_args)


@pytest.fixture
def desk_page(page: Page, db, calendar, monkeypatch) -> Page:
    """The browser's loop runs in this thread; the rows are asked between its turns."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    assert WorkDay.objects.exists()
    return answered_by(page, enter(PostFactory(role="catalogue", user__full_name="Đỗ Minh Châu").user))


LONG = "Bản sao có chứng thực Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất"


@pytest.fixture
def draft(desk_page) -> Edition:
    """With a row of every kind, long names, a condition and bands."""
    procedure = ProcedureFactory(current__online_level=3, current__name_plain="xac nhan tinh trang nha o")
    draft = drafting.draft_from(Edition.objects.get(pk=procedure.current_id))
    asked = forms.form(forms.section(forms.question("value", "money"), forms.question("way", "yes_no")))
    Edition.objects.filter(pk=draft.pk).update(form=asked, results=[{"code": "KQ.1", "name": "Giấy xác nhận"}])
    where = {"all": [{"question": "way", "is": "yes"}, {"question": "channel", "is_not": "2"}]}
    Component.objects.create(
        edition=draft, number=1, name=LONG, copies=2, condition=where, note="Ghi chú", form_name="1"
    )
    bands = {"bands": [[100_000_000, 50_000], [None, 90_000]]}
    fee = Fee.objects.create(
        edition=draft, channel="2", number=1, name=LONG, rule="bands", quantity="value", rule_values=bands
    )  # fmt: skip
    Exemption.objects.create(edition=draft, fee=fee, group="ho-ngheo", name="Người thuộc hộ nghèo", ground=LONG)
    ProcessStep.objects.create(edition=draft, number=1, name="Thẩm định hồ sơ", role="officer", hours=20)
    AgencyFactory(name="Ủy ban nhân dân xã Tân Mỹ, thành phố Bắc Giang")
    search.index([procedure])
    return Edition.objects.get(pk=draft.pk)


def go(page: Page, url: str) -> None:
    page.goto(SITE + url)


PAGES = ("change", "content", "papers", "times", "fees", "agencies", "difference", "publish", "discard")
ADDING = ("case_add", "paper_add", "time_add", "fee_add", "exemption_add", "agency_add", "step_add")


def test_every_page_of_a_draft_can_be_used_by_everybody(desk_page, draft):
    for name in (*PAGES, *ADDING):
        go(desk_page, at(draft, name))
        see(desk_page, f"edition-{name}")
    for kind, row in (
        ("paper", draft.components.get()),
        ("fee", draft.fees.get()),
        ("exemption", draft.exemptions.get()),
    ):
        go(desk_page, at(draft, kind, row.pk))
        see(desk_page, f"edition-{kind}")
        go(desk_page, at(draft, f"{kind}_remove", row.pk))
        see(desk_page, f"edition-{kind}-remove")


def test_every_page_of_a_published_edition_can_be_read_by_everybody(desk_page, draft):
    published = draft.procedure.current
    for name in (*PAGES[:7], "draft"):
        go(desk_page, at(published, name))
        see(desk_page, f"published-{name}")


def test_what_is_wrong_can_be_seen_by_everybody(desk_page, draft):
    go(desk_page, at(draft, "fee", draft.fees.get().pk))
    desk_page.fill("[name=bands-0-amount]", "nhiều")
    press(desk_page, "Lưu")
    see(desk_page, "edition-fee-refused")
    go(desk_page, at(draft, "agency_add"))
    press(desk_page, "Lưu")
    see(desk_page, "edition-agency-refused")
    go(desk_page, at(draft, "content"))
    desk_page.fill("[name=name]", "")
    press(desk_page, "Lưu")
    see(desk_page, "edition-content-refused")


def test_only_what_the_rule_asks_for_is_seen(desk_page, draft):
    go(desk_page, at(draft, "fee_add"))
    assert desk_page.locator("[name=amount]").is_visible() and not desk_page.locator("[name=percent]").is_visible()
    desk_page.check("[name=rule][value=share]")
    assert desk_page.locator("[name=percent]").is_visible() and not desk_page.locator("[name=amount]").is_visible()
    desk_page.check("[name=rule][value=bands]")
    assert desk_page.locator("[name=bands-0-amount]").is_visible()


def test_lists_and_the_start_page_can_be_used_by_everybody(desk_page, draft):
    places = {
        "home": "/quan-tri/", "editions": "/quan-tri/procedures/edition/", "none": "/quan-tri/procedures/edition/?q=x",
        "procedures": "/quan-tri/procedures/procedure/", "decisions": "/quan-tri/procedures/decision/",
        "procedure": f"/quan-tri/procedures/procedure/{draft.procedure_id}/change/",
    }  # fmt: skip
    for name, url in places.items():
        go(desk_page, url)
        see(desk_page, f"list-{name}")


def test_a_draft_is_mended_and_announced_by_a_decision(desk_page, draft):
    page = desk_page
    TimeLimit.objects.filter(edition=draft).update(value=3)
    go(page, at(draft, "change"))
    assert "Cơ quan và quy trình" in page.locator("#sai ~ .mendings").inner_text()
    go(page, at(draft, "step_add"))
    page.fill("[name=name]", "Ký giấy xác nhận")
    page.select_option("[name=role]", "leader")
    page.fill("[name=hours]", "4")
    press(page, "Lưu")
    assert "24 / 24 giờ làm việc" in page.locator(".sums").inner_text()
    go(page, "/quan-tri/procedures/decision/add/")
    see(page, "decision-add")
    days = {"number": "7/QĐ-UBND", "subject": LONG, "signer": "Lê Ánh Dương"}
    for name, value in (days | {"signed_on": "01/12/2020", "effective_on": "02/12/2020"}).items():
        page.fill(f"[name={name}]", value)
    press(page, "Lưu và thêm thủ tục")
    see(page, "decision-empty")
    page.get_by_role("link", name="Thêm thủ tục").last.click()
    see(page, "decision-find")
    page.get_by_role("link", name="Chọn").first.click()
    see(page, "decision-line")
    press(page, "Lưu")
    see(page, "decision-overview")
    page.get_by_role("link", name="Kiểm tra và công bố").last.click()
    see(page, "decision-publish")
    press(page, "Công bố ngay")
    see(page, "decision-published")
    assert Procedure.objects.get(pk=draft.procedure_id).current_id == draft.pk
    assert Decision.objects.get().state == "published"
