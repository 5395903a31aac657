"""Questions at the desk: who reaches them, what is late comes first, what was typed stays, canned answers go in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.models import CannedAnswer
from feedback.enquiries import table
from feedback.enquiries.asking import keep
from feedback.models import Enquiry
from tests.feedback.enquired import PUBLIC, REPLIED, TITLE, asked, done
from tests.feedback.pages import desk_page_of as page_of
from tests.feedback.pages import sent
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
LIST = reverse("admin:feedback_enquiry_changelist")


def test_an_agency_elsewhere_neither_lists_nor_opens_it(assigned, outsider):
    window = enter(outsider)
    assert TITLE not in window.get(LIST).content.decode()
    assert window.get(page_of(assigned)).status_code == 404


def test_the_agency_that_answers_and_reception_do(assigned, officer, reception):
    for official in (officer, reception):
        assert TITLE in enter(official).get(LIST).content.decode()
        assert enter(official).get(page_of(assigned)).status_code == 200


def test_without_the_second_factor_a_post_opens_nothing(assigned, officer, sign_in):
    assert sign_in(officer).get(page_of(assigned)).status_code == 302


def test_what_is_late_comes_first_and_is_said(enquiry, reception):
    late = keep(asked(title="Câu hỏi đã muộn?"))
    Enquiry.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))
    page = enter(reception).get(LIST).content.decode()
    assert page.index("Câu hỏi đã muộn?") < page.index(TITLE)
    assert "1 câu hỏi quá hạn" in page


def test_an_answer_kept_ready_is_put_behind_what_was_typed(assigned, officer):
    ready = CannedAnswer.objects.create(title="Nơi khác", text="Kính gửi {owner}, xin hỏi nơi khác.")
    CannedAnswer.objects.create(title="Của hồ sơ", text="Hồ sơ {code}")
    page = sent(
        enter(officer), page_of(assigned), chen="propose", canned=str(ready.pk), answer="Chào bạn."
    ).content.decode()
    assert "Chào bạn.\n\nKính gửi Trần Thị Hà, xin hỏi nơi khác." in page
    assert "Của hồ sơ" not in page
    assigned.refresh_from_db()
    assert assigned.answer == ""


def test_what_is_missing_is_said_beside_it_and_nothing_typed_is_lost(enquiry, reception):
    page = sent(enter(reception), page_of(enquiry), action="refuse", note="Hãy hỏi Bộ Công an.").content.decode()
    assert 'data-error-for="ground"' in page
    assert "Hãy hỏi Bộ Công an." in page


def test_a_publication_that_tells_who_asked_comes_back_with_its_words(proposed, leader):
    words = {**PUBLIC, "content": "Bà Trần Thị Hà hỏi"}
    answer = sent(enter(leader), page_of(proposed), action="approve_public", **words)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bà Trần Thị Hà hỏi" in page
    assert 'data-error-for="content"' in page and "“Trần Thị Hà”" in page


def test_the_leader_begins_with_words_that_tell_nobody(assigned, officer, leader):
    done(table.PROPOSE, assigned, officer, answer=f"Chị Trần Thị Hà gọi 0912 345 678. {REPLIED}")
    page = enter(leader).get(page_of(assigned)).content.decode()
    assert f"Chị [đã lược bỏ] gọi [đã lược bỏ]. {REPLIED}" in page


def test_how_much_was_taken_out_is_recorded_but_not_what(assigned, officer, leader):
    done(table.PROPOSE, assigned, officer, answer=f"Chị Trần Thị Hà gọi 0912 345 678. {REPLIED}")
    done(table.APPROVE_PUBLIC, assigned, leader, **PUBLIC)
    assert assigned.public.removed == {"name": 1, "phone": 1}
    assert assigned.events.get(action="approve_public").values == {}
