"""What a person chooses: e-mail and text messages on or off, the portal itself never off."""

import pytest

from portal.notices.models import Notice, Preference
from tests.portal.notices.telling import tell

PAGE = "/tai-khoan/thong-bao/"


@pytest.fixture
def window(sign_in, person):
    return sign_in(person)


def shown(window) -> str:
    return window.get(PAGE).content.decode()


def ways() -> set[str]:
    return set(Notice.objects.latest("pk").deliveries.values_list("channel", flat=True))


def test_everything_that_reaches_somebody_is_on_at_first(window):
    page = shown(window)
    assert page.count('type="checkbox"') == page.count(" checked") == 2
    assert "ha@example.vn" in page and "0912345678" in page


def test_what_is_switched_off_is_off_from_the_next_notice_on(window, person):
    window.post(PAGE, {"email": "on"})
    tell(person)
    assert ways() == {"email"}


def test_it_can_be_switched_on_again(window, person):
    window.post(PAGE, {})
    window.post(PAGE, {"sms": "on"})
    tell(person)
    assert ways() == {"sms"}
    assert shown(window).count(" checked") == 1


def test_in_the_portal_one_is_told_always(window, person):
    window.post(PAGE, {})
    tell(person)
    assert Notice.objects.visible_to(person).count() == 1 and ways() == set()


def test_one_persons_choice_is_not_anothers(window, neighbour):
    window.post(PAGE, {})
    tell(neighbour)
    assert ways() == {"email", "sms"}


def test_who_has_no_address_needs_none(window, person):
    person.email, person.phone = "", ""
    person.save()
    page = shown(window)
    assert "Bạn không bắt buộc phải có" in page and 'type="checkbox"' not in page
    window.post(PAGE, {"email": "on"})
    assert not Preference.objects.exists()


def test_the_page_is_reached_from_the_notices(window):
    assert f'href="{PAGE}"' in window.get("/thong-bao/").content.decode()


def test_nobody_signed_in_is_sent_to_sign_in(client, db):
    assert client.get(PAGE).status_code == client.post(PAGE).status_code == 302
