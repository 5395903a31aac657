"""The overview: figures that open their lists, the alarm here and on the start page, in a fixed number of queries."""

import pytest
from django.urls import reverse

from dossiers.link import figures, watching
from portal.agencies.models import Role
from tests.dossiers.link.refused import later, received, refused, told
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
MONITOR, LIST = "admin:dossiers_nationalmessage_changelist", "admin:dossiers_nationalmessage_list"


@pytest.fixture
def window(keeper):
    return enter(keeper)


def shown(window) -> str:
    return window.get(reverse(MONITOR)).content.decode()


def test_it_shows_how_much_is_there(window, province):
    received(province)
    told()
    received(province, 1)
    figures.count()
    assert ">50%<" in shown(window)


def test_each_agency_leads_to_its_list(window, province):
    stuck = refused(province)
    assert f"{reverse(LIST)}?tinh-trang=dung&amp;co-quan={stuck.agency_id}" in shown(window)


def test_a_kind_of_trouble_leads_to_its_list(window, province):
    refused(province)
    assert f"{reverse(LIST)}?tinh-trang=dung&amp;loai=procedure" in shown(window)


def test_with_nothing_owed_it_is_whole(window):
    page = shown(window)
    assert "không có gì chờ" in page and "Chưa có gì phải gửi" in page


def test_the_alarm_stands_here_and_on_the_start_page_of_those_responsible(window, province, somebody):
    received(province)
    watching.watch(later(minutes=31))
    alarm = "Thay đổi chờ gửi lên Cổng quốc gia quá lâu"
    assert alarm in shown(window)
    assert alarm in window.get(reverse("admin:index")).content.decode()
    assert alarm not in enter(somebody(Role.CLERK)).get(reverse("admin:index")).content.decode()


def test_more_dossiers_cost_no_more_queries(window, province, django_assert_max_num_queries):
    for desk in range(4):
        refused(province, desk)
        received(province, desk)
    with django_assert_max_num_queries(25):
        shown(window)


def test_on_the_dossiers_page_stands_why_it_is_not_there(province):
    dossier = refused(province)
    clerk = province.desks[0][2]
    page = enter(clerk).get(reverse("admin:dossiers_dossier_page", args=[dossier.uuid])).content.decode()
    assert "Thay đổi mới nhất chưa có trên Cổng quốc gia" in page
    assert "Cổng quốc gia không có thủ tục này" in page
