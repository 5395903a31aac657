"""Two administrators at one edition: the second is told, keeps what was typed, and overwrites nothing unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from procedures.editing import families, saving
from procedures.editing.kinds import KINDS
from procedures.models import Component, Edition, Fee
from tests.factories import PostFactory
from tests.procedures.desk.pages import as_shown, at, errors, opened, press, send, text_of

PAPER = KINDS["paper"]


@pytest.fixture
def paper(draft):
    return Component.objects.create(edition=draft, number=1, name="Tờ khai", originals=1)


def both(desk, colleague, url, mine, theirs):
    """I open the page, a colleague saves it, then I do."""
    sent = {"action": "save"} | as_shown(desk, url) | opened(desk, url) | mine
    send(colleague, url, **theirs)
    return sent, desk.post(url, sent)


@pytest.mark.django_db
def test_the_second_is_told_who_changed_it_and_what_stands_there(desk, colleague, draft, paper):
    url = at(draft, "paper", paper.pk)
    _sent, response = both(desk, colleague, url, {"note": "Của tôi"}, {"name": "Đơn đề nghị"})
    assert response.status_code == 409
    assert all(words in text_of(response) for words in ("Hoàng Thị Lan", "Đơn đề nghị", "Của tôi"))


@pytest.mark.django_db
def test_nothing_is_saved_until_the_second_saves_again(desk, colleague, draft, paper):
    url = at(draft, "paper", paper.pk)
    sent, _response = both(desk, colleague, url, {"note": "Của tôi"}, {"name": "Đơn đề nghị"})
    paper.refresh_from_db()
    assert (paper.name, paper.note) == ("Đơn đề nghị", "")
    desk.post(url, sent | opened(desk, url))
    paper.refresh_from_db()
    assert (paper.name, paper.note) == ("Tờ khai", "Của tôi")


@pytest.mark.django_db
def test_two_different_rows_are_saved_without_a_word(desk, colleague, draft, paper):
    other = Component.objects.create(edition=draft, number=2, name="Hộ chiếu")
    url = at(draft, "paper", paper.pk)
    sent = {"action": "save"} | as_shown(desk, url) | opened(desk, url) | {"note": "Của tôi"}
    send(colleague, at(draft, "paper", other.pk), note="Của đồng nghiệp")
    assert desk.post(url, sent).status_code == 302


@pytest.mark.django_db
def test_a_row_moved_meanwhile_is_saved_without_a_word(desk, colleague, draft, paper):
    Component.objects.create(edition=draft, number=2, name="Hộ chiếu")
    url = at(draft, "paper", paper.pk)
    sent = {"action": "save"} | as_shown(desk, url) | opened(desk, url) | {"note": "Của tôi"}
    press(colleague, at(draft, "papers"), kind="paper", row=paper.pk, action="down")
    assert desk.post(url, sent).status_code == 302
    paper.refresh_from_db()
    assert (paper.note, paper.number) == ("Của tôi", 2)


@pytest.mark.django_db
def test_a_row_taken_out_meanwhile_would_be_added_anew(desk, colleague, draft, paper):
    url = at(draft, "paper", paper.pk)
    sent = {"action": "save"} | as_shown(desk, url) | opened(desk, url) | {"note": "Của tôi"}
    press(colleague, at(draft, "paper_remove", paper.pk))
    response = desk.post(url, sent)
    assert response.status_code == 409 and "Hoàng Thị Lan" in text_of(response)
    assert f'action="{at(draft, "paper_add")}"' in response.content.decode()


@pytest.mark.django_db
def test_moving_on_an_old_list_does_nothing(desk, colleague, draft, paper):
    Component.objects.create(edition=draft, number=2, name="Hộ chiếu")
    old = opened(desk, at(draft, "papers"), "paper")
    send(colleague, at(draft, "paper_add"), name="Giấy mới")
    answer = desk.post(at(draft, "papers"), {"kind": "paper", "row": paper.pk, "action": "down"} | old, follow=True)
    assert "Hoàng Thị Lan vừa sửa danh sách này" in text_of(answer)
    assert Component.objects.get(pk=paper.pk).number == 1


@pytest.mark.django_db
def test_taking_out_what_somebody_changed_does_nothing(desk, colleague, draft, paper):
    old = opened(desk, at(draft, "paper_remove", paper.pk))
    send(colleague, at(draft, "paper", paper.pk), name="Đơn đề nghị")
    desk.post(at(draft, "paper_remove", paper.pk), old)
    assert draft.components.exists()


@pytest.mark.django_db
def test_a_way_of_handing_in_added_meanwhile_is_told(desk, colleague, draft):
    fee = Fee.objects.create(edition=draft, channel="1", number=1, amount=1000)
    url = at(draft, "fee", fee.pk)
    _sent, response = both(desk, colleague, url, {"amount": "2000"}, {"channels": ["1", "2"]})
    assert response.status_code == 409 and draft.fees.filter(amount=1000).count() == 2


@pytest.mark.django_db
def test_the_texts_are_not_overwritten_unseen(desk, colleague, draft):
    url = at(draft, "content")
    _sent, response = both(desk, colleague, url, {"requirements": "Của tôi"}, {"name": "Tên mới"})
    assert response.status_code == 409
    assert all(words in text_of(response) for words in ("Hoàng Thị Lan", "Tên mới", "Của tôi"))


@pytest.mark.django_db
def test_a_page_sent_twice_adds_once(desk, draft):
    url = at(draft, "paper_add")
    sent = {"action": "save", "name": "Hộ chiếu"} | as_shown(desk, url) | opened(desk, url)
    first, second = (desk.post(url, sent | {"name": "Hộ chiếu"}) for _time in range(2))
    assert not errors(first) and first.headers["Location"] == second.headers["Location"]
    assert draft.components.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_is_told(draft):
    paper = Component.objects.create(edition=draft, number=1, name="Tờ khai")
    seen = families.find(draft, PAPER, paper.pk).version
    people = [PostFactory(role="catalogue").user for _person in range(2)]

    def change(person) -> bool:
        row = Component.objects.get(pk=paper.pk)
        row.note = person.username
        try:
            edition = Edition.objects.get(pk=draft.pk)
            saving.change(edition, PAPER, paper.pk, saving.Wanted(row, ["note"]), seen=seen, by=person)
        except saving.EditedElsewhere:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, people)) == [False, True]
