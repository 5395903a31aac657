"""Charts: every number has its place, words at the ends never touch, and the table beside says the same."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reports import charts
from reports.charts import APART, HEIGHT, TOP

NUMBERS = some.lists(some.integers(0, 5_000_000), min_size=12, max_size=12)
NAMES = [str(month) for month in range(1, 13)]


@given(values=some.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_marks_lie_within_and_words_apart(values):
    drawn = charts.lines(NAMES, list(zip("abc", values, strict=True)))
    assert all(TOP - 0.1 <= mark.y <= HEIGHT for one in drawn.series for mark in one.marks)
    words = sorted(one.word.y for one in drawn.series)
    assert all(after - before >= APART - 0.01 for before, after in itertools.pairwise(words))


@given(values=NUMBERS)
def test_more_is_never_lower(values):
    (one,) = charts.lines(NAMES, [("a", values)]).series
    placed = sorted(zip(values, (mark.y for mark in one.marks), strict=True))
    assert all(before[1] >= after[1] for before, after in itertools.pairwise(placed))


@pytest.mark.parametrize("percents", [[None] * 12, [100] * 12, [None, *range(0, 99, 9)]])
def test_a_share_that_is_not_known_has_no_bar(percents):
    assert len(charts.bars(NAMES[: len(percents)], percents).bars) == sum(one is not None for one in percents)
