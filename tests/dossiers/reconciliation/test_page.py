"""The comparison at the desk: who may, what is shown of a difference, and one click that decides it with a ground."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Mismatch, Reconciliation
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.jobs import Job
from tests.factories import AgencyFactory, PostFactory, UserFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
HOME = "admin:dossiers_reconciliation_changelist"


@pytest.fixture
def window(ledgers) -> Client:
    agency = Agency.objects.get(key="mc-1")
    return enter(PostFactory(agency=agency, role=Role.ADMIN).user)


def send(window: Client, address: str, **values: str) -> object:
    page = window.get(address).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    return window.post(address, {"form_token": token, **values}, follow=True)


def later_there(ledgers) -> Mismatch:
    first, *_ = ledgers.told()
    ledgers.nation.alter(first.code, TrangThaiHoSo="10", ChuHoSo="Tên Ai Đó")
    ledgers.compare()
    return Mismatch.objects.get()


def address(found: Mismatch) -> str:
    return reverse("admin:dossiers_reconciliation_mismatch", args=[found.pk])


def test_the_button_orders_a_run_of_the_kind_asked_for(ledgers, window):
    send(window, reverse(HOME), mode="full")
    run = Reconciliation.objects.get()
    assert (run.mode, run.started_by is not None, run.job.state) == ("full", True, Job.State.WAITING)


def test_a_second_order_joins_the_run_under_way(ledgers, window):
    send(window, reverse(HOME), mode="quick")
    assert 'value="quick"' not in window.get(reverse(HOME)).content.decode()
    assert Reconciliation.objects.count() == 1


def test_an_open_difference_leads_to_its_page(ledgers, window):
    found = later_there(ledgers)
    assert address(found) in window.get(reverse(HOME)).content.decode()


def test_values_are_shown_but_never_personal_ones(ledgers, window):
    page = window.get(address(later_there(ledgers))).content.decode()
    assert '<span lang="vi">10</span>' in page
    assert "Tên Ai Đó" not in page
    assert "dữ liệu cá nhân" in page


def test_without_the_nation_the_page_says_so(ledgers, window, national):
    found = later_there(ledgers)
    national.faults(service="*", kind="down", seconds=60)
    page = window.get(address(found)).content.decode()
    national.clear_faults()
    assert "hiện không trả lời" in page


def test_no_decision_without_a_ground(ledgers, window):
    found = later_there(ledgers)
    answer = send(window, address(found), action="send", ground=" ")
    assert "Hãy ghi căn cứ" in answer.content.decode()
    assert Mismatch.objects.open().exists()


def test_one_click_with_a_ground_sends_ours_again(ledgers, window):
    found = later_there(ledgers)
    send(window, address(found), action="send", ground="Bên tỉnh mới đúng")
    found.refresh_from_db()
    assert (found.state, found.ground) == (Mismatch.State.RESOLVED, "Bên tỉnh mới đúng")
    ledgers.send()
    assert ledgers.nation.record(found.code)["TrangThaiHoSo"] == "4"


def leader_of(kind: str) -> User:
    agency = AgencyFactory(kind=kind, key=f"a-{kind}", code_2016="000.00.00.H02", code_2020="H02")
    return PostFactory(agency=agency, role=Role.LEADER).user


@pytest.mark.parametrize(("kind", "status"), [("province", 200), ("department", 403)])
def test_leaders_of_the_province_may_others_not(db, kind, status):
    assert enter(leader_of(kind)).get(reverse(HOME)).status_code == status


def test_nobody_without_a_post_gets_in(db):
    assert enter(UserFactory()).get(reverse(HOME)).status_code == 302
