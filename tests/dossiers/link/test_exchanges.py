"""The log of exchanges at the desk, and the monitor's way into it."""

import pytest
from django.urls import reverse

from portal.agencies.models import Role
from portal.national.reading import PAGE
from tests.national.exchanges import told
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
MONITOR, LOG = reverse("admin:dossiers_nationalmessage_changelist"), reverse("admin:national_exchange_changelist")
WRONG = "dich-vu=DongBoHoSoMC&amp;ket-qua=refused&amp;ma=-5&amp;trong=24h"


@pytest.fixture
def window(keeper):
    return enter(keeper)


def test_each_kind_of_trouble_opens_its_lines(window):
    told(outcome="refused", code="-5")
    told()
    assert f"{LOG}?{WRONG}" in window.get(MONITOR).content.decode()
    page = window.get(f"{LOG}?{WRONG.replace('&amp;', '&')}")
    assert [row["line"].code for row in page.context["rows"]] == ["-5"]


def test_each_service_opens_its_lines(window):
    told("TraCuuHoSo")
    assert f"{LOG}?dich-vu=TraCuuHoSo" in window.get(MONITOR).content.decode()


def test_a_long_log_is_turned_by_where_a_page_ended(window):
    lines = [told() for _ in range(PAGE + 1)]
    page = window.get(LOG)
    assert f"sau={lines[1].pk}" in page.content.decode()
    rest = window.get(f"{LOG}?sau={lines[1].pk}")
    assert [row["line"].pk for row in rest.context["rows"]] == [lines[0].pk]


def test_a_number_that_is_none_is_told_beside_its_field(window):
    page = window.get(f"{LOG}?so=abc")
    assert 'data-field="so"' in page.content.decode() and page.context["form"].errors["so"]


@pytest.mark.parametrize("nonsense", ["sau=9999999999999999999", "truoc=x", "sau=-1", "trong=8d", "ngay=31/02/2020"])
def test_an_address_nobody_wrote_harms_nothing(window, nonsense):
    told()
    assert window.get(f"{LOG}?{nonsense}").status_code == 200


def test_clerks_do_not_read_it(somebody):
    assert enter(somebody(Role.CLERK)).get(LOG).status_code == 403
