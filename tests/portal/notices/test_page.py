"""The citizen's notices: all of one's own and nobody else's, newest first, read by one's own act."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.notices.views import PER_PAGE
from tests.portal.notices.telling import tell

LIST = "/thong-bao/"


@pytest.fixture
def window(sign_in, person):
    return sign_in(person)


def page(window, address: str = LIST) -> str:
    answer = window.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def open_notice(window, notice: Notice, action: str = "open"):
    return window.post(reverse("notice", args=[notice.uuid]), {"action": action})


def test_it_says_what_happened_and_what_to_do(window, person):
    tell(person)
    shown = page(window)
    assert "Hồ sơ 000.01 đã có kết quả" in shown and "<p>Bạn cần làm: đến nhận.</p>" in shown


def test_the_header_of_every_page_counts_what_is_not_read(window, person):
    tell(person, once="a:1")
    tell(person, once="a:2")
    for address in ("/thu-tuc/", LIST):  # the first is drawn once for everybody, the second for its reader
        assert '<span class="count">2<span class="govuk-visually-hidden"> mới</span></span>' in page(window, address)


def test_on_a_page_kept_for_everybody_each_sees_their_own_count(window, sign_in, person, neighbour):
    tell(person)
    assert '<span class="count">1<' in page(window, "/thu-tuc/")
    assert '<span class="count">' not in page(sign_in(neighbour), "/thu-tuc/")


def test_many_are_counted_up_to_a_hundred(window, person):
    for number in range(101):
        tell(person, once=f"a:{number}")
    assert '<span class="count">99+<' in page(window, "/thu-tuc/")


def test_nobody_signed_in_has_no_count_and_is_sent_to_sign_in(client, db):
    assert "/thong-bao/" not in page(client, "/thu-tuc/")
    assert client.get(LIST).headers["Location"].startswith("/dang-nhap/?next=/thong-bao/")


def test_who_was_told_nothing_reads_so(window):
    assert "Bạn chưa có thông báo nào" in page(window)


def test_the_newest_comes_first_and_is_open(window, person, clock):
    tell(person, once="a:1", code="000.01")
    clock.shift(timedelta(minutes=1))
    tell(person, once="a:2", code="000.02")
    first, second = page(window).split('<li class="entry')[1:]
    assert "000.02" in first and " open>" in first
    assert "000.01" in second and " open>" not in second


def test_going_where_it_leads_marks_it_read(window, person):
    tell(person)
    answer = open_notice(window, Notice.objects.get())
    assert (answer.headers["Location"], Notice.objects.unread().count()) == ("/ho-so/", 0)


def test_one_can_be_marked_read_and_stay(window, person):
    tell(person)
    answer = open_notice(window, Notice.objects.get(), "read")
    assert (answer.headers["Location"], Notice.objects.unread().count()) == (LIST, 0)


def test_the_first_reading_counts(window, person, clock):
    tell(person)
    open_notice(window, Notice.objects.get())
    first = Notice.objects.get().read_at
    clock.shift(timedelta(minutes=1))
    open_notice(window, Notice.objects.get())
    assert Notice.objects.get().read_at == first


def test_all_of_ones_own_are_marked_read_at_once(window, person, neighbour):
    tell(person, neighbour, once="a:1")
    tell(person, once="a:2")
    window.post(LIST)
    assert list(Notice.objects.unread().values_list("person", flat=True)) == [neighbour.pk]


def test_the_unread_alone_can_be_shown(window, person):
    tell(person, once="a:1", code="000.01")
    open_notice(window, Notice.objects.get())
    tell(person, once="a:2", code="000.02")
    shown = page(window, f"{LIST}?chi=chua-doc")
    assert "000.02" in shown and "000.01" not in shown


def test_a_strangers_notice_is_not_there(window, neighbour):
    tell(neighbour, code="000.77")
    assert "000.77" not in page(window)
    assert open_notice(window, Notice.objects.get()).status_code == 404
    assert Notice.objects.unread().count() == 1


def test_a_notice_is_not_opened_by_looking(window, person):
    tell(person)
    assert window.get(reverse("notice", args=[Notice.objects.get().uuid])).status_code == 405


def test_markup_in_a_value_is_shown_as_text(window, person):
    tell(person, reason="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(window)


def test_a_long_list_has_pages_and_costs_no_more_queries(window, person, django_assert_max_num_queries):
    for number in range(PER_PAGE + 5):
        tell(person, once=f"a:{number}")
    page(window)
    with django_assert_max_num_queries(7):
        shown = page(window)
    assert shown.count('<li class="entry') == PER_PAGE and 'href="?trang=2"' in shown


def test_in_english_the_notice_itself_stays_vietnamese(window, person, settings):
    window.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    tell(person)
    shown = page(window)
    assert "Mark all as read" in shown
    assert '<h2 class="entry__title" lang="vi">Hồ sơ 000.01 đã có kết quả</h2>' in shown
