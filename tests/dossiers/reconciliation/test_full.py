"""A full run proves besides that nothing changed here without being owed; a quick one cannot see it."""

import pytest

from dossiers.models import Dossier, Reconciliation
from tests.dossiers.reconciliation.ledgers import kinds

pytestmark = pytest.mark.django_db
FULL = Reconciliation.Mode.FULL


def changed_behind_the_workflow(dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(summary="Đổi mà không ai nợ")


def test_a_quick_run_does_not_see_what_changed_here_unowed(ledgers):
    first, *_ = ledgers.told()
    changed_behind_the_workflow(first)
    assert ledgers.compare().found == 0


def test_a_full_run_owes_what_changed_here_unowed(ledgers):
    first, *_ = ledgers.told()
    changed_behind_the_workflow(first)
    assert kinds(ledgers.compare(FULL)) == [(first.code, "never_owed")]
    ledgers.send()
    assert ledgers.nation.record(first.code)["TrichYeuHoSo"] == "Đổi mà không ai nợ"
    assert ledgers.compare(FULL).found == 0


def test_a_full_run_finds_what_a_quick_one_finds(ledgers):
    first, second, _ = ledgers.told()
    ledgers.nation.lose(first.code)
    ledgers.nation.lose_line(second.code)
    assert kinds(ledgers.compare(FULL)) == sorted([(first.code, "missing_there"), (second.code, "lines_missing")])
