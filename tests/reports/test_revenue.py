"""What came in, by agency, day and way of paying; and the figure of paid dossiers, the same whenever it is asked."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from payments import over_the_counter
from payments.models import Settlement
from payments.providers import PROVIDERS
from payments.settlement import settle
from portal.agencies.models import Role
from reports import facts
from reports.figures import FIGURES
from reports.revenue import revenue
from reports.scope import Scope
from tests.factories import PostFactory
from tests.payments import money
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
PAGE = reverse("revenue")


@pytest.fixture
def owed(dossier, clerk):
    return money.owing(dossier, clerk)


@pytest.fixture
def paid(owed) -> Settlement:
    settle(money.paid(money.attempt(owed)))
    facts.catch_up()
    return Settlement.objects.get()


def counted(on, agencies=None):
    return FIGURES["thanh-toan"].count(Scope(on, agencies))


def test_a_line_for_each_day_agency_and_way(paid, commune):
    today = timezone.localdate()
    (line,) = revenue(today, Scope(today)).lines
    assert (line.day, line.agency, line.provider) == (today, commune.name, "payplat")
    assert (line.number, line.received, line.returned) == (1, money.FEE, 0)


def test_what_was_paid_back_is_told_apart(paid, clerk):
    money.give_back(paid, clerk)
    today = timezone.localdate()
    total = revenue(today, Scope(today)).total
    assert (total.received, total.returned, total.kept) == (money.FEE, money.FEE, 0)


def test_another_agency_sees_none_of_it(paid, outsider):
    today = timezone.localdate()
    made = revenue(today, Scope(today, frozenset({outsider.posts.get().agency_id})))
    assert (made.lines, made.held) == ([], None)


def test_held_money_is_told_to_who_sees_the_province(paid):
    settle(money.paid(paid.attempt, "GD2"))
    today = timezone.localdate()
    assert revenue(today, Scope(today)).held == (1, money.FEE)


def test_a_dossier_paid_online_counts_with_its_sum(paid):
    value = counted(timezone.localdate())
    assert (value.number, value.of, value.parts["payplat"]) == (1, 1, money.FEE)


def test_cash_is_paid_but_not_online(owed, clerk):
    over_the_counter.take(owed, PROVIDERS["cash"], clerk)
    facts.catch_up()
    value = counted(timezone.localdate())
    assert (value.number, value.of, value.parts["cash"]) == (0, 1, money.FEE)
    assert FIGURES["thanh-toan"].lists["con-lai"].rows(Scope(timezone.localdate())).get() == owed.dossier


def test_a_day_that_is_over_stays_as_it_was(paid, clerk, time_machine):
    day = timezone.localdate()
    time_machine.move_to(timezone.now() + timedelta(days=2))
    before = counted(day)
    money.give_back(paid, clerk)
    facts.catch_up()
    assert counted(day) == before
    assert counted(timezone.localdate()).of == 0


@pytest.mark.parametrize(("role", "status"), [(Role.CASHIER, 200), (Role.LEADER, 200), (Role.CLERK, 403)])
def test_who_may_see_the_page(paid, unit, role, status):
    window = enter(PostFactory(agency=unit, role=role).user)
    answer = window.get(PAGE)
    assert answer.status_code == status
    assert status != 200 or "8.000" in answer.content.decode()


def test_the_workbook_ends_with_the_total(paid, leader):
    answer = enter(leader).get(reverse("revenue_workbook"))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[-1][3:6] == ("Tổng cộng", 1, money.FEE)


def test_the_paper_is_printed(paid, leader):
    assert enter(leader).get(reverse("revenue_paper")).content.startswith((b"%PDF-", b"<!doctype"))


@pytest.mark.parametrize(
    "days", ["tu=2020-12-02&den=2020-12-01", "tu=2019-01-01&den=2020-12-31", "tu=x&den=2020-12-01"]
)
def test_days_that_make_no_sense_are_refused(paid, leader, days):
    window = enter(leader)
    assert "govuk-error" in window.get(f"{PAGE}?{days}").content.decode()
    assert window.get(f"{reverse('revenue_workbook')}?{days}").status_code == 404


def test_the_public_page_shows_the_figure_instead_of_not_measured(client, paid):
    shown = client.get(reverse("public_figures")).content.decode()
    assert "Thanh toán trực tuyến" in shown
    assert "hồ sơ đã thu tiền" in shown
