"""The applicant's thread: what was said, writing once, nothing typed or chosen is lost."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, Message
from dossiers.thread import acts, shown
from portal.notices.models import Notice
from tests.dossiers.pages import hidden, page_of
from tests.dossiers.threads import answer, ask, press, thread_of
from tests.sheets import jpeg

pytestmark = pytest.mark.django_db


def photo(name: str = "ảnh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(), content_type="image/jpeg")


def test_the_dossiers_page_leads_there_and_says_what_waits(window, dossier, clerk):
    assert thread_of(dossier) in page_of(window, f"/ho-so/{dossier.uuid}/")
    answer(dossier, clerk)
    assert "Có 1 tin nhắn chờ bạn đọc" in page_of(window, f"/ho-so/{dossier.uuid}/")
    assert "1 tin nhắn mới" in page_of(window, "/ho-so/")


def test_a_message_is_written_and_stands_last(window, dossier, clerk):
    answer(dossier, clerk, "Xin gửi thêm ảnh")
    sent = press(window, thread_of(dossier), text="Tôi gửi đây")
    page = page_of(window, sent.url.split("#")[0])
    assert page.index("Xin gửi thêm ảnh") < page.index("Tôi gửi đây")
    assert f'id="{sent.url.split("#")[1]}"' in page


def test_pressed_twice_it_is_one_message(window, dossier):
    values = {
        "action": "send",
        "text": "Xin chào",
        "form_token": hidden(page_of(window, thread_of(dossier)), "form_token"),
    }
    first, second = (window.post(thread_of(dossier), values) for _ in range(2))
    assert (first.status_code, first.url) == (302, second.url)
    assert Message.objects.count() == 1


def test_a_used_form_with_other_words_is_refused(window, dossier):
    token = hidden(page_of(window, thread_of(dossier)), "form_token")
    for text, status in (("Một", 302), ("Hai", 409)):
        sent = window.post(thread_of(dossier), {"action": "send", "text": text, "form_token": token})
        assert sent.status_code == status
    assert Message.objects.get().text == "Một"


def test_an_empty_message_is_said_beside_its_field(window, dossier):
    page = press(window, thread_of(dossier), text="  ").content.decode()
    assert 'data-error-for="text"' in page
    assert not Message.objects.exists()


def test_too_long_a_message_is_kept_on_the_page(window, dossier):
    page = press(window, thread_of(dossier), text="à" * 4001).content.decode()
    assert "à" * 4001 in page
    assert 'data-error-for="text"' in page


def test_files_go_with_it_and_open_for_both_sides(window, dossier, clerk, sign_in):
    press(window, thread_of(dossier), text="Đây ạ", enclosures=[photo("một.jpg"), photo("hai.jpg")])
    files = list(Message.objects.get().files.all())
    assert [file.stored.name for file in files] == ["một.jpg", "hai.jpg"]
    assert window.get(f"/ho-so/{dossier.uuid}/tep/{files[0].uuid}/").status_code == 200


def test_a_bad_file_keeps_the_words_and_the_good_file(window, dossier):
    bad = SimpleUploadedFile("ảnh.exe", b"MZ a program")
    page = press(window, thread_of(dossier), text="Đây ạ", enclosures=[photo(), bad]).content.decode()
    assert 'data-error-for="enclosures"' in page
    assert "Đây ạ</textarea>" in page.replace("\n", "")
    assert re.search(r'name="remove" value="[^"]+"', page)
    assert not Message.objects.exists()
    press(window, thread_of(dossier), text="Đây ạ")
    assert Message.objects.get().files.get().stored.name == "ảnh.jpg"


def test_a_sixth_file_is_said_and_five_are_kept(window, dossier):
    page = press(
        window, thread_of(dossier), text="Đây ạ", enclosures=[photo(f"{n}.jpg") for n in range(6)]
    ).content.decode()
    assert "nhiều nhất 5 tệp" in page
    assert (acts.enclosed(dossier, dossier.submitter).count(), Message.objects.count()) == (5, 0)


def test_an_enclosed_file_is_taken_out_and_the_words_stay(window, dossier):
    press(window, thread_of(dossier), text="", enclosures=[photo()])
    key = Attachment.objects.get().uuid
    page = press(window, thread_of(dossier), "", text="Đang viết", remove=str(key)).content.decode()
    assert "Đang viết" in page
    assert 'data-error-for="text"' not in page
    assert not acts.enclosed(dossier, dossier.submitter).exists()


def test_an_unsent_file_is_its_writers_alone(window, dossier, clerk):
    press(window, thread_of(dossier), text="", enclosures=[photo()])
    file = Attachment.objects.filter(kind=Attachment.Kind.ENCLOSING)
    assert Attachment.objects.visible_to(dossier.submitter).filter(pk__in=file).exists()
    assert not Attachment.objects.visible_to(clerk).filter(pk__in=file).exists()


def test_words_typed_when_the_session_had_ended_come_back(window, dossier, citizen):
    values = {
        "action": "send",
        "text": "Đừng mất",
        "form_token": hidden(page_of(window, thread_of(dossier)), "form_token"),
    }
    window.logout()
    assert window.post(thread_of(dossier), values).status_code == 302
    window.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Đừng mất" in page_of(window, thread_of(dossier))


def test_what_looks_like_a_page_is_shown_as_text(window, dossier):
    press(window, thread_of(dossier), text="<script>alert(1)</script> {{7*7}} javascript:x")
    page = page_of(window, thread_of(dossier))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} javascript:x" in page


def test_a_draft_has_no_thread(window, draft):
    assert window.get(thread_of(draft)).url == f"/ho-so/{draft.uuid}/"


@pytest.mark.parametrize("who", ["other_citizen", "outsider", "clerk", "catalogue_admin"])
def test_everybody_else_finds_nothing(request, sign_in, dossier, who):
    window = sign_in(request.getfixturevalue(who))
    assert window.get(thread_of(dossier)).status_code == 404
    assert window.post(thread_of(dossier), {"action": "send", "text": "x"}).status_code == 404


def test_an_ended_dossier_says_until_when_one_may_write(window, dossier, clerk):
    ask(dossier, dossier.submitter)
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không đủ"}))
    assert "Bạn còn viết được ở đây đến" in page_of(window, thread_of(dossier))


def test_after_thirty_days_it_is_read_and_no_longer_written(window, dossier, clerk, citizen):
    ask(dossier, citizen, "Còn đọc được")
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không đủ"}))
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        window.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = page_of(window, thread_of(dossier))
    assert "Còn đọc được" in page
    assert "<textarea" not in page


def test_whom_the_end_overtakes_keeps_the_words(window, dossier, clerk, citizen):
    token = hidden(page_of(window, thread_of(dossier)), "form_token")
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không đủ"}))
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        window.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
        refused = window.post(thread_of(dossier), {"action": "send", "text": "Vừa viết xong", "form_token": token})
    assert refused.status_code == 409
    assert "Vừa viết xong" in refused.content.decode()


def test_a_long_thread_costs_no_more_queries(window, dossier, clerk, citizen, django_assert_num_queries):
    ask(dossier, citizen)
    page_of(window, thread_of(dossier))
    with CaptureQueriesContext(connection) as before:
        page_of(window, thread_of(dossier))
    for _ in range(20):
        ask(dossier, citizen)
    with django_assert_num_queries(len(before)):
        page_of(window, thread_of(dossier))


def test_a_very_long_thread_opens_at_its_end(window, dossier, citizen):
    for number in range(shown.PER_PAGE + 1):
        ask(dossier, citizen, f"Tin số {number:02}.")
    last, first = page_of(window, thread_of(dossier)), page_of(window, f"{thread_of(dossier)}?trang=1")
    assert (f"Tin số {shown.PER_PAGE}." in last, "Tin số 00." in last) == (True, False)
    assert (f"Tin số {shown.PER_PAGE}." in first, "Tin số 00." in first) == (False, True)


def test_who_opens_the_thread_has_read_the_notice_of_it(window, dossier, clerk, citizen):
    told = Notice.objects.filter(person=citizen, template__key="message_received")
    answer(dossier, clerk)
    assert told.unread().exists()
    page_of(window, thread_of(dossier))
    assert not told.unread().exists()
    assert Notice.objects.filter(person=citizen).unread().exists()
