"""A quick run: what was lost or altered at the nation is found, put right where it is safe, and never found again."""

import pytest

from dossiers.models import Dossier, Mismatch, NationalMessage, Reconciliation
from tests.dossiers.reconciliation.ledgers import kinds

pytestmark = pytest.mark.django_db
State = Mismatch.State


def test_equal_ledgers_have_equal_digests_and_nothing_to_find(ledgers):
    ledgers.told()
    run = ledgers.compare()
    assert (run.state, run.compared, run.found, run.left) == (Reconciliation.State.DONE, 3, 0, 0)
    assert run.digest_here == run.digest_there != ""


def test_a_lost_record_is_sent_again_whole(ledgers):
    first, *_ = ledgers.told()
    held = ledgers.nation.record(first.code)
    ledgers.nation.lose(first.code)
    run = ledgers.compare()
    assert kinds(run) == [(first.code, "missing_there")]
    ledgers.send()
    assert ledgers.nation.record(first.code) == held
    assert ledgers.compare().found == 0


def test_an_altered_field_is_named_and_written_over(ledgers):
    _, second, _ = ledgers.told()
    ledgers.nation.alter(second.code, ChuHoSo="Người Khác", NgayHenTra="")
    run = ledgers.compare()
    assert [m.fields for m in run.mismatches.all()] == [["ChuHoSo", "NgayHenTra"]]
    ledgers.send()
    assert ledgers.nation.record(second.code)["ChuHoSo"] == "Người Nộp"
    assert ledgers.compare().found == 0


def test_a_lost_line_alone_is_owed_again(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.lose_line(first.code, 1)
    run = ledgers.compare()
    assert kinds(run) == [(first.code, "lines_missing")]
    assert NationalMessage.objects.unsent().count() == 1
    ledgers.send()
    assert ledgers.compare().found == 0


def test_fifteen_damages_are_found_exactly(ledgers):
    """Cases SY-14: ten lost, five altered."""
    dossiers = ledgers.told(20)
    for dossier in dossiers[:10]:
        ledgers.nation.lose(dossier.code)
    for dossier in dossiers[10:15]:
        ledgers.nation.alter(dossier.code, DonViXuLy="Nơi khác")
    run = ledgers.compare()
    assert (run.found, run.healed, run.left) == (15, 15, 0)
    ledgers.send()
    assert ledgers.compare().found == 0


def test_a_record_moved_to_another_day_is_one_difference(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.alter(first.code, NgayTiepNhan="20200102030405")
    assert kinds(ledgers.compare()) == [(first.code, "different")]


def test_the_first_acknowledgement_is_kept(ledgers):
    first, *_ = ledgers.told()
    sent = set(first.owed.values_list("sent_at", flat=True))
    ledgers.nation.lose(first.code)
    ledgers.compare()
    assert set(first.owed.values_list("first_sent_at", flat=True)) == sent


def test_what_is_still_being_sent_is_no_difference(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.alter(first.code, GhiChu="khác")
    ledgers.province.change(first, 2)
    run = ledgers.compare()
    assert (run.found, run.under_way) == (0, 1)


def test_events_never_owed_are_owed(ledgers):
    first, *_ = ledgers.told()
    NationalMessage.objects.filter(subject=first).delete()
    Dossier.objects.filter(pk=first.pk).update(nation_digest="", nation_knows_since=None)
    run = ledgers.compare()
    assert kinds(run) == [(first.code, "never_owed")]
    assert NationalMessage.objects.unsent().filter(subject=first).count() == 3


def test_lost_marks_are_written_again_without_sending(ledgers):
    first, *_ = ledgers.told()
    Dossier.objects.filter(pk=first.pk).update(nation_digest="alt")
    assert ledgers.compare().found == 0
    assert Dossier.objects.get(pk=first.pk).nation_digest not in ("", "alt")
