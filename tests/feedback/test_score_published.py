"""A quarter is scored from what happened in it, published once, and stays; officers' scores are not for everybody."""

from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import ScorePublication, ScoreSheet
from feedback.scores import gathering, publishing
from feedback.scores.publishing import NotOver, PublishedAlready
from feedback.scores.quarters import Period, over
from feedback.scores.rules import Pace
from tests.dossiers.results import finished
from tests.factories import PostFactory
from tests.feedback.scored import AUGUST, OCTOBER, submitted
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
QUARTER = Period(2020, 3)
DESK, PUBLIC = reverse("admin:feedback_scoresheet_changelist"), reverse("scores")


def values(sheet: ScoreSheet) -> dict[int, str]:
    return {one["number"]: one["value"] for one in sheet.indicators}


def test_an_agency_by_hand(many, commune):
    """Four early and one late: 8 points over 5 dossiers are 1.6; nobody was sent back; all came in at the one-stop
    unit, none wholly done there; its procedure is online at level 4, all five online, one late."""
    publishing.publish(QUARTER)
    sheet = ScoreSheet.objects.of_agencies().get()
    assert (sheet.agency, sheet.dossiers) == (commune, 5)
    assert values(sheet) == {
        1: "1.6", 2: "1.6", 3: "2.0", 4: "2.0", 5: "1", 6: "1", 7: "1.6", 8: "2", 9: "0",
    }  # fmt: skip
    assert (str(sheet.total), sheet.grade) == ("12.8", "good")


def test_its_officer_by_hand(many, officer):
    publishing.publish(QUARTER)
    sheet = ScoreSheet.objects.get(officer=officer)
    assert (str(sheet.total), sheet.reachable, sheet.grade) == ("8.8", 10, "full")


def test_a_quarter_takes_what_was_decided_in_it(many):
    assert len(gathering.Gathered(QUARTER).lines) == 5
    assert gathering.Gathered(Period(2020, 4)).lines == {}
    assert len(gathering.Gathered(Period(2020)).lines) == 5


def test_paces_are_those_of_the_clock(many):
    facts = gathering.Gathered(QUARTER).facts
    assert [facts[dossier.pk].pace for dossier in many] == [Pace.EARLY] * 4 + [Pace.LATE]


@pytest.fixture
def one_more(many, clerk, officer, procedure, commune, unit, citizen, time_machine):
    """Of August, written down later."""

    def enter_it() -> None:
        time_machine.move_to(AUGUST.replace(day=24))
        finished(submitted(procedure, commune, unit, citizen), clerk, officer)
        time_machine.move_to(OCTOBER)

    return enter_it


def test_published_it_stays_and_a_recount_shows_what_differs(one_more, commune):
    publication = publishing.publish(QUARTER)
    assert publishing.differences(publication, QUARTER) == []
    one_more()
    (difference,) = publishing.differences(publication, QUARTER)
    assert (difference.said.agency, difference.said.dossiers, difference.now.dossiers) == (commune, 5, 6)
    assert ScoreSheet.objects.of_agencies().get().dossiers == 5


def test_the_database_lets_nobody_change_it(many):
    publishing.publish(QUARTER)
    with pytest.raises(ProgrammingError), transaction.atomic():
        ScoreSheet.objects.update(grade="excellent")


def test_once_and_not_before_it_is_over(many):
    with pytest.raises(NotOver):
        publishing.publish(Period(2020, 4))
    publishing.publish(QUARTER)
    with pytest.raises(PublishedAlready):
        publishing.publish(QUARTER)
    assert publishing.publish_due(2) == ["2020-Q2"]
    assert ScorePublication.objects.count() == 2


def test_which_quarters_are_over():
    assert [str(period) for period in over(datetime(2021, 2, 1).date(), 2)] == ["2020-Q4", "2020", "2020-Q3"]


def test_one_dossier_more_costs_no_question_more(one_more):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            gathered = gathering.Gathered(QUARTER)
            gathered.by_agency(), gathered.by_officer(), gathered.units()
        return len(captured)

    before = asked()
    one_more()
    assert (asked(), len(gathering.Gathered(QUARTER).lines)) == (before, 6)


def test_everybody_reads_the_agencys_score_and_which_numbers_made_it(client, many, commune, officer):
    publishing.publish(QUARTER)
    page = client.get(PUBLIC).content.decode()
    assert f'data-score="{commune.key}"' in page and str(officer) not in page
    sheet = client.get(reverse("score_sheet", args=["2020-Q3", commune.key])).content.decode()
    assert "8 điểm" in sheet
    assert client.get(f"{PUBLIC}?ky=2019").status_code == 404


def test_an_officers_score_is_seen_by_them_and_their_leader_alone(many, officer, leader, clerk, outsider, commune):
    colleague = PostFactory(agency=commune, role="officer").user
    publishing.publish(QUARTER)
    seen = {user: "data-officer" in enter(user).get(DESK).content.decode() for user in (
        officer, leader, clerk, outsider, colleague,
    )}  # fmt: skip
    assert seen == {officer: True, leader: True, clerk: False, outsider: False, colleague: False}


def test_a_leader_recounts(many, leader, officer):
    publishing.publish(QUARTER)
    assert "Tính lại" in enter(leader).get(f"{DESK}?doi-chieu=1").content.decode()
    assert "doi-chieu=1" not in enter(officer).get(DESK).content.decode()
