"""What could not be sent: seen by system administrators, sent again by one act, its reader's address covered."""

import pytest

from portal.notices.models import Delivery
from tests.factories import UserFactory
from tests.portal.desk import enter
from tests.portal.notices.telling import REFUSED, Box, by_mail, drain, tell

PAGE = "/quan-tri/notices/delivery/"


@pytest.fixture
def failed(person):
    tell(person)
    drain(Box(REFUSED))
    return by_mail()


@pytest.fixture
def window(administrator):
    return enter(administrator)


def shown(window) -> str:
    return window.get(PAGE).content.decode()


def test_it_stands_there_with_its_trouble(window, failed):
    page = shown(window)
    assert "Hồ sơ 000.01 đã có kết quả" in page and "SMTPRecipientsRefused 550" in page
    assert failed.attempts == 1


def test_its_address_is_covered(window, failed):
    page = shown(window)
    assert "h•••@example.vn" in page and "ha@example.vn" not in page


def test_what_was_sent_or_waits_does_not_stand_there(window, person):
    tell(person)
    drain()
    tell(person, once="a:2")
    assert "Không có thông báo nào bị tồn" in shown(window)


def test_one_act_sends_it_again_under_its_key(window, failed):
    window.post(PAGE, {"wanted": failed.pk})
    mail = Box()
    drain(mail)
    assert [message.key for message in mail.came] == [failed.key]
    assert (by_mail().ended, by_mail().sent_at is not None) == ("", True)


def test_one_act_sends_all_again(window, failed):
    tell(UserFactory(email="b@example.vn"), once="a:2")
    drain(Box(REFUSED))
    answer = window.post(PAGE, {"wanted": "all"}, follow=True).content.decode()
    assert "2 thông báo đang được gửi lại." in answer
    assert Delivery.objects.failed().count() == 0


def test_what_was_sent_is_never_sent_again(window, person):
    tell(person)
    drain()
    window.post(PAGE, {"wanted": by_mail().pk})
    window.post(PAGE, {"wanted": "all"})
    assert drain() == 0


@pytest.mark.parametrize("wanted", ["", "x", "-1", "9" * 30, "²"])
def test_nonsense_sends_nothing(window, failed, wanted):
    assert window.post(PAGE, {"wanted": wanted}).status_code == 302
    assert Delivery.objects.failed().count() == 1


@pytest.mark.parametrize("who", ["clerk", "officer", "leader", "outsider", "catalogue_admin"])
def test_nobody_else_sees_or_sends(request, failed, who):
    window = enter(request.getfixturevalue(who))
    assert window.get(PAGE).status_code == window.post(PAGE, {"wanted": "all"}).status_code == 403
    assert Delivery.objects.failed().count() == 1


def test_a_long_list_costs_no_more_queries(window, failed, django_assert_max_num_queries):
    for number in range(20):
        tell(UserFactory(email=f"n{number}@example.vn"), once=f"a:{number + 9}")
        drain(Box(REFUSED))
    with django_assert_max_num_queries(8):
        assert shown(window).count("worklist__row--overdue") == 21
