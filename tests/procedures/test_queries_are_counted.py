"""What readers look for is counted each time, also where the page itself is kept."""

import re

import pytest
from django.test import Client

from procedures.models import AskedQuery
from procedures.search import reindex

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]


@pytest.fixture(autouse=True)
def found(procedure):
    reindex()


def ask(words: str, client: Client | None = None, **headers: str) -> str:
    response = (client or Client()).get("/thu-tuc/", {"q": words}, headers=headers)
    return response.content.decode()


def counted() -> tuple[int, int, int]:
    """Found, asked, opened."""
    row = AskedQuery.objects.get()
    return row.found, row.asked, row.opened


def first_result(page: str) -> str:
    return re.search(r'entry__title"><a class="govuk-link" href="([^"]*)"', page)[1]


def test_each_time_somebody_asks(citizen, sign_in):
    ask("xác nhận nhà ở")
    ask("xác nhận nhà ở")
    ask("Xac nhan  nha o", sign_in(citizen))
    assert counted() == (1, 3, 0)


def test_also_who_asks_again_for_a_page_they_have():
    digest = Client().get("/thu-tuc/", {"q": "nhà ở"}).headers["ETag"]
    assert Client().get("/thu-tuc/", {"q": "nhà ở"}, headers={"if-none-match": digest}).status_code == 304
    assert counted() == (1, 2, 0)


def test_a_query_that_finds_nothing():
    ask("zzzqqq")
    ask("zzzqqq")
    assert counted() == (0, 2, 0)


def test_a_result_opened_from_a_kept_list_to_a_kept_page(procedure):
    Client().get(f"/thu-tuc/{procedure.code}/")
    address = first_result(ask("nhà ở"))
    assert first_result(ask("nhà ở")) == address
    assert Client().get(address).status_code == 200
    assert counted() == (1, 2, 1)


def test_the_next_day_counts_for_itself(time_machine):
    for day in ("2020-12-01", "2020-12-02"):
        time_machine.move_to(f"{day}T03:00:00Z", tick=False)
        address = first_result(ask("nhà ở"))
        key = int(re.search(r"tu=(\d+)", address)[1])
        assert f"{AskedQuery.objects.get(pk=key).day}" == day
    assert AskedQuery.objects.count() == 2


@pytest.mark.parametrize("words", ["024190000001", "0912 345 678", "a@b.vn"])
def test_what_may_be_about_a_person_is_not_kept(words):
    ask(words)
    assert not AskedQuery.objects.exists()
