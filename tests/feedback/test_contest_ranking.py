"""The ranking against one worked out naively, and what closing does with entries nobody sent."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.models import Entry, Round, Standing
from feedback.questionnaires import entering, keeping, ranking, results, work
from feedback.questionnaires.entering import Said
from portal import jobs
from portal.jobs import Job
from tests.feedback.contests import answered, entered, published, somebody

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ENTRIES = st.lists(
    st.tuples(st.integers(0, 3), st.none() | st.integers(0, 6), st.integers(0, 3), st.integers(0, 2)), max_size=25
)


def counted(turn: Round) -> Round:
    """As its worker does it, slice by slice, an hour after it was closed."""
    Round.objects.filter(pk=turn.pk).update(closed_at=timezone.now() - timedelta(hours=1))
    job = Job.objects.create(kind=work.COUNT, parameters={"round": turn.pk})
    while jobs.run(work.KINDS, job.pk) is not None:
        pass
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    turn.refresh_from_db()
    return turn


def naive(entries: list[Entry], all_right: int) -> list[int]:
    """By pairwise comparison in plain words: whoever is beaten by nobody left is next."""
    left, ranked = list(entries), []
    while left:
        best = left[0]
        for other in left[1:]:
            best = other if beats(other, best, all_right) else best
        left.remove(best)
        ranked.append(best.pk)
    return ranked


def beats(one: Entry, other: Entry, all_right: int) -> bool:
    if one.score != other.score:
        return one.score > other.score
    far, near = (10**9 if e.prediction is None else abs(e.prediction - all_right) for e in (other, one))
    if near != far:
        return near < far
    if one.used_ms != other.used_ms:
        return one.used_ms < other.used_ms
    return (one.sent_at, one.pk) < (other.sent_at, other.pk)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES)
def test_it_is_what_a_person_would_work_out(db, said):
    turn = published(per_topic=1)
    for number, (score, prediction, used, sent) in enumerate(said):
        Entry.objects.create(
            code=f"{turn.pk}-{number}", round=turn, person_key=str(number), device="", seed=1, began_at=NOW, due_at=NOW,
            score=score, prediction=prediction, used_ms=used, sent_at=NOW + timedelta(seconds=sent),
        )  # fmt: skip
    all_right = sum(score == 3 for score, *_rest in said)
    assert counted(turn).all_right == all_right
    ranked = list(Standing.objects.filter(round=turn).order_by("rank").values_list("entry", "rank"))
    assert [key for key, _rank in ranked] == naive(list(Entry.objects.filter(round=turn)), all_right)
    assert [rank for _key, rank in ranked] == list(range(1, len(said) + 1))


def test_an_entry_nobody_sent_counts_with_what_was_saved():
    turn = published()
    entry = entering.begin(turn, somebody())
    entering.save(entry, Said(answered(entry, 3)))
    now = timezone.now()
    Entry.objects.update(due_at=now - timedelta(hours=1), began_at=now - timedelta(hours=2))
    counted(turn)
    entry.refresh_from_db()
    assert (entry.score, entry.was_late, entry.used_ms, entry.standing.rank) == (3, True, 3_600_000, 1)
    assert (Entry.objects.count(), keeping.sent(turn)) == (1, 1)


def test_counting_again_gives_the_same():
    turn = published()
    for number in range(1, 6):
        entered(turn, number, right=number)
    counted(turn)
    first = list(Standing.objects.order_by("rank").values_list("entry", "rank"))
    counted(turn)
    assert list(Standing.objects.order_by("rank").values_list("entry", "rank")) == first


def test_units_are_one_however_their_name_is_spelt():
    turn = published()
    for number, unit in enumerate(["THPT Yên Dũng", "thpt yên dũng", "THCS Tân Mỹ"], 1):
        entry = entering.begin(turn, somebody(number, unit=unit))
        entering.send(entry, Said(answered(entry, number)))
    counted(turn)
    assert sorted((one.entries, one.score_sum) for one in results.units(turn)) == [(1, 3), (2, 3)]


def test_names_stand_whole_only_with_consent():
    turn = published()
    for number, allowed in ((1, True), (2, False)):
        entry = entering.begin(turn, somebody(number, name=f"Trần Thị Hà {number}", may_publish=allowed))
        entering.send(entry, Said(answered(entry), number))
    counted(turn)
    assert [results.public_name(one.entry) for one in results.winners(turn)] == ["T. T. H. 2.", "Trần Thị Hà 1"]


def test_a_round_is_closed_once_and_not_while_it_runs(time_machine):
    turn = published()
    with pytest.raises(keeping.StillRunning):
        keeping.close(turn)
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    keeping.close(turn)
    with pytest.raises(keeping.ClosedAlready):
        keeping.close(turn)
    turn.questionnaire.refresh_from_db()
    assert turn.questionnaire.state == "closed"


def test_telephone_numbers_are_forgotten_when_nothing_needs_them():
    turn = published()
    entered(turn, 1)
    counted(turn)
    assert keeping.forget_people(timezone.now() - timedelta(days=1)) == 0
    assert keeping.forget_people(timezone.now() + timedelta(days=1)) == 1
    assert Entry.objects.get().phone == ""
    assert ranking.count_all_right(turn) == 1
