"""Every page of a draft and of an open decision in English: no Vietnamese letter but under lang="vi"."""

import pytest
from django.urls import reverse

from procedures.models import Component, Decision, Edition, Exemption, Fee, ProcessStep, Responsibility
from tests.factories import AgencyFactory
from tests.procedures.builder import desk as forms
from tests.procedures.desk.pages import at
from tests.test_both_languages import VIETNAMESE, spoken

pytestmark = pytest.mark.django_db
TABS = ("change", "content", "papers", "times", "fees", "agencies", "form", "difference", "publish", "discard")
ROWS = ("case", "paper", "time", "fee", "exemption", "agency", "step")


@pytest.fixture
def full(draft):
    """With a row of every kind and Vietnamese wherever people write."""
    asked = forms.form(forms.section(forms.question("pages", "number")))
    texts = {"results": [{"code": "", "name": "Giấy"}], "requirements": "Có nhà", "audience": ["Công dân"]}
    Edition.objects.filter(pk=draft.pk).update(form=asked, **texts)
    draft.cases.update(name="Cấp lại")
    where = {"all": [{"question": "pages", "more_than": 2}, {"question": "case", "is": "1"}]}
    Component.objects.create(edition=draft, number=1, name="Tờ khai", note="Ghi chú", condition=where)
    fee = Fee.objects.create(edition=draft, channel="2", number=1, amount=1, per="bản", name="Phí", condition=where)
    Exemption.objects.create(edition=draft, fee=fee, group="x", name="Hộ nghèo", ground="Điều 1")
    Responsibility.objects.create(edition=draft, part="deciding", level=3, agency=AgencyFactory())
    ProcessStep.objects.create(edition=draft, number=1, name="Thẩm định", unit="Phòng", role="officer", hours=1)
    return Edition.objects.get(pk=draft.pk)


def vietnamese(desk, url: str) -> list[str]:
    return [text for text in spoken(desk, url, "en").said if VIETNAMESE.search(text)]


@pytest.mark.parametrize("tab", TABS)
def test_the_pages_of_a_draft(desk, full, tab):
    assert vietnamese(desk, at(full, tab)) == []


@pytest.mark.parametrize("kind", ROWS)
def test_the_page_of_a_row(desk, full, kind):
    rows = (full.cases, full.components, full.time_limits, full.fees, full.exemptions, full.responsibilities,
            full.process_steps)  # fmt: skip
    row = dict(zip(ROWS, rows, strict=True))[kind].get()
    for page, *key in ((kind, row.pk), (f"{kind}_remove", row.pk), (f"{kind}_add",)):
        assert vietnamese(desk, at(full, page, *key)) == []


@pytest.mark.parametrize("page", ["change", "details", "find", "publish", "line_add", "line"])
def test_the_pages_of_a_decision(desk, full, calendar, time_machine, page):
    time_machine.move_to("2020-12-02T03:00:00Z", tick=False)
    day = "2020-12-01"
    decision = Decision.objects.create(
        number="1/QĐ-UBND", subject="Công bố", signed_on=day, effective_on=day, signer="Lê Ánh Dương"
    )
    line = decision.lines.create(procedure=full.procedure, effect="amended", edition=full, note="Ghi chú")
    keys = {"line": [line.pk], "line_add": [full.procedure_id]}.get(page, [])
    assert vietnamese(desk, reverse(f"admin:procedures_decision_{page}", args=[decision.pk, *keys])) == []
