"""The list of what is stuck: filters that narrow, reasons in words, decisions by those who may."""

import re

import pytest
from django.urls import reverse

from dossiers.models import LinkDecision, NationalMessage
from portal.agencies.models import Role
from portal.jobs import Job
from tests.dossiers.link.refused import GROUND, received, refused
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
LIST = "admin:dossiers_nationalmessage_list"


@pytest.fixture
def window(keeper):
    return enter(keeper)


def shown(window, **asked) -> str:
    return window.get(reverse(LIST), asked).content.decode()


def codes(page: str) -> set[str]:
    return set(re.findall(r'<span class="code">(000\.[^<]+)</span><span', page))


def post(window, **sent):
    token = re.search(r'name="form_token" value="([^"]+)"', shown(window)).group(1)
    return window.post(reverse(LIST), {"form_token": token, **sent})


def test_it_says_why_in_words(window, province):
    refused(province)
    assert "Cổng quốc gia không có thủ tục này" in shown(window)


def test_filters_narrow_it(window, province):
    here, there = refused(province, 0), refused(province, 1, {"error_code": "-4", "message": "thiếu MaTTHC"})
    assert codes(shown(window)) == {here.code, there.code}
    assert codes(shown(window, **{"co-quan": here.agency_id})) == {here.code}
    assert codes(shown(window, loai="incomplete")) == {there.code}
    assert codes(shown(window, tuoi="gio")) == set()


@pytest.mark.parametrize("asked", [{"co-quan": "x"}, {"loai": "'"}, {"tuoi": "1"}, {"thu-tuc": "%"}, {"trang": "-1"}])
def test_what_makes_no_sense_is_not_asked(window, province, asked):
    dossier = refused(province)
    assert codes(shown(window, **asked)) == {dossier.code}


def test_what_is_on_its_way_offers_nothing_to_decide(window, province):
    dossier = received(province)
    page = shown(window, **{"tinh-trang": "cho"})
    assert codes(page) == {dossier.code}
    assert 'name="ground"' not in page


def test_all_that_is_decided_with_stands_in_one_form(window, province):
    refused(province)
    form = next(form for form in shown(window).split("<form")[1:] if "form_token" in form).split("</form")[0]
    assert {"subject", "what", "ground", "wanted"} <= set(re.findall(r' name="(\w+)"', form))


def test_those_ticked_are_tried_again(window, province):
    ticked, other = refused(province, 0), refused(province, 1)
    answer = post(window, subject=ticked.pk, what="retry", ground=GROUND, wanted="ticked")
    assert answer.status_code == 302
    assert set(NationalMessage.objects.parked().values_list("subject", flat=True)) == {other.pk}


def test_all_of_the_list_becomes_long_work(window, province):
    refused(province)
    answer = post(window, what="skip", ground=GROUND, wanted="all")
    assert answer.url == reverse("admin:portal_job_page", args=[Job.objects.get().uuid])
    assert window.get(answer.url).status_code == 200


def test_without_a_ground_what_was_ticked_stays_ticked(window, province):
    dossier = refused(province)
    page = post(window, subject=dossier.pk, what="retry", ground="", wanted="ticked").content.decode()
    assert "Hãy ghi căn cứ xử lý." in page
    assert re.search(rf'value="{dossier.pk}"[^>]* checked', page)
    assert not LinkDecision.objects.exists()


def test_nothing_ticked_is_told(window, province):
    refused(province)
    assert "Hãy chọn hồ sơ cần xử lý" in post(window, what="retry", ground=GROUND, wanted="ticked").content.decode()


def test_sent_twice_it_decides_once(window, province):
    dossier = refused(province)
    token = re.search(r'name="form_token" value="([^"]+)"', shown(window)).group(1)
    sent = {"form_token": token, "subject": dossier.pk, "what": "retry", "ground": GROUND, "wanted": "ticked"}
    assert [window.post(reverse(LIST), sent).status_code for _ in range(2)] == [302, 302]
    assert LinkDecision.objects.count() == 2


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.CATALOGUE])
def test_others_are_turned_away(province, somebody, role):
    assert enter(somebody(role)).get(reverse(LIST)).status_code == 403


def test_more_rows_cost_no_more_queries(window, province, django_assert_max_num_queries):
    for desk in range(4):
        refused(province, desk)
    with django_assert_max_num_queries(20):
        shown(window)
