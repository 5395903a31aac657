"""One rating a dossier and stage, of those who hold its link, after the stage (FI-21)."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.rating_link import Stage as LinkStage
from dossiers.rating_link import read, token_of
from feedback.models import Rating, Stage
from feedback.ratings.giving import (
    OPEN_FOR,
    NotYet,
    Occasion,
    OfficialsDoNotRate,
    RatedAlready,
    Said,
    TooLate,
    occasion,
    rate,
)
from tests.dossiers.at_once import at_once
from tests.feedback.ratings import GOOD, end_of, handed_over, link

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(dossier, clerk, officer):
    return handed_over(dossier, clerk, officer)


def test_what_was_chosen_is_kept_with_the_set_and_the_day_alone(ended):
    rating = rate(end_of(ended), Said(GOOD))
    assert (rating.answers, rating.score, rating.slip, rating.on) == (GOOD, 5, "2018", timezone.localdate())


def test_a_rating_names_nobody():
    columns = {field.name for field in Rating._meta.get_fields()}
    assert columns == {"uuid", "dossier", "stage", "slip", "answers", "score", "procedure", "agency", "on", "at_kiosk"}


def test_a_second_one_is_refused(ended):
    rate(end_of(ended), Said(GOOD))
    with pytest.raises(RatedAlready):
        rate(end_of(ended), Said(GOOD | {"overall": "1"}))
    assert Rating.objects.get().score == 5


def test_reception_and_end_are_rated_apart(ended, commune):
    rate(end_of(ended), Said(GOOD))
    reception = rate(Occasion(ended, Stage.RECEPTION), Said(GOOD))
    assert (Rating.objects.count(), reception.agency) == (2, commune)


def test_before_its_result_the_end_is_not_rated(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    with pytest.raises(NotYet):
        rate(end_of(dossier), Said(GOOD))
    assert rate(Occasion(dossier, Stage.RECEPTION), Said(GOOD)).stage == Stage.RECEPTION


def test_before_an_answer_reception_is_not_rated(dossier):
    with pytest.raises(NotYet):
        rate(Occasion(dossier, Stage.RECEPTION), Said(GOOD))


def test_after_ninety_days_it_is_over(ended, time_machine):
    time_machine.move_to(timezone.now() + OPEN_FOR * 1.01)
    with pytest.raises(TooLate):
        rate(end_of(ended), Said(GOOD))


def test_who_handles_it_does_not_rate_it(ended, officer, citizen):
    with pytest.raises(OfficialsDoNotRate):
        rate(end_of(ended), Said(GOOD), officer)
    assert rate(end_of(ended), Said(GOOD), citizen)


def test_a_link_is_of_one_dossier_and_stage():
    token = token_of(48_213, LinkStage.RESULT)
    assert read(token) == (48_213, LinkStage.RESULT)
    assert read("t" + token[1:]) is None
    assert read(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


@pytest.mark.parametrize("guess", ["", "k1", "k1-aaaaaaaaaaaaaaaa", "kzzzzzzzzzzzz-aaaaaaaaaaaaaaaa", "../k1", "k1-é"])
def test_a_guess_opens_nothing(guess, ended):
    assert occasion(guess) is None


@pytest.mark.parametrize("score", ["0", "6", "1e1", "", "5.0", "٣", "true"])
def test_a_score_that_is_none_is_refused_beside_the_field(client, ended, score):
    page = client.post(link(ended), {**GOOD, "overall": score, "words": "Giữ lại"})
    assert 'data-error-for="overall"' in page.content.decode()
    assert "Giữ lại" in page.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("score", [0, 6])
def test_the_database_knows_no_other_score(ended, score):
    rating = rate(end_of(ended), Said(GOOD))
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(
            dossier=ended, stage=Stage.RECEPTION, slip="2018", answers={}, score=score, procedure=rating.procedure,
            agency=rating.agency, on=rating.on,
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_is_kept(ended):
    acts = [partial(rate, end_of(ended), Said(GOOD | {"overall": str(place % 5 + 1)})) for place in range(20)]
    outcomes = at_once(*acts)
    assert sorted(outcomes) == ["RatedAlready"] * 19 + ["done"]
    assert Rating.objects.count() == 1
