"""An entry: once a person and round, kept whatever breaks, within its time (FI-20)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.models import Entry, Round
from feedback.questionnaires import entering, keeping, person
from feedback.questionnaires.entering import EnteredBefore, NotRunning, Said, SentAlready
from tests.feedback.contests import answered, entered, published, somebody

pytestmark = pytest.mark.django_db


def test_it_is_recorded_marked_and_counted():
    turn = published()
    entry = entered(turn, 1, right=4, prediction=7)
    assert (entry.score, entry.prediction, entry.was_late) == (4, 7, False)
    assert (Entry.objects.count(), keeping.sent(turn)) == (1, 1)


def test_a_second_press_finds_the_first():
    turn = published()
    assert entering.begin(turn, somebody()) == entering.begin(turn, somebody())
    assert (Entry.objects.count(), keeping.sent(turn)) == (1, 0)


@pytest.mark.parametrize("name", ["Nguyễn Văn 1", "NGUYEN  VAN 1", "nguyễn văn 1."])
def test_the_same_person_elsewhere_is_refused(name):
    turn = published()
    entering.begin(turn, somebody())
    with pytest.raises(EnteredBefore):
        entering.begin(turn, somebody(name=name, device="f" * 32))


@pytest.mark.parametrize("other", [{"name": "Nguyễn Văn Em"}, {"birth_year": 2005}, {"phone": "0987654321"}])
def test_another_of_the_family_takes_part_on_the_same_phone(other):
    turn = published()
    first = entering.begin(turn, somebody())
    assert entering.begin(turn, somebody(**other)) != first


def test_an_account_is_one_person_on_every_device(citizen):
    turn = published()
    at_home = person.Person(citizen, "a" * 32, somebody().facts)
    at_school = person.Person(citizen, "b" * 32, somebody(2).facts)
    assert entering.begin(turn, at_home) == entering.begin(turn, at_school)


def test_who_entered_signed_in_does_not_enter_again_without(citizen):
    turn = published()
    entering.begin(turn, person.Person(citizen, "a" * 32, somebody().facts))
    with pytest.raises(EnteredBefore):
        entering.begin(turn, somebody(device="b" * 32))


def test_what_was_saved_is_there_after_everything_broke():
    turn = published()
    entry = entering.begin(turn, somebody())
    entering.save(entry, Said(answered(entry), 5))
    again = entering.begin(turn, somebody())
    assert (again.answers, again.prediction) == (answered(entry), 5)


def test_the_code_moves_it_to_another_device():
    turn = published()
    entry = entering.begin(turn, somebody())
    elsewhere = somebody(device="f" * 32)
    entering.move_here(entering.by_code(entry.code), elsewhere)
    assert entering.begin(turn, elsewhere) == entry


def test_a_late_answer_does_not_count_and_what_was_saved_does(time_machine):
    turn = published(minutes=10)
    entry = entering.begin(turn, somebody())
    entering.save(entry, Said(answered(entry, 2)))
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    late = entering.send(Entry.objects.select_related("round__questionnaire").get(), Said(answered(entry)))
    assert (late.score, late.was_late, late.used_ms) == (2, True, 600_000)


def test_what_left_in_time_may_arrive_a_little_later(time_machine):
    turn = published(minutes=10)
    entry = entering.begin(turn, somebody())
    time_machine.move_to(entry.due_at + timedelta(seconds=10))
    assert not entering.send(entry, Said(answered(entry))).was_late


def test_it_is_sent_once():
    entry = entered(published(), 1)
    with pytest.raises(SentAlready):
        entering.send(entry, Said({}))
    with pytest.raises(SentAlready):
        entering.save(entry, Said({}))


def test_the_time_ends_with_the_round():
    turn = published(minutes=600)
    assert entering.begin(turn, somebody()).due_at == turn.ends_at


@pytest.mark.parametrize("hours", [-2, 2])
def test_before_and_after_the_round_nobody_begins(time_machine, hours):
    turn = published()
    time_machine.move_to(timezone.now() + timedelta(hours=hours))
    with pytest.raises(NotRunning):
        entering.begin(turn, somebody())


def test_a_closed_round_takes_nobody(time_machine):
    turn = published()
    Round.objects.update(closed_at=timezone.now())
    with pytest.raises(NotRunning):
        entering.begin(turn, somebody())


def test_nothing_tells_who_it_was_but_what_they_said():
    entry = entering.begin(published(), somebody())
    assert somebody().facts.phone not in entry.person_key + entry.device + entry.code
