"""The way on to the national portal: offered where it is integrated, counted once a browser and never a robot."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procedures.models import NationalClick
from tests.procedures.plans.services import planned, service

pytestmark = pytest.mark.django_db
FIREFOX = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:84.0) Gecko/20100101 Firefox/84.0"}
OFFER = "Nộp qua Cổng Dịch vụ công Quốc gia"


@pytest.fixture
def integrated():
    return service(planned(), integrated_on=date(2020, 11, 1)).procedure


def go_on(window: Client, procedure, **headers: str):
    return window.post(reverse("file_at_nation", args=[procedure.code]), headers=FIREFOX | headers)


def counted() -> list[int]:
    return list(NationalClick.objects.values_list("clicks", flat=True))


def page(window: Client, procedure) -> str:
    return window.get(reverse("procedure", args=[procedure.code])).content.decode()


def test_the_page_of_an_integrated_procedure_offers_it(client, integrated):
    assert OFFER in page(client, integrated)


def test_other_pages_do_not_and_their_address_leads_nowhere(client):
    other = service(planned()).procedure
    assert OFFER not in page(client, other)
    assert go_on(client, other).status_code == 404


def test_the_kept_page_follows_the_plan(client):
    entry = service(planned(), integrated_on=timezone.localdate() + timedelta(days=1))
    assert OFFER not in page(client, entry.procedure)
    entry.integrated_on = timezone.localdate()
    entry.save()
    assert OFFER in page(client, entry.procedure)


def test_it_leads_to_the_procedure_at_the_national_portal(client, integrated):
    assert go_on(client, integrated).url == f"{settings.NATIONAL_URL}/dich-vu/?q={integrated.code}"


def test_each_browser_counts_once(client, integrated):
    for window in (client, client, Client()):
        go_on(window, integrated)
    assert counted() == [2]


def test_another_procedure_counts_for_itself(client, integrated):
    other = service(integrated.planned.get().plan, integrated_on=date(2020, 11, 1)).procedure
    for procedure in (integrated, other):
        go_on(client, procedure)
    assert counted() == [1, 1]


@pytest.mark.parametrize("name", ["Googlebot/2.1", "python-httpx/0.28", "curl/7.88", ""])
def test_robots_are_led_on_and_not_counted(client, integrated, name):
    assert go_on(client, integrated, **{"user-agent": name}).status_code == 302
    assert counted() == []


def test_a_forged_memory_is_none(client, integrated):
    client.cookies["bacgiang_di_tiep"] = str(integrated.pk)
    go_on(client, integrated)
    assert counted() == [1]


def test_looking_at_the_address_does_nothing(client, integrated):
    assert client.get(reverse("file_at_nation", args=[integrated.code]), headers=FIREFOX).status_code == 405
    assert counted() == []


def test_nothing_of_the_reader_is_kept(client, integrated):
    go_on(client, integrated)
    assert {field.name for field in NationalClick._meta.fields} == {"id", "day", "procedure", "clicks"}
    assert settings.SESSION_COOKIE_NAME not in client.cookies
