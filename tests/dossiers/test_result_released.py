"""A result is seen when it is released, and from then on always."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, Dossier
from dossiers.results import returning, steps
from tests.dossiers.pages import page_of
from tests.dossiers.results import correct, finished, of, returned_by
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(dossier, clerk, officer) -> Dossier:
    return finished(dossier, clerk, officer)


def seen(person, dossier) -> int:
    return Attachment.objects.visible_to(person).filter(dossier=dossier, kind=Attachment.Kind.RESULT).count()


def choose(dossier, citizen, way: str) -> None:
    values = {returning.ANSWERS: {"return_by": way}}
    workflow.perform(steps.CHANGE_RETURN, dossier, Act(citizen, values=values))


def test_finishing_makes_a_result_with_today_as_its_day(ready):
    result = ready.results.get()
    assert (result.number, result.state, ready.result_number) == ("12/XN-UBND", "valid", "12/XN-UBND")
    assert result.signed_on == timezone.localdate(ready.finished_at)


def test_at_the_counter_it_waits_for_the_hand_over(ready, citizen, clerk):
    assert (seen(citizen, ready), seen(clerk, ready)) == (0, 1)
    workflow.perform(workflow.HAND_OVER, ready, Act(clerk))
    assert seen(citizen, ready) == 1


def test_once_released_it_stays_whatever_is_chosen_later(ready, citizen):
    choose(ready, citizen, "online")
    choose(ready, citizen, "counter")
    assert seen(citizen, ready) == 1
    assert "12/XN-UBND" in page_of(enter(citizen), reverse("dossier", args=[ready.uuid]))


def test_the_old_one_stays_readable_and_is_marked(ready, citizen, clerk, officer):
    workflow.perform(workflow.HAND_OVER, ready, Act(clerk))
    correct(ready, officer)
    page = page_of(enter(citizen), reverse("dossier", args=[ready.uuid]))
    assert seen(citizen, ready) == 2
    assert page.index('data-result-state="valid"') < page.index('data-result-state="replaced"')


def test_a_stranger_gets_neither_file_nor_slip(ready, other_citizen, outsider, clerk):
    workflow.perform(workflow.HAND_OVER, ready, Act(clerk))
    key = ready.results.get().file.uuid
    for person in (other_citizen, outsider):
        assert enter(person).get(reverse("dossier_file", args=[ready.uuid, key])).status_code == 404
        assert enter(person).get(reverse("result_slip", args=[ready.uuid, key])).status_code == 404


def test_the_slip_of_one_not_released_is_not_there(ready, citizen):
    key = ready.results.get().file.uuid
    assert enter(citizen).get(reverse("result_slip", args=[ready.uuid, key])).status_code == 404


def test_the_applicants_word_hands_an_online_result_over(dossier, citizen, clerk, officer):
    ready = finished(returned_by(dossier, "online"), clerk, officer)
    page = enter(citizen)
    text = page_of(page, reverse("dossier", args=[ready.uuid]))
    token = text.split('name="form_token" value="')[1].split('"')[0]
    values = {"action": "receive_online", "form_token": token, "of": str(ready.results.get().file.uuid)}
    assert page.post(reverse("dossier", args=[ready.uuid]), values).status_code == 302
    ready.refresh_from_db()
    assert (ready.status, ready.results.get().read_at is not None) == (10, True)
    assert ready.handed_over_at == ready.results.get().read_at


def test_after_the_counter_reading_changes_no_status(ready, citizen, clerk):
    workflow.perform(workflow.HAND_OVER, ready, Act(clerk))
    workflow.perform(steps.ACKNOWLEDGE, ready, Act(citizen, values=of(ready)))
    assert (ready.status, ready.results.get().read_at is not None) == (10, True)


def test_nobody_says_to_have_read_what_has_not_reached_them(ready, citizen):
    assert steps.RECEIVE_ONLINE not in workflow.available(ready, citizen)


def test_one_who_saw_the_old_result_does_not_acknowledge_the_new(ready, citizen, clerk, officer):
    workflow.perform(workflow.HAND_OVER, ready, Act(clerk))
    old = of(ready)
    correct(ready, officer)
    with pytest.raises(steps.issuing.ResultMoved):
        workflow.perform(steps.ACKNOWLEDGE, ready, Act(citizen, values=old))
    assert not ready.results.filter(read_at__isnull=False).exists()
