"""The list's address travels with the dossier: back, before and after, also when the dossier has moved on."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from tests.dossiers.desk import LIST, token
from tests.factories import DraftFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(clerk):
    return enter(clerk)


@pytest.fixture
def three(draft, citizen):
    made = []
    for days in (1, 2, 3):
        one = DraftFactory(edition=draft.edition, agency=draft.agency, received_by=draft.received_by, submitter=citizen)
        workflow.perform(workflow.SUBMIT, one, Act(citizen))
        Dossier.objects.filter(pk=one.pk).update(reception_due_at=timezone.now() + timedelta(days=days))
        made.append(one)
    return made


def opened(window, **asked) -> list[str]:
    """The addresses of the list's dossiers, from the top."""
    page = window.get(reverse(LIST), asked).content.decode()
    return [found.replace("&amp;", "&") for found in re.findall(r'<a class="code" href="([^"]+)">', page)]


def led(page: str, way: str) -> str:
    found = re.search(rf'href="([^"]+)" data-way="{way}"', page)
    return found.group(1).replace("&amp;", "&") if found else ""


def test_before_and_after_are_those_of_the_list(window, three):
    first, second, third = opened(window, viec="tiep-nhan")
    page = window.get(second).content.decode()
    assert (led(page, "earlier"), led(page, "later")) == (first, third)
    assert led(page, "back") == f"{reverse(LIST)}?viec=tiep-nhan"
    assert led(window.get(first).content.decode(), "earlier") == ""
    assert led(window.get(third).content.decode(), "later") == ""


def test_after_an_act_the_next_is_still_the_next(window, three, clerk):
    _first, second, third = opened(window, viec="tiep-nhan")
    values = {"action": "receive", "form_token": token(window.get(second).content.decode(), "receive")}
    answer = window.post(second, values)
    assert answer.status_code == 302
    page = window.get(answer.url).content.decode()
    assert 'data-status="2"' in page and led(page, "later") == third


def test_filters_and_words_travel_too(window, three):
    wanted = opened(window, q=three[1].provisional_number)[0]
    page = window.get(wanted).content.decode()
    assert (led(page, "earlier"), led(page, "later")) == ("", "")
    assert three[1].provisional_number in led(page, "back")


@pytest.mark.parametrize(
    "query", ["?tu=%00&o=1.1.1", "?tu=x", "?o=1.1.1", "?tu=&o=x", "?tu=" + "a" * 5000 + "&o=1.1.1"]
)
def test_a_way_nobody_of_us_wrote_harms_nothing(window, three, query):
    address = reverse("admin:dossiers_dossier_page", args=[three[0].uuid])
    assert window.get(address + query).status_code == 200
