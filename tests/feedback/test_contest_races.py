"""Many at once: exactly one entry of a person in a round, sent exactly once, and the counts agree (FI-20)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from feedback.models import Entry
from feedback.questionnaires import entering, keeping
from feedback.questionnaires.entering import EnteredBefore, Said, SentAlready
from tests.feedback.contests import answered, published, somebody

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


def raced(act: Callable[[int], object]) -> list[object]:
    def one(number: int) -> object:
        try:
            return act(number)
        except (EnteredBefore, SentAlready) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_twenty_presses_at_one_phone_are_one_entry():
    turn = published()
    keys = {entry.pk for entry in raced(lambda _number: entering.begin(turn, somebody()))}
    assert (len(keys), Entry.objects.count(), keeping.sent(turn)) == (1, 1, 0)


def test_twenty_devices_of_one_person_are_one_entry():
    turn = published()
    got = raced(lambda number: entering.begin(turn, somebody(device=f"{number:032x}")))
    assert got.count(EnteredBefore) == AT_ONCE - 1
    assert (Entry.objects.count(), keeping.sent(turn)) == (1, 0)


def test_another_round_is_another_entry():
    first, second = published(), published()
    raced(lambda number: entering.begin((first, second)[number % 2], somebody()))
    assert [Entry.objects.filter(round=turn).count() for turn in (first, second)] == [1, 1]


def test_twenty_times_sent_is_sent_once():
    turn = published()
    entry = entering.begin(turn, somebody())
    got = raced(
        lambda _number: entering.send(Entry.objects.select_related("round__questionnaire").get(), Said(answered(entry)))
    )
    assert got.count(SentAlready) == AT_ONCE - 1
    assert (Entry.objects.count(), keeping.sent(turn)) == (1, 1)


def test_different_people_do_not_lose_a_count():
    turn = published()
    raced(lambda number: entering.begin(turn, somebody(number + 1)))
    assert (Entry.objects.count(), keeping.sent(turn)) == (AT_ONCE, 0)
