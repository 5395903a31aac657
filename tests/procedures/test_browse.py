"""Every service within three clicks of the home page (TT 32/2017), findable by machines, too."""

import html
import re
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from procedures import browse, search
from procedures.models import LifeEvent, Procedure
from tests.factories import ProcedureFactory

MOST_OF_ONE_FIELD = 113
"""In the real catalogue (customs and taxes)."""

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="([/?][^"#]*)"')


def links(client, url):
    return {urljoin(url, html.unescape(link)) for link in LINK.findall(client.get(url).content.decode())}


@pytest.fixture
def procedures():
    made = [ProcedureFactory(current__name=f"Thủ tục số {n}") for n in range(MOST_OF_ONE_FIELD)]
    search.reindex()
    return made


def test_every_procedure_is_three_clicks_from_home(client, procedures):
    reached = {"/"}
    for _click in range(3):
        new = {link for url in reached for link in links(client, url) if link.startswith("/thu-tuc/")}
        reached |= {link for link in new if "nop-ho-so" not in link}
    assert {reverse("procedure", args=[procedure.code]) for procedure in procedures} <= reached


def test_life_events_come_with_the_seed_and_stay_as_people_change_them():
    ProcedureFactory(code="1.001193")
    browse.seed()
    LifeEvent.objects.filter(slug="sinh-con").update(name_vi="Có con")
    browse.seed()
    event = LifeEvent.objects.get(slug="sinh-con")
    assert (event.name_vi, event.entries.count()) == ("Có con", 1)


def test_an_event_that_leads_nowhere_is_not_offered(client):
    ProcedureFactory(code="1.001193")
    browse.seed()
    page = client.get("/").content.decode()
    assert "Sinh con" in page and "Nghỉ hưu" not in page


def test_a_life_event_lists_its_procedures_in_order(client):
    first, second = ProcedureFactory(current__name="Việc một"), ProcedureFactory(current__name="Việc hai")
    event = LifeEvent.objects.create(slug="x", name_vi="X", name_en="X", audience="person")
    event.entries.create(procedure=second, number=2), event.entries.create(procedure=first, number=1)
    page = client.get(reverse("life_event", args=["x"])).content.decode()
    assert page.index("Việc một") < page.index("Việc hai")


def test_the_site_map_for_machines_names_every_procedure_in_use(client, procedures):
    Procedure.objects.filter(pk=procedures[0].pk).update(is_used=False)
    listed = client.get("/sitemap-procedures.xml").content.decode()
    assert listed.count("<loc>") == MOST_OF_ONE_FIELD - 1 and procedures[0].code not in listed


def test_it_says_of_each_when_it_changed_last(client, procedures):
    listed = client.get("/sitemap-procedures.xml").content.decode()
    days = re.findall(r"<lastmod>(\d{4}-\d\d-\d\d)</lastmod>", listed)
    assert len(days) == MOST_OF_ONE_FIELD
    assert set(days) == {f"{timezone.localdate(procedures[0].current.published_at)}"}


def test_it_names_the_ways_through_the_catalogue_with_their_newest_change(client, procedures):
    listed = client.get("/sitemap-pages.xml").content.decode()
    entry = re.search(rf"<url><loc>[^<]*{reverse('fields')}</loc><lastmod>([^<]*)</lastmod>", listed)
    assert entry[1] == f"{timezone.localdate(procedures[0].current.published_at)}"


@pytest.mark.parametrize("name", ["home", "fields", "agencies", "site_map"])
def test_every_such_page_names_its_one_address(client, name):
    page = client.get(f"{reverse(name)}?utm=1").content.decode()
    assert f'<link rel="canonical" href="{settings.PORTAL_URL}{reverse(name)}">' in page


def test_results_of_a_search_are_kept_out_of_search_engines(client, procedures):
    assert 'content="noindex"' in client.get("/thu-tuc/?q=x").content.decode()
    assert 'content="noindex"' not in client.get("/thu-tuc/").content.decode()


def test_robots_are_shown_the_site_map_and_kept_from_dossiers(client):
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /ho-so/" in said and "/sitemap.xml" in said
