"""What the pages say of where a petition stands: to its petitioner, and to officials."""

import pytest

from feedback.petitions import table
from tests.feedback.conftest import ANSWER, done
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


def own_page(petition, browser) -> str:
    return browser.get(f"/phan-anh/{petition.uuid}/").content.decode()


def desk_page(petition, official) -> str:
    return enter(official).get(f"/quan-tri/feedback/petition/{petition.uuid}/").content.decode()


def test_a_reopened_one_still_shows_what_was_answered_before(answered, citizen, sign_in):
    browser = sign_in(citizen)
    assert own_page(answered, browser).count(ANSWER) == 1
    done(table.REOPEN, answered, citizen)
    assert own_page(answered, browser).count(ANSWER) == 1


def test_the_petitioner_reads_its_number_in_the_book(received, citizen, sign_in):
    assert received.number in own_page(received, sign_in(citizen))


def test_officials_wait_for_the_petitioner_who_reads_that_they_are_waited_for(received, reception, citizen, sign_in):
    done(table.ASK, received, reception)
    assert "Chờ bạn" not in desk_page(received, reception)
    assert "Chờ bạn nói rõ thêm" in own_page(received, sign_in(citizen))


def test_who_approves_reads_what_was_found(handled, officer, leader):
    done(table.PROPOSE, handled, officer, answer=ANSWER, finding="partly")
    page = desk_page(handled, leader)
    assert "Dự thảo trả lời" in page
    assert "Đúng một phần" in page
