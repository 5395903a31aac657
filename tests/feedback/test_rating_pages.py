"""The pages of a rating: by the link, from the dossier's page, and what they tell of the person, which is nothing."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.rating_link import Stage as LinkStage
from feedback.models import Rating, Remark
from feedback.ratings import asking
from portal.notices.models import Notice
from tests.feedback.ratings import BAD, GOOD, WORDS, handed_over, link

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(dossier, clerk, officer):
    return handed_over(dossier, clerk, officer)


def text(answer) -> str:
    return answer.content.decode()


def test_without_signing_in_the_link_opens_the_slip(client, ended):
    page = text(client.get(link(ended)))
    assert ended.edition.name in page and ended.code in page
    assert "Trần Thị Hà" not in page and ended.owner["phone"] not in page


def test_a_stranger_finds_nothing(client, ended):
    assert client.get(reverse("rating", args=["k1-aaaaaaaaaaaaaaaa"])).status_code == 404


def test_sent_once_it_thanks_and_sent_again_it_says_so(client, ended):
    assert client.post(link(ended), GOOD).headers["Location"] == link(ended)
    again = client.post(link(ended), GOOD | {"overall": "1"})
    assert (again.status_code, Rating.objects.get().score) == (409, 5)
    assert 'data-rated="1"' in text(client.get(link(ended)))


def test_before_its_time_the_page_says_so(client, dossier):
    page = client.get(link(dossier))
    assert page.status_code == 200
    assert 'data-rated="0"' in text(page)


def test_money_outside_the_rules_must_be_told(client, ended):
    page = text(client.post(link(ended), GOOD | {"costs": "paid", "words": WORDS}))
    assert 'data-error-for="costs_told"' in page and WORDS in page


def test_the_applicant_finds_it_on_the_page_of_the_dossier(sign_in, ended, citizen):
    page = text(sign_in(citizen).get(reverse("dossier", args=[ended.uuid])))
    assert link(ended) in page and link(ended, LinkStage.RECEPTION) in page


def test_officials_see_no_link_on_their_page_of_it(sign_in, ended, clerk):
    assert "/danh-gia/k" not in text(sign_in(clerk).get(reverse("dossier", args=[ended.uuid])))


def test_the_end_is_told_with_the_link_once(ended):
    assert (asking.ask(), asking.ask()) == (1, 0)
    notice = Notice.objects.get(once__endswith=":rating:result")
    assert notice.link == link(ended)


def test_reception_is_asked_of_who_filed_online(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert asking.ask() == 1
    assert Notice.objects.get(once__endswith=":rating:reception").link == link(dossier, LinkStage.RECEPTION)


def test_who_has_rated_is_not_asked(client, ended):
    client.post(link(ended), GOOD)
    assert asking.ask() == 0


def test_words_are_kept_without_the_dossier(client, ended):
    client.post(link(ended), BAD | {"words": WORDS})
    remark = Remark.objects.get()
    assert (remark.words, remark.dossier, remark.score) == (WORDS, None, 1)
    assert ended.code not in repr(remark.__dict__) and str(ended.pk) != remark.key
