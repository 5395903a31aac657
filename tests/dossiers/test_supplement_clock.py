"""The clock of law over a supplement: stopped, then from zero, by the worked cases of the calendar (A6)."""

import pytest
import time_machine

from dossiers import clock, workflow
from dossiers.act import Act
from dossiers.models import Dossier
from portal.calendar import seed
from procedures.models import TimeLimit
from tests.dossiers.supplements import ask, ask_again, put_in, send, whole_draft
from tests.law import law_rewritten
from tests.portal.calendar.week import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(commune, unit, citizen):
    """Under the real calendar of 2019 to 2027, office hours of the province."""
    seed.seed()
    draft = whole_draft(commune, unit, citizen)
    with time_machine.travel(at("20/01/2020 08:00"), tick=False):
        workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return draft


@pytest.fixture
def received(submitted, clerk):
    """At work since Wednesday before Tết, 3 working days: due on 3 February."""
    workflow.perform(workflow.RECEIVE, submitted, Act(clerk, at("22/01/2020 09:00")))
    workflow.perform(workflow.FORWARD, submitted, Act(clerk, at("22/01/2020 09:10")))
    return submitted


def supplemented(dossier: Dossier, officer, citizen, asked: str, sent: str, **more) -> Dossier:
    ask(dossier, officer, "summary", at=at(asked), **more)
    put_in(dossier, citizen, summary=f"Sửa lúc {sent}")
    send(dossier, citizen, at=at(sent))
    return dossier


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("28/04/2020 16:00", "05/05/2020 16:00"),  # over 30 April and 1 May
        ("30/12/2020 14:00", "05/01/2021 14:00"),  # over New Year and a weekend
        ("01/02/2020 10:00", "06/02/2020 07:30"),  # a Saturday: from Monday's opening
    ],
)
def test_it_is_counted_again_from_the_start(received, officer, citizen, sent, due):
    supplemented(received, officer, citizen, "30/01/2020 10:00", sent)
    assert received.due_at == at(due)
    request = received.supplements.get()
    assert (request.due_before, request.due_after) == (at("03/02/2020 09:00"), received.due_at)


def test_the_first_due_date_stays_over_two_rounds(received, officer, leader, citizen):
    supplemented(received, officer, citizen, "30/01/2020 10:00", "04/02/2020 10:00")
    ask_again(received, officer, leader, "summary", at=at("05/02/2020 10:00"))
    put_in(received, citizen, summary="Sửa lần nữa")
    send(received, citizen, at=at("10/02/2020 10:00"))
    assert received.first_due_at == at("03/02/2020 09:00")
    assert received.due_at == at("13/02/2020 10:00")
    spans = [(one.number, one.begun_at, one.due_at) for one in clock.rounds(received)]
    assert spans == [
        (1, at("22/01/2020 09:00"), at("03/02/2020 09:00")),
        (2, at("04/02/2020 10:00"), at("07/02/2020 10:00")),
        (3, at("10/02/2020 10:00"), at("13/02/2020 10:00")),
    ]


def test_used_is_counted_from_the_restart(received, officer, citizen):
    supplemented(received, officer, citizen, "31/01/2020 10:00", "04/02/2020 10:00")
    found = clock.clock(received, at("06/02/2020 08:00"))
    assert (found.use.used, found.use.total) == (2, 3)
    assert found.use_of(found.rounds[0]).used == 2


def test_while_the_citizen_is_waited_for_nothing_more_is_used(received, officer):
    ask(received, officer, "summary", at=at("30/01/2020 10:00"))
    found = clock.clock(received, at("20/02/2020 10:00"))
    assert (found.use.used, found.use.days_late) == (1, 0)


def test_the_explanation_is_the_limits_own_arithmetic(received, officer, citizen):
    supplemented(received, officer, citizen, "30/01/2020 10:00", "28/04/2020 16:00")
    found = clock.clock(received, at("04/05/2020 10:00"))
    for one in found.rounds:
        days = found.days_of(one)
        assert (days[-1].day, days[-1].count) == (one.due_at.astimezone(at("01/01/2020 00:00").tzinfo).date(), 3)
        assert not found.is_outdated(one)


def test_before_acceptance_reception_answers_anew(submitted, clerk, citizen):
    supplemented(submitted, clerk, citizen, "20/01/2020 10:00", "21/01/2020 09:00")
    assert submitted.reception_due_at == at("22/01/2020 09:00")
    assert clock.clock(submitted) is None


def test_a_request_before_acceptance_is_no_round_of_the_law(submitted, clerk, citizen):
    supplemented(submitted, clerk, citizen, "20/01/2020 10:00", "21/01/2020 09:00")
    workflow.perform(workflow.RECEIVE, submitted, Act(clerk, at("22/01/2020 09:00")))
    assert [one.number for one in clock.rounds(submitted)] == [1]


def test_a_limit_the_record_does_not_state_has_no_clock(submitted, clerk, officer, citizen):
    with law_rewritten():
        TimeLimit.objects.update(unit=TimeLimit.Unit.UNKNOWN)
    submitted = Dossier.objects.get(pk=submitted.pk)
    workflow.perform(workflow.RECEIVE, submitted, Act(clerk, at("22/01/2020 09:00")))
    supplemented(submitted, clerk, citizen, "22/01/2020 10:00", "23/01/2020 09:00")
    assert (submitted.due_at, clock.clock(submitted)) == (None, None)
