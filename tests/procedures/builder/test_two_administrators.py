"""Two administrators at one form: the second is told what changed, and overwrites nothing unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from procedures.builder import document as documents
from procedures.builder import saving
from procedures.builder.saving import EditedElsewhere
from procedures.models import FormChange
from tests.factories import PostFactory
from tests.portal.desk import enter
from tests.procedures.builder import desk
from tests.procedures.builder.desk import address, hidden, post, words


@pytest.fixture
def colleague(db):
    return enter(PostFactory(role="catalogue", user__full_name="Hoàng Thị Lan").user)


def opened(browser, url) -> dict[str, str]:
    page = browser.get(url).content.decode()
    return {"form_token": hidden(page, "form_token"), "version": hidden(page, "version")}


def kept(edition, place):
    edition.refresh_from_db()
    return documents.at(edition.form, place)


@pytest.mark.django_db
def test_the_second_is_told_who_changed_what(administrator_window, colleague, edition):
    url = address(edition, "question", "0.0")
    mine = opened(administrator_window, url)
    post(colleague, address(edition, "question", "1.0"), words("Số điện thoại", name="phone"))
    answer = administrator_window.post(url, words("Của tôi", name="summary") | mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("Hoàng Thị Lan", "Số điện thoại", 'value="Của tôi"'))


@pytest.mark.django_db
def test_nothing_is_saved_until_the_second_saves_again(administrator_window, colleague, edition):
    url = address(edition, "question", "0.0")
    mine = opened(administrator_window, url)
    post(colleague, url, words("Của đồng nghiệp", name="summary"))
    page = administrator_window.post(url, words("Của tôi", name="summary") | mine).content.decode()
    assert kept(edition, (0, 0))["label"]["vi"] == "Của đồng nghiệp"
    again = {"form_token": hidden(page, "form_token"), "version": hidden(page, "version")}
    administrator_window.post(url, words("Của tôi", name="summary") | again)
    assert kept(edition, (0, 0))["label"]["vi"] == "Của tôi"


@pytest.mark.django_db
def test_a_question_moved_meanwhile_is_found_again(administrator_window, colleague, edition):
    url = address(edition, "question", "0.0")
    mine = opened(administrator_window, url)
    post(colleague, address(edition), {"place": "0.0", "action": "down"})
    page = administrator_window.post(url, words("Của tôi", name="summary") | mine).content.decode()
    assert f'action="{address(edition, "question", "0.1")}' in page


@pytest.mark.django_db
def test_a_question_taken_out_meanwhile_would_be_added_anew(administrator_window, colleague, edition):
    url = address(edition, "question", "0.0")
    mine = opened(administrator_window, url)
    post(colleague, address(edition), {"place": "0.0", "action": "remove"})
    page = administrator_window.post(url, words("Của tôi", name="summary") | mine).content.decode()
    assert f'action="{address(edition, "question_add", "0")}' in page


@pytest.mark.django_db
def test_moving_on_an_old_page_does_nothing(administrator_window, colleague, edition):
    mine = opened(administrator_window, address(edition))
    post(colleague, address(edition), {"place": "0.0", "action": "remove"})
    answer = administrator_window.post(address(edition), {"place": "1", "action": "remove"} | mine, follow=True)
    assert "Hoàng Thị Lan" in answer.content.decode()
    assert len(saving.document_of(edition)["steps"]) == 2


@pytest.mark.django_db
def test_a_form_sent_twice_acts_once(administrator_window, edition):
    url = address(edition, "question_add", "0") + "?loai=text"
    sent = words("Một lần") | opened(administrator_window, url)
    first, second = (administrator_window.post(url, sent) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert FormChange.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_is_told(edition):
    edition.refresh_from_db()
    seen = documents.version(edition.form)
    people = [PostFactory(role="catalogue").user for _person in range(2)]

    def add(person) -> bool:
        def change(now):
            return documents.put(now, (0, 2), desk.question(f"by_{person.pk}"))

        try:
            saving.save(edition.__class__.objects.get(pk=edition.pk), change, seen=seen, by=person, what="thêm")
        except EditedElsewhere:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, people)) == [False, True]
    assert len(saving.document_of(edition.__class__.objects.get(pk=edition.pk))["steps"][0]["questions"]) == 3
