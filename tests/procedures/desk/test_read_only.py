"""A published edition is read on the same pages, in words, and nothing there can be pressed."""

import pytest

from procedures.models import Component, Edition, Exemption, Fee, ProcessStep, Responsibility
from tests.factories import AgencyFactory
from tests.law import law_rewritten
from tests.procedures.desk.pages import at, page_of, text_of

pytestmark = pytest.mark.django_db
TABS = ("change", "content", "papers", "times", "fees", "agencies", "form", "examples", "difference")


@pytest.fixture
def law(published):
    """With a row of every kind."""
    with law_rewritten():
        Edition.objects.filter(pk=published.pk).update(
            levels=[3], results=[{"code": "KQ.1", "name": "Giấy xác nhận"}], handled_by=[{"code": "", "name": "Xã"}]
        )
        where = {"question": "channel", "is": "1"}
        Component.objects.create(edition=published, number=1, name="Tờ khai", copies=2, condition=where)
        fee = Fee.objects.create(edition=published, channel="2", number=1, amount=8000, per="bản")
        Exemption.objects.create(edition=published, fee=fee, group="ho-ngheo", name="Hộ nghèo", ground="TT 1")
        Responsibility.objects.create(edition=published, part="deciding", level=3, agency=AgencyFactory(name="Xã A"))
        ProcessStep.objects.create(edition=published, number=1, name="Thẩm định", role="officer", hours=24)
    return published


@pytest.mark.parametrize("tab", TABS)
def test_nothing_can_be_changed_there(desk, law, tab):
    page = page_of(desk, at(law, tab)).split("<main")[1]
    assert "<form" not in page.replace('<form method="post" action="/quan-tri/procedures/edition', "")
    assert "Thêm" not in page and ">Sửa" not in page


SAID = {
    "content": ["KQ.1 · Giấy xác nhận", "Cấp thực hiện xã"],
    "papers": ["Tờ khai Chỉ khi Cách nộp hồ sơ là “trực tiếp” 2 bản sao nếu có mọi trường hợp"],
    "times": ["3 ngày làm việc Trực tuyến mọi trường hợp"],
    "fees": ["8.000 đ / bản Trực tuyến", "Hộ nghèo Căn cứ: TT 1 miễn toàn bộ"],
    "agencies": ["Xã A Xã quyết định, giải quyết", "1. Thẩm định", "24 / 24 giờ làm việc khớp"],
}


@pytest.mark.parametrize("tab", SAID)
def test_it_is_said_in_words(desk, law, tab):
    said = text_of(desk.get(at(law, tab)))
    assert [words for words in SAID[tab] if words not in said] == []


@pytest.mark.parametrize("tab", TABS)
def test_nothing_is_shown_as_it_is_kept(desk, law, tab):
    page = page_of(desk, at(law, tab)).split("<main")[1]
    assert "{&#x27;" not in page and "[3]" not in page
