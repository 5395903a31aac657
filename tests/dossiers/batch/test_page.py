"""From ticked rows to the confirmation, and from there to the work."""

from uuid import uuid4

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.batch import acts
from tests.dossiers.batch.many import PAGE, confirmed, posted, submitted, worked_off
from tests.dossiers.desk import LIST, listed
from tests.factories import AgencyFactory, DraftFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


def uuids(dossiers) -> list[str]:
    return [str(one.uuid) for one in dossiers]


@pytest.fixture
def seat(clerk):
    return enter(clerk)


def test_the_list_offers_a_box_in_each_row_and_the_acts_of_the_role(dossier, seat):
    page = listed(seat)
    assert f'name="dossier" value="{dossier.uuid}" form="hang-loat"' in page
    assert '<option value="receive">' in page
    assert '<option value="finish">' not in page


def test_for_how_many_it_is_possible_and_for_which_not_and_why(dossier, clerk, seat):
    made = submitted(dossier, 3)
    workflow.perform(workflow.RECEIVE, made[0], Act(clerk))
    page = posted(seat, dossier=uuids(made), act="receive").content.decode()
    assert "<strong>2</strong>" in page
    assert made[0].public_code in page and made[1].public_code not in page
    assert str(acts.NotInThisStatus()) in page


def test_confirmed_it_is_done_in_the_name_of_who_confirmed(dossier, clerk, seat):
    made = submitted(dossier, 3)
    job = worked_off(confirmed(seat, dossier=uuids(made), act="receive", note="Đủ"))
    assert job.counts == {"done": 3}
    assert {one.events.get(action="receive").by for one in made} == {clerk}


def test_nothing_is_done_before_it_is_confirmed(dossier, seat):
    posted(seat, dossier=uuids([dossier]), act="receive")
    assert not dossier.events.filter(action="receive").exists()


def test_a_stranger_s_dossiers_are_left_out_and_never_named(dossier, seat, calendar, citizen):
    elsewhere = AgencyFactory()
    foreign = DraftFactory(edition=dossier.edition, agency=elsewhere, received_by=elsewhere, submitter=citizen)
    workflow.perform(workflow.SUBMIT, foreign, Act(citizen))
    page = posted(seat, dossier=uuids([dossier, foreign]), act="receive").content.decode()
    assert foreign.public_code not in page and str(foreign.uuid) not in page
    job = worked_off(confirmed(seat, dossier=uuids([dossier, foreign]), act="receive"))
    assert (job.total, job.counts) == (1, {"done": 1})


def test_all_rows_of_a_list_are_meant_by_its_address(dossier, seat):
    submitted(dossier, 4)
    job = confirmed(seat, all="1", filter="viec=tiep-nhan", act="receive")
    assert job.total == 5


def test_more_than_the_most_are_cut_with_a_word(dossier, seat):
    many = [str(dossier.uuid), *(str(uuid4()) for _ in range(acts.MOST + 6))]
    page = posted(seat, dossier=" ".join(many), act="receive").content.decode()
    assert page.count('class="notice notice--warning"') == 2  # seven beyond the most, and 499 that are nobody's
    assert confirmed(seat, dossier=" ".join(many), act="receive").total == 1


def test_the_same_form_sent_twice_is_one_batch(dossier, seat):
    page = posted(seat, dossier=uuids([dossier]), act="receive")
    token = page.content.decode().split('name="form_token" value="')[1].split('"')[0]
    sent = {"dossier": str(dossier.uuid), "act": "receive", "do": "1", "form_token": token, "note": ""}
    assert seat.post(reverse(PAGE), sent).url == seat.post(reverse(PAGE), sent).url


def test_what_is_missing_in_the_form_is_said_beside_it_and_nothing_is_lost(dossier, seat):
    page = posted(seat, dossier=uuids([dossier]), act="refuse", do="1", note="").content.decode()
    assert "govuk-error-message" in page
    assert str(dossier.uuid) in page


@pytest.mark.parametrize("name", ["finish", "ask_supplement", "hand_to_post", "submit", "nonsense"])
def test_what_asks_something_of_each_dossier_is_not_offered(dossier, seat, name):
    page = posted(seat, dossier=uuids([dossier]), act=name).content.decode()
    assert 'name="do"' not in page and f'value="{name}"' not in page


def test_an_act_of_another_role_is_refused(dossier, officer):
    page = posted(enter(officer), dossier=uuids([dossier]), act="receive").content.decode()
    assert 'name="do"' not in page


def test_nonsense_instead_of_uuids_means_nothing(dossier, seat):
    page = posted(seat, dossier="x' OR 1=1", act="receive")
    assert page.status_code == 200 and 'name="do"' not in page.content.decode()


def test_reading_the_page_leads_to_the_list(seat):
    assert seat.get(reverse(PAGE)).url == reverse(LIST)
