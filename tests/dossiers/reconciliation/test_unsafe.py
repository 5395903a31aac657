"""What only a person may decide is listed, once, and stays decided until one of the sides changes."""

import pytest

from dossiers.models import Mismatch, NationalMessage
from dossiers.reconciliation import settling
from portal.accounts.models import User
from tests.dossiers.reconciliation.ledgers import kinds
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FOREIGN = "000.99.22.H02-200601-0001"


@pytest.fixture
def somebody(db) -> User:
    return UserFactory()


def only() -> Mismatch:
    return Mismatch.objects.open().get()


def test_a_dossier_nobody_here_knows_is_listed_and_nothing_is_sent(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.invent(FOREIGN, like=first.code)
    run = ledgers.compare()
    assert (kinds(run), run.left) == ([(FOREIGN, "missing_here")], 1)
    assert not NationalMessage.objects.unsent().exists()


def test_a_later_status_there_is_not_written_over(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.alter(first.code, TrangThaiHoSo="10")
    run = ledgers.compare()
    assert kinds(run) == [(first.code, "later_there")]
    assert only().fields == ["TrangThaiHoSo"]


def test_lines_we_never_sent_are_listed(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.add_line(first.code)
    assert kinds(ledgers.compare()) == [(first.code, "lines_foreign")]


def test_a_refused_dossier_is_listed(ledgers):
    first, *_ = ledgers.told()
    ledgers.province.change(first, 2)
    NationalMessage.objects.unsent().update(next_attempt_at=None)
    ledgers.nation.alter(first.code, GhiChu="khác")
    assert kinds(ledgers.compare()) == [(first.code, "parked")]


def test_the_same_stands_there_once_however_often_it_is_seen(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.invent(FOREIGN, like=first.code)
    ledgers.compare()
    second = ledgers.compare()
    assert (second.found, second.left) == (0, 1)
    assert only().seen_in == second


def test_what_was_kept_with_a_ground_is_not_asked_again_until_it_changes(ledgers, somebody):
    first, *_ = ledgers.told()
    ledgers.nation.invent(FOREIGN, like=first.code)
    ledgers.compare()
    settling.keep(only(), by=somebody, ground="Thuộc bộ khác")
    assert ledgers.compare().left == 0
    ledgers.nation.alter(FOREIGN, GhiChu="đổi")
    assert ledgers.compare().found == 1


def test_what_is_sent_again_by_a_person_makes_both_sides_equal(ledgers, somebody):
    first, *_ = ledgers.told()
    ledgers.nation.alter(first.code, TrangThaiHoSo="10")
    ledgers.compare()
    settling.send_again(only(), by=somebody, ground="Ở đây đúng")
    ledgers.send()
    assert ledgers.nation.record(first.code)["TrangThaiHoSo"] == "4"
    assert ledgers.compare().left == 0


def test_what_is_gone_by_itself_is_closed(ledgers):
    first, *_ = ledgers.told()
    ledgers.nation.invent(FOREIGN, like=first.code)
    ledgers.compare()
    ledgers.nation.lose(FOREIGN)
    ledgers.compare()
    assert Mismatch.objects.get().state == Mismatch.State.GONE


def test_of_two_who_decide_the_second_is_told(ledgers, somebody):
    first, *_ = ledgers.told()
    ledgers.nation.invent(FOREIGN, like=first.code)
    ledgers.compare()
    found = only()
    settling.keep(found, by=somebody, ground="một")
    with pytest.raises(settling.AlreadyDecided):
        settling.keep(found, by=somebody, ground="hai")
