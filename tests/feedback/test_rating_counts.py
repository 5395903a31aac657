"""What is shown of ratings: nothing of fewer than five raters, nothing of the week that runs."""

from datetime import date

import pytest
from django.urls import reverse

from feedback.models import ProcedureStanding, Rating, Stage
from feedback.ratings import counts
from feedback.ratings.shares import Share, last_told
from reports.figures import FIGURES
from reports.scope import Scope
from tests.factories import DraftFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
THURSDAY, SUNDAY, MONDAY = date(2020, 12, 3), date(2020, 11, 29), date(2020, 11, 30)


@pytest.fixture(autouse=True)
def thursday(time_machine):
    time_machine.move_to("2020-12-03T09:00:00+07:00", tick=False)


def rated(agency, edition, scores: str, on: date = SUNDAY, **answers: str) -> None:
    Rating.objects.bulk_create(
        Rating(
            dossier=DraftFactory(edition=edition, agency=agency), stage=Stage.RESULT, slip="2018",
            answers={"overall": score, **answers}, score=int(score), procedure=edition.procedure, agency=agency, on=on,
        )
        for score in scores
    )  # fmt: skip


@pytest.fixture
def edition(commune):
    return ProcedureFactory().current


def test_the_week_that_runs_is_not_told(commune, edition):
    assert last_told(THURSDAY) == last_told(MONDAY) == SUNDAY
    rated(commune, edition, "55555", on=MONDAY)
    assert counts.by_agency() == {}


def test_four_raters_are_not_shown_and_five_are(commune, edition):
    rated(commune, edition, "5543")
    assert counts.by_agency() == {}
    rated(commune, edition, "2")
    assert counts.by_agency()[commune.pk].satisfied == Share(3, 5)


def test_a_question_that_few_answered_is_not_shown(commune, edition):
    rated(commune, edition, "55")
    rated(commune, edition, "551", attitude="not")
    (overall,) = counts.questions(counts.told(), Stage.RESULT)
    assert [share.number for _words, share in overall.rows] == [4, 0, 0, 0, 1]
    assert counts.questions(counts.told(), Stage.RECEPTION) == []


def test_the_page_of_a_procedure_tells_it_once_five_have_rated(client, commune, edition):
    rated(commune, edition, "5541")
    assert counts.keep_standings() == 0
    rated(commune, edition, "5")
    assert counts.keep_standings() == 1
    page = client.get(reverse("procedure", args=[edition.procedure.code])).content.decode()
    assert 'data-raters="5"' in page and "80 %" in page


def test_what_has_not_changed_is_not_written_again(commune, edition, django_assert_num_queries):
    rated(commune, edition, "55555")
    counts.keep_standings()
    with django_assert_num_queries(4):  # four that read: ratings, tasks of the province and of fields, what is kept
        counts.keep_standings()
    assert ProcedureStanding.objects.get().satisfied == 100


def test_the_report_says_the_same_of_a_day_that_is_over(commune, edition):
    assert FIGURES["hai-long"].count(Scope(THURSDAY)) is None
    rated(commune, edition, "54321")
    value = FIGURES["hai-long"].count(Scope(THURSDAY, frozenset({commune.pk})))
    assert (value.number, value.of, value.parts["1"]) == (2, 5, 1)
    rated(commune, edition, "11111", on=MONDAY)
    assert FIGURES["hai-long"].count(Scope(THURSDAY)) == value


def test_an_agency_elsewhere_counts_its_own(commune, edition):
    rated(commune, edition, "55555")
    assert FIGURES["hai-long"].count(Scope(THURSDAY, frozenset({0}))) is None
