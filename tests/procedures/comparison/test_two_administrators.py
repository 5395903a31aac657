"""Two administrators decide about one difference at the same moment: the first counts, the second is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from procedures import takeover
from procedures.models import Comparison, Difference, Edition
from tests.factories import PostFactory, ProcedureFactory
from tests.procedures.nation import clean


@pytest.fixture
def difference():
    procedure = ProcedureFactory(code="1.001193")
    run = Comparison.objects.create(state=Comparison.State.DONE)
    return run.differences.create(
        kind="different", procedure=procedure, code=procedure.code, item=clean(), item_hash="x", rows=[{"what": "Tên"}]
    )


def together(*acts):
    """What became of each, all begun at once."""
    start = Barrier(len(acts))

    def one(act):
        try:
            start.wait(5)
            act()
            return "done"
        except takeover.AlreadyDecided:
            return "late"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


@pytest.mark.django_db(transaction=True)
def test_taken_over_twice_there_is_one_draft(difference):
    first, second = (PostFactory(role="catalogue").user for _ in range(2))
    became = together(
        lambda: takeover.take_over(difference, by=first), lambda: takeover.take_over(difference, by=second)
    )
    assert became == ["done", "late"]
    assert Edition.objects.filter(state="draft").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_keeping_and_taking_only_one_counts(difference):
    first, second = (PostFactory(role="catalogue").user for _ in range(2))
    became = together(
        lambda: takeover.take_over(difference, by=first), lambda: takeover.keep_ours(difference, by=second, ground="G")
    )
    decided = Difference.objects.get()
    assert became == ["done", "late"]
    assert (decided.decision == "kept") == (decided.draft is None)
    assert Edition.objects.filter(state="draft").exists() == (decided.decision == "taken")
