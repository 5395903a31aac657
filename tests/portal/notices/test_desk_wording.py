"""Wording at the desk: shown before it is saved, every save a version, nothing overwritten, nothing typed lost."""

import pytest
from django.urls import reverse

from portal.notices.models import NoticeTemplate
from portal.notices.wording import current, publish
from tests.dossiers.desk import token
from tests.portal.desk import enter
from tests.portal.notices.telling import READY

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/notices/noticetemplate/"
NEW = {"subject": "Đã xong hồ sơ {code}", "body": "Vì {reason}\n\nHãy đến nhận."}


@pytest.fixture
def window(catalogue_admin):
    current(READY)
    return enter(catalogue_admin)


def address() -> str:
    return reverse("admin:notices_noticetemplate_wording", args=["ready"])


def shown(window) -> str:
    return window.get(address()).content.decode()


def press(window, action: str, **typed):
    newest = NoticeTemplate.objects.newest().get(key="ready")
    own = {"action": action, "form_token": token(shown(window), "save"), "version": newest.version}
    return window.post(address(), own | NEW | typed)


def test_the_list_shows_each_wording_in_use_once(window, catalogue_admin):
    publish(current(READY), subject="Mới", body="x", by=catalogue_admin)
    page = window.get(LIST).content.decode()
    assert page.count('<tr class="worklist__row">') == 1 and ">Mới</a>" in page


def test_the_page_shows_every_reader_and_what_may_stand_in_braces(window):
    page = shown(window)
    assert "DVC Bac Giang: Ho so 000.01 da co ket qua." in page
    assert page.count("<strong>Hồ sơ 000.01 đã có kết quả</strong>") == 2
    assert "{reason}</th>" in page


def test_a_preview_shows_the_new_words_and_saves_nothing(window):
    page = press(window, "preview").content.decode()
    assert "<strong>Đã xong hồ sơ 000.01</strong>" in page and "Đã xong hồ sơ {code}</textarea>" in page
    assert NoticeTemplate.objects.count() == 1


def test_saving_makes_a_version_with_its_author(window, catalogue_admin):
    answer = press(window, "save")
    newest = current(READY)
    assert (answer.status_code, newest.version, newest.made_by) == (302, 2, catalogue_admin)
    assert (newest.subject, newest.body.split()) == (NEW["subject"], NEW["body"].split())


def test_saving_twice_makes_one_version(window):
    sent = {"action": "save", "form_token": token(shown(window), "save"), "version": 1} | NEW
    assert [window.post(address(), sent).status_code for _ in range(2)] == [302, 302]
    assert NoticeTemplate.objects.count() == 2


def test_a_foreign_placeholder_is_refused_beside_its_field(window):
    page = press(window, "save", body="{user.__init__.__globals__}").content.decode()
    assert 'data-error-for="body"' in page and "{user.__init__.__globals__}</textarea>" in page
    assert NoticeTemplate.objects.count() == 1


def test_a_subject_too_long_for_a_text_message_is_refused(window):
    page = press(window, "save", subject="{code} " + "dài " * 38).content.decode()
    assert "ký tự. Hãy viết ngắn hơn." in page and NoticeTemplate.objects.count() == 1


def test_a_version_made_meanwhile_is_not_overwritten_unseen(window, administrator):
    publish(current(READY), subject="Của người khác", body="x", by=administrator)
    answer = press(window, "save", version=1).content.decode()
    assert "Có người khác vừa lưu" in answer and "Của người khác" in answer
    assert "Đã xong hồ sơ {code}</textarea>" in answer and 'name="version" value="2"' in answer


def test_saving_again_after_having_seen_it_replaces_it(window, administrator):
    publish(current(READY), subject="Của người khác", body="x", by=administrator)
    press(window, "save", version=1)
    press(window, "save", version=2)
    assert current(READY).subject == NEW["subject"]


def test_earlier_versions_can_be_read(window):
    press(window, "save")
    assert "Hồ sơ {code} đã có kết quả" in shown(window)


def test_a_key_that_is_not_there_is_not_found(window):
    assert window.get(reverse("admin:notices_noticetemplate_wording", args=["khac"])).status_code == 404


@pytest.mark.parametrize("who", ["clerk", "officer", "leader", "outsider"])
def test_who_handles_dossiers_words_no_notices(request, who):
    current(READY)
    window = enter(request.getfixturevalue(who))
    assert window.get(LIST).status_code == window.get(address()).status_code == 403
    assert window.post(address(), NEW | {"action": "save", "version": 1}).status_code == 403
