"""What of a question is public, where it is found, and that nothing of it tells who asked (A18)."""

import pytest
from django.urls import reverse

from feedback.enquiries import table
from feedback.models import Enquiry
from feedback.publishing import StillTellsWho
from tests.feedback.enquired import PUBLIC, REPLIED, TITLE, done
from tests.feedback.pages import page_of

pytestmark = pytest.mark.django_db
ALL, FEED, MAP = reverse("enquiries"), reverse("enquiry_feed"), "/sitemap-answers.xml"


def places(enquiry: Enquiry) -> list[str]:
    return [ALL, f"{ALL}?q=khai+sinh", FEED, reverse("procedure", args=[enquiry.procedure.code]), page_of(enquiry)]


def test_everybody_reads_it_everywhere_without_the_asker(client, published):
    for address in places(published):
        page = client.get(address).content.decode()
        assert TITLE in page
        assert not [told for told in ("Trần Thị Hà", "0912345678", "ha@example.vn") if told in page], address
    assert page_of(published) in client.get(MAP).content.decode()


def test_hidden_it_is_gone_everywhere_at_once(client, published, reception):
    for address in places(published):
        client.get(address)
    done(table.HIDE, published, reception, note="Còn lộ danh tính")
    for address in places(published):
        assert TITLE not in client.get(address).content.decode(), address
    assert page_of(published) not in client.get(MAP).content.decode()


def test_it_is_not_published_while_it_tells(proposed, leader):
    with pytest.raises(StillTellsWho):
        done(table.APPROVE_PUBLIC, proposed, leader, **{**PUBLIC, "content": "Bà Trần Thị Hà hỏi"})
    proposed.refresh_from_db()
    assert proposed.status == Enquiry.Status.PROPOSED


def test_nor_corrected_into_telling(published, leader):
    with pytest.raises(StillTellsWho):
        done(table.CORRECT, published, leader, answer="Gọi 0912 345 678")


@pytest.mark.parametrize("query", ["q=khai+sinh", "q=khai%20sinh%20tỉnh%20khác", "q=SINH+o+tinh+KHAC"])
def test_it_is_found_with_and_without_marks(client, published, query):
    assert TITLE in client.get(f"{ALL}?{query}").content.decode()


def test_it_is_narrowed_to_field_agency_and_procedure(client, published):
    field, agency, procedure = published.field.code, published.handler.key, published.procedure.code
    for good in (f"linh-vuc={field}", f"co-quan={agency}", f"thu-tuc={procedure}"):
        assert TITLE in client.get(f"{ALL}?{good}").content.decode()
    for other in ("linh-vuc=khac", "co-quan=khac", "thu-tuc=9.999999", "q=lý+lịch"):
        assert TITLE not in client.get(f"{ALL}?{other}").content.decode()


def test_an_answer_for_the_asker_alone_is_not_public(client, proposed, leader):
    done(table.APPROVE, proposed, leader)
    assert TITLE not in client.get(ALL).content.decode()
    done(table.PUBLISH, proposed, leader, **PUBLIC)
    assert TITLE in client.get(ALL).content.decode()


def test_a_correction_is_read_at_once_and_said(client, published, leader):
    client.get(page_of(published))
    done(table.CORRECT, published, leader, answer="Theo Điều 13 Luật Hộ tịch.")
    page = client.get(page_of(published)).content.decode()
    assert "Theo Điều 13 Luật Hộ tịch." in page
    assert REPLIED not in page
    assert "đính chính" in page
