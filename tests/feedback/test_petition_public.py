"""What of a petition is public, and that nothing of it tells who asked (A18, PR-09)."""

import pytest

from feedback import removing
from feedback.models import Petition
from feedback.petitions import similar, table
from feedback.publishing import PublicAlready, StillTellsWho
from tests.feedback.conftest import ANSWER, done, written

pytestmark = pytest.mark.django_db
PUBLIC = {"title": "Chờ lâu ở quầy chứng thực", "content": "Người dân chờ hai buổi sáng.", "answer": ANSWER}


@pytest.fixture
def published(answered, reception) -> Petition:
    return done(table.PUBLISH, answered, reception, **PUBLIC)


TELLING = [
    "Gọi cho tôi: 0912 345 678", "gọi +84 912.345.678", "số định danh 024190000001", "thư ha.tran@example.vn",
    "hồ sơ 000.17.22.H02-201130-0001", "Tôi là TRẦN THỊ HÀ", "tôi là tran thi ha", "nhà ở Thôn Núi",
]  # fmt: skip


@pytest.mark.parametrize("text", TELLING)
def test_what_tells_who_asked_is_found(text):
    assert removing.remaining(text, written())


@pytest.mark.parametrize("text", [*TELLING[:6], TELLING[7]])
def test_what_is_proposed_tells_nobody(text):
    assert removing.remaining(removing.proposed(text, written()).text, written()) == []


@pytest.mark.parametrize(
    "text", ["Nghị quyết 33/2016/NQ-HĐND ngày 08/12/2016", "phí 1.250.000 đồng", "Hà Nội", "quầy số 5"]
)
def test_what_tells_nobody_stays(text):
    assert removing.proposed(text, written()).text == text


def test_it_is_not_published_while_it_tells(answered, reception):
    with pytest.raises(StillTellsWho):
        done(table.PUBLISH, answered, reception, **{**PUBLIC, "content": "Bà Trần Thị Hà chờ hai buổi."})
    assert not Petition.objects.published().exists()


def test_published_it_is_found_with_and_without_marks(published):
    for words in ("chứng thực", "chung thuc cho lau"):
        assert [found.petition for found in similar.found(words)] == [published]


def test_a_like_one_is_shown_before_filing(published):
    assert [found.petition for found in similar.like("Tôi phải chờ rất lâu ở quầy chứng thực của phường")] == [
        published
    ]
    assert similar.like("Xin hỏi về học bổng") == []


def test_hidden_it_is_gone_and_comes_back_only_by_publishing(published, reception):
    with pytest.raises(PublicAlready):
        done(table.PUBLISH, published, reception, **PUBLIC)
    done(table.HIDE, published, reception, note="Còn lộ danh tính")
    assert not Petition.objects.published().exists()
    assert not similar.found("chứng thực").exists()
    done(table.PUBLISH, published, reception, **PUBLIC)
    assert Petition.objects.published().exists()


def test_history_records_the_act_without_its_words(published):
    assert published.events.get(action="publish").values == {}
