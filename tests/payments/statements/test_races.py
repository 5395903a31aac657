"""A statement that is compared while notifications come in: every payment once, whoever is faster (PA-13)."""

import pytest

from payments import balances
from payments.models import Discrepancy, Receipt, Settlement
from payments.settlement import settle
from tests.dossiers.at_once import at_once
from tests.payments import money
from tests.payments.statements import files

pytestmark = pytest.mark.django_db(transaction=True)


def test_compared_while_notifications_come(attempt, treasurer):
    rows = [files.row(attempt, f"GD{number}") for number in range(5)]
    files.bring(files.table(*rows), treasurer)
    tellings = [lambda number=number: settle(money.paid(attempt, f"GD{number}")) for number in range(5)]
    assert set(at_once(files.work_through, *tellings)) == {"done"}
    assert (Settlement.objects.count(), Receipt.objects.count()) == (5, 1)
    assert not Discrepancy.objects.open().exists()
    assert list(balances.faults()) == []


def test_the_same_file_brought_in_twice_at_once_is_kept_once(attempt, treasurer):
    content = files.table(files.row(attempt))
    told = at_once(*[lambda: brought(content, treasurer) for _ in range(3)])
    assert told == ["done"] * 3
    assert Discrepancy.objects.count() == 0
    files.work_through()
    assert (Settlement.objects.count(), Discrepancy.objects.count()) == (1, 1)


def brought(content: bytes, by) -> None:
    try:
        files.bring(content, by)
    except files.bringing.BroughtBefore as before:
        assert before.statement.pk
