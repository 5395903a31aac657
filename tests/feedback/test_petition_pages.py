"""The citizen's pages of petitions: sending, following, what strangers see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Petition
from feedback.petitions import table
from tests.feedback import pages
from tests.feedback.conftest import ANSWER, WORDS, done
from tests.feedback.pages import page_of, token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
NEW, FOLLOW, ALL = reverse("petition_new"), reverse("petition_follow"), reverse("petitions")
FILLED = {
    "kind": "report", "title": "Chờ quá lâu", "content": WORDS, "name": "Trần Thị Hà", "address": "Thôn Núi, xã Tân Mỹ",
    "phone": "0912 345 678",
}  # fmt: skip


def sent(client: Client, **changed: Any) -> Any:
    return pages.sent(client, NEW, **{**FILLED, **changed})


def test_without_an_account_one_gets_a_code_to_follow_it(client):
    answer = sent(client)
    petition = Petition.objects.get()
    assert answer.headers["Location"] == page_of(petition)
    assert petition.secret in client.get(page_of(petition)).content.decode()


def test_the_code_opens_it_elsewhere(client):
    sent(client)
    petition, elsewhere = Petition.objects.get(), Client()
    assert elsewhere.get(page_of(petition)).headers["Location"] == FOLLOW
    typed = f"{petition.secret[:5].lower()} {petition.secret[5:]}"
    assert elsewhere.post(FOLLOW, {"secret": typed}).headers["Location"] == page_of(petition)
    assert WORDS in elsewhere.get(page_of(petition)).content.decode()


def test_a_wrong_code_opens_nothing(client, petition):
    page = client.post(FOLLOW, {"secret": "AAAAAAAAAA"})
    assert 'data-error-for="secret"' in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"content": "xin chào"}, "content"), ({"content": "x " * 6_000}, "content"), ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"), ({"name": ""}, "name"), ({"address": ""}, "address"), ({"kind": ""}, "kind"),
        ({"agency": "Sở Không Có"}, "agency"), ({"procedure_code": "9.999999"}, "procedure_code"),
        ({"dossier_code": "000.00.01.H02-201130-0001"}, "dossier_code"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(client, changed, field):
    page = sent(client, **changed).content.decode()
    assert f'data-error-for="{field}"' in page
    assert "Chờ quá lâu" in page
    assert not Petition.objects.exists()


def test_twice_the_same_form_is_one_petition(client):
    once = {**FILLED, "form_token": token(client, NEW)}
    assert client.post(NEW, once).headers["Location"] == client.post(NEW, once).headers["Location"]
    assert Petition.objects.count() == 1


def test_one_like_it_is_shown_before_it_is_sent(client, answered, reception):
    done(table.PUBLISH, answered, reception, title="Chờ lâu", content="Chờ lâu ở quầy chứng thực", answer=ANSWER)
    content = "Tôi cũng phải chờ rất lâu ở quầy chứng thực của phường."
    page = sent(client, content=content).content.decode()
    assert ANSWER in page
    assert Petition.objects.count() == 1
    sent(client, content=content, **{"da-xem": "1"})
    assert Petition.objects.count() == 2


def test_strangers_see_only_what_was_published(client, answered, reception):
    assert client.get(page_of(answered)).status_code == 302
    done(table.PUBLISH, answered, reception, title="Chờ lâu", content="Một người dân chờ lâu", answer=ANSWER)
    for address in (page_of(answered), ALL):
        page = client.get(address).content.decode()
        assert ANSWER in page
        assert "Trần Thị Hà" not in page
    done(table.HIDE, answered, reception)
    assert client.get(page_of(answered)).status_code == 302
    assert ANSWER not in client.get(ALL).content.decode()


def test_the_sender_answers_a_question_on_the_page(sign_in, petition, reception, citizen):
    done(table.ASK, petition, reception, note="Ở quầy nào?")
    browser = sign_in(citizen)
    page = browser.get(page_of(petition)).content.decode()
    assert "Ở quầy nào?" in page
    pages.sent(browser, page_of(petition), action="clarify", note="Quầy 3")
    petition.refresh_from_db()
    assert petition.status == Petition.Status.SENT
