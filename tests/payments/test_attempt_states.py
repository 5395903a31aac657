"""States of an attempt move forward only: the whole matrix, in code and in the database (D20)."""

import pytest
from django.db import IntegrityError, transaction

from payments.models import Attempt
from payments.models.attempts import ONWARD

pytestmark = pytest.mark.django_db
State = Attempt.State
ALLOWED = {
    ("created", "handed"), ("created", "failed"), ("created", "expired"), ("created", "confirmed"),
    ("handed", "failed"), ("handed", "expired"), ("handed", "confirmed"),
    ("expired", "failed"), ("expired", "confirmed"), ("failed", "confirmed"),
}  # fmt: skip
MATRIX = [(before, after) for before in State for after in State]


def put(attempt: Attempt, state: State) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(state=state)


@pytest.mark.parametrize(("before", "after"), MATRIX, ids=[f"{before}-{after}" for before, after in MATRIX])
def test_every_step_of_the_matrix(attempt, before, after):
    put(attempt, before)
    assert Attempt.objects.move(attempt, after) == ((before, after) in ALLOWED)


@pytest.mark.parametrize(("before", "after"), [step for step in MATRIX if step not in ALLOWED and step[0] != step[1]])
def test_the_database_refuses_what_leads_back(attempt, before, after):
    put(attempt, before)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(attempt, after)


def test_only_confirmed_is_final():
    assert [state for state in State if not ONWARD[state]] == [State.CONFIRMED]
