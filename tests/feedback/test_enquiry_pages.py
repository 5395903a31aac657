"""The citizen's pages of questions: asking, following, what strangers see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from feedback.enquiries import table
from feedback.models import Enquiry
from tests.feedback import pages
from tests.feedback.enquired import ASKED, REPLIED, TITLE, done
from tests.feedback.pages import page_of, token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
NEW, FOLLOW, ALL = reverse("enquiry_new"), reverse("enquiry_follow"), reverse("enquiries")
FILLED = {"title": TITLE, "content": ASKED, "name": "Trần Thị Hà", "email": "ha@example.vn"}


def sent(client: Client, **changed: Any) -> Any:
    return pages.sent(client, NEW, **{**FILLED, **changed})


def test_without_an_account_one_gets_a_code_that_opens_it_elsewhere(client):
    answer, enquiry, elsewhere = sent(client), Enquiry.objects.get(), Client()
    assert answer.headers["Location"] == page_of(enquiry)
    assert enquiry.secret in client.get(page_of(enquiry)).content.decode()
    assert elsewhere.get(page_of(enquiry)).headers["Location"] == FOLLOW
    typed = f"{enquiry.secret[:5].lower()} {enquiry.secret[5:]}"
    assert elsewhere.post(FOLLOW, {"secret": typed}).headers["Location"] == page_of(enquiry)
    assert ASKED in elsewhere.get(page_of(enquiry)).content.decode()


def test_a_wrong_code_opens_nothing(client, enquiry):
    assert 'data-error-for="secret"' in client.post(FOLLOW, {"secret": "AAAAAAAAAA"}).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"content": "chào"}, "content"), ({"content": "x " * 6_000}, "content"), ({"email": ""}, "email"),
        ({"email": "ha@"}, "email"), ({"phone": "12"}, "phone"), ({"name": ""}, "name"), ({"field": "999999"}, "field"),
        ({"agency": "Sở Không Có"}, "agency"), ({"procedure_code": "9.999999"}, "procedure_code"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(client, changed, field):
    page = sent(client, **changed).content.decode()
    assert f'data-error-for="{field}"' in page
    assert TITLE in page
    assert not Enquiry.objects.exists()


def test_twice_the_same_form_is_one_question(client):
    once = {**FILLED, "form_token": token(client, NEW)}
    assert client.post(NEW, once).headers["Location"] == client.post(NEW, once).headers["Location"]
    assert Enquiry.objects.count() == 1


def test_the_link_from_a_procedure_names_it_and_the_account_who_asks(sign_in, citizen, procedure):
    page = sign_in(citizen).get(f"{NEW}?thu-tuc={procedure.code}").content.decode()
    assert f'value="{procedure.code}"' in page
    assert f'value="{citizen}"' in page


def test_the_field_follows_from_the_procedure(client, procedure):
    sent(client, procedure_code=procedure.code)
    assert Enquiry.objects.get().field == procedure.current.field


def test_one_like_it_is_shown_before_it_is_sent(client, published):
    content = "Tôi sinh con ở Hà Nội thì làm giấy khai sinh ở đâu?"
    page = sent(client, content=content).content.decode()
    assert REPLIED in page
    assert Enquiry.objects.count() == 1
    sent(client, content=content, **{"da-xem": "1"})
    assert Enquiry.objects.count() == 2


def test_an_hour_takes_ten_from_one_source_and_what_was_typed_stays(client, settings):
    settings.PETITIONS_PER_HOUR = 1
    sent(client)
    refused = sent(client, content="Một câu hỏi khác hẳn câu trước")
    assert (refused.status_code, Enquiry.objects.count()) == (429, 1)
    assert "Một câu hỏi khác hẳn câu trước" in refused.content.decode()


def test_the_same_words_and_a_heap_of_links_become_no_row(client):
    sent(client)
    assert sent(client, content=f"  {ASKED.upper()}").status_code == 429
    assert sent(client, content="http://x.vn " * 100).status_code == 429
    assert Enquiry.objects.count() == 1


def test_the_asker_replies_on_the_page(sign_in, enquiry, reception, citizen):
    done(table.ASK, enquiry, reception, note="Cháu sinh ngày nào?")
    browser, address = sign_in(citizen), page_of(enquiry)
    assert "Cháu sinh ngày nào?" in browser.get(address).content.decode()
    pages.sent(browser, address, action="reply", note="Hôm qua")
    enquiry.refresh_from_db()
    assert enquiry.status == Enquiry.Status.SENT
