"""The progress of the plan for everybody, and the same as figures for programs."""

from datetime import date

import pytest

from tests.dossiers.pages import page_of
from tests.factories import AgencyFactory
from tests.procedures.plans.services import DUE, planned, service

pytestmark = pytest.mark.django_db
PAGE, FIGURES = "/thu-tuc/tich-hop/", "/thu-tuc/tich-hop/so-lieu.json"


@pytest.fixture
def plan(db):
    return planned()


def test_without_a_plan_it_says_so_and_leads_on(client):
    page = page_of(client, PAGE)
    assert "Chưa có kế hoạch nào được công bố" in page and 'href="/thu-tuc/"' in page
    assert client.get(FIGURES).status_code == 404


def test_target_share_and_services_are_said(client, plan):
    done = service(plan, integrated_on=DUE, agency=AgencyFactory(short_name="Sở Tư pháp"))
    service(plan, due_on=date(2020, 12, 31))
    page = page_of(client, PAGE)
    assert all(text in page for text in ("50%", "10%", "từ 30/11/2020", "Sở Tư pháp", "dự kiến 31/12/2020, đang trễ"))
    assert f'href="/thu-tuc/{done.procedure.code}/"' in page


def test_what_was_taken_out_is_not_shown(client, plan):
    entry = service(plan, status="dropped")
    assert entry.procedure.code not in page_of(client, PAGE)


def test_the_demonstration_says_what_is_assumed(client, plan):
    service(plan)
    assert "giả định" not in page_of(client, PAGE)
    service(plan, is_demo=True)
    assert "giả định" in page_of(client, PAGE)


def test_another_year_is_asked_for_in_the_address(client, plan):
    planned(2019, target=7)
    assert "chỉ tiêu của tỉnh là 7" in page_of(client, f"{PAGE}?nam=2019")
    assert "chỉ tiêu của tỉnh là 2" in page_of(client, PAGE)


@pytest.mark.parametrize("year", ["2018", "x", "٢٠٢٠", "20200"])
def test_a_year_without_a_plan_is_not_found(client, plan, year):
    assert [client.get(at, {"nam": year}).status_code for at in (PAGE, FIGURES)] == [404, 404]


def test_the_figures_are_open_data(client, plan):
    service(plan, integrated_on=DUE, agency=AgencyFactory(key="so-a", name="Sở A"))
    said = client.get(FIGURES).json()
    assert (said["integrated"], said["target"], said["out_of"], said["percent"], said["share"]) == (1, 2, 10, 50, 10)
    assert said["by_agency"] == [{"key": "so-a", "name": "Sở A", "integrated": 1, "planned": 1}]


def test_it_is_reached_from_the_home_page_and_the_site_map(client, plan):
    assert all(f'href="{PAGE}"' in page_of(client, at) for at in ("/", "/so-do-cong/"))


def test_more_services_cost_no_more_queries(client, plan, django_assert_max_num_queries):
    for _ in range(20):
        service(plan, integrated_on=DUE, agency=AgencyFactory())
    with django_assert_max_num_queries(14):
        page_of(client, PAGE)
