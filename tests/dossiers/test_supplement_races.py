"""Citizen and official act on one dossier at the same instant: one order wins, the other is told (CO-06).

Every write of a dossier is slowed down, so that reading before the other has written is the rule and not luck; the
control shows that such writes do collide where nothing is locked.
"""

from itertools import pairwise

import pytest

from dossiers import withdrawing, workflow
from dossiers.act import Act, WrongStatus
from dossiers.models import Dossier, Status
from dossiers.supplement.saving import Typed, save
from tests.dossiers.at_once import at_once
from tests.dossiers.supplements import ask, put_in, whole_draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("slowly")]
ROUNDS = 5


@pytest.fixture
def submitted(commune, unit, citizen, calendar):
    draft = whole_draft(commune, unit, citizen)
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return draft


@pytest.fixture
def ready_to_send(submitted, clerk, citizen):
    ask(submitted, clerk, "summary")
    put_in(submitted, citizen, summary="Xin xác nhận nhà ở")
    return submitted


def doing(action, dossier, user):
    return lambda: workflow.perform(action, Dossier.objects.get(pk=dossier.pk), Act(user, values={"note": "vì"}))


def is_one_story(dossier) -> bool:
    """Whether every line of history begins where the one before ended."""
    lines = list(dossier.events.order_by("number").values_list("status_before", "status"))
    return all(before[1] == after[0] for before, after in pairwise(lines))


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_withdrawing_and_receiving_one_wins(submitted, clerk, citizen, round_):
    outcomes = at_once(doing(withdrawing.WITHDRAW, submitted, citizen), doing(workflow.RECEIVE, submitted, clerk))
    submitted.refresh_from_db()
    assert sorted(outcomes) == ["WrongStatus", "done"]
    assert submitted.status == (Status.WITHDRAWN if outcomes[0] == "done" else Status.RECEIVED)
    assert (submitted.code is None) == (submitted.status == Status.WITHDRAWN)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_withdrawn_dossier_takes_no_supplement(ready_to_send, citizen, round_):
    complete = doing(workflow.SUPPLEMENT_COMPLETE, ready_to_send, citizen)
    outcomes = at_once(complete, doing(withdrawing.WITHDRAW, ready_to_send, citizen))
    ready_to_send.refresh_from_db()
    assert (ready_to_send.status, outcomes[1]) == (Status.WITHDRAWN, "done")
    assert is_one_story(ready_to_send)
    taken = ready_to_send.answer("summary") == "Xin xác nhận nhà ở"
    assert taken == (outcomes[0] == "done") == (ready_to_send.supplements.get().completed_at is not None)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_what_is_saved_while_it_is_sent_is_sent_or_refused(ready_to_send, citizen, round_):
    def late() -> None:
        save(Dossier.objects.get(pk=ready_to_send.pk), citizen, Typed({"summary": "Phút chót"}), 1)

    outcomes = at_once(doing(workflow.SUPPLEMENT_COMPLETE, ready_to_send, citizen), late)
    ready_to_send.refresh_from_db()
    assert outcomes[0] == "done"
    assert (ready_to_send.answer("summary") == "Phút chót") == (outcomes[1] == "done")


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_officials_asking_make_one_request(submitted, clerk, round_):
    def once() -> None:
        ask(Dossier.objects.get(pk=submitted.pk), clerk, "summary")

    assert sorted(at_once(once, once)) == ["WrongStatus", "done"]
    assert submitted.supplements.count() == 1


def carelessly(dossier, source, target):
    """What ``perform`` must not be: read, decide and save with nothing held."""

    def act() -> None:
        row = Dossier.objects.get(pk=dossier.pk)
        if row.status != source:
            raise WrongStatus
        row.status = target
        row.save(update_fields=["status"])

    return act


def test_without_the_lock_both_would_win(submitted):
    """Two that decide nothing: of two decisions the database itself refuses the second."""
    asks = carelessly(submitted, Status.SUBMITTED, Status.SUPPLEMENT)
    assert at_once(asks, asks) == ["done", "done"]
