"""Two people at one result at the same instant: one order wins, the other is told (CO-05, CO-06)."""

import pytest

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from dossiers.results import returning, steps
from tests.dossiers.at_once import at_once
from tests.dossiers.results import HOME, finished, of, returned_by
from tests.dossiers.test_supplement_races import is_one_story
from tests.factories import StoredFileFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("slowly")]
ROUNDS = 5


@pytest.fixture
def ready(dossier, clerk, officer) -> Dossier:
    return finished(returned_by(dossier, "online"), clerk, officer)


def doing(action, dossier, user, **values):
    return lambda: workflow.perform(action, Dossier.objects.get(pk=dossier.pk), Act(user, values=values))


def correcting(dossier, user, number: str):
    new = {"result_number": number, "result_file": StoredFileFactory(), "note": "vì"}
    return doing(steps.CORRECT_RESULT, dossier, user, **of(dossier), **new)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_two_corrections_one_is_issued(ready, officer, leader, round_):
    outcomes = at_once(correcting(ready, officer, "A"), correcting(ready, leader, "B"))
    assert sorted(outcomes) == ["ResultMoved", "done"]
    assert ready.results.count() == 2
    assert ready.results.current().get().number == ("A" if outcomes[0] == "done" else "B")


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_correcting_and_revoking_one_wins(ready, officer, leader, round_):
    revoking = doing(steps.REVOKE_RESULT, ready, leader, **of(ready), note="vì")
    outcomes = at_once(correcting(ready, officer, "A"), revoking)
    assert outcomes.count("done") == 1
    assert set(outcomes) & {"ResultMoved", "NoResultThatHolds"}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_result_handed_over_does_not_change_its_way(dossier, clerk, officer, citizen, round_):
    ready = finished(returned_by(dossier, "counter"), clerk, officer)
    to_post = {returning.ANSWERS: {"return_by": "post", "return_to": HOME}}
    outcomes = at_once(doing(workflow.HAND_OVER, ready, clerk), doing(steps.CHANGE_RETURN, ready, citizen, **to_post))
    ready.refresh_from_db()
    assert (ready.status, ready.return_by) == ((10, "counter") if outcomes[0] == "done" else (9, "post"))
    assert sorted(outcomes) in (["WrongStatus", "done"], ["GoesByPost", "done"])
    assert is_one_story(ready)


def carelessly(dossier):
    """What correcting must not be: look which result counts, then replace it, with nothing held."""

    def act() -> None:
        row = Dossier.objects.get(pk=dossier.pk)
        if row.result_number != "12/XN-UBND":
            raise workflow.WrongStatus
        row.result_number = "mới"
        row.save(update_fields=["result_number"])

    return act


def test_without_the_lock_both_would_correct(ready):
    assert at_once(carelessly(ready), carelessly(ready)) == ["done", "done"]
