"""By when a decision must stand in the national database, and how that stands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.calendar.current import work_calendar
from procedures import terms
from procedures.models import Decision

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def decision(db):
    day = date(2020, 12, 1)
    return Decision.objects.create(
        number="100/QĐ-UBND", subject="Công bố", signed_on=day, signer="Lê Ánh Dương", effective_on=day
    )


@pytest.mark.parametrize(
    ("signed", "shortened", "due"),
    [
        (date(2020, 12, 1), False, datetime(2020, 12, 8, 17, tzinfo=HANOI)),
        (date(2020, 12, 5), False, datetime(2020, 12, 11, 17, tzinfo=HANOI)),
        (date(2020, 12, 30), True, datetime(2021, 1, 4, 17, tzinfo=HANOI)),
    ],
)
def test_the_term_counts_working_days_after_the_signing(calendar, signed, shortened, due):
    assert terms.entry_due(Decision(signed_on=signed, is_shortened=shortened), work_calendar()) == due


@pytest.mark.parametrize(
    ("now", "entered", "state"),
    [
        ("2020-12-04T10:00", None, "open"),
        ("2020-12-08T10:00", None, "near"),
        ("2020-12-08T17:01", None, "overdue"),
        ("2020-12-20T10:00", date(2020, 12, 8), "done"),
        ("2020-12-20T10:00", date(2020, 12, 9), "late"),
    ],
)
def test_how_the_term_stands(calendar, decision, now, entered, state):
    decision.entered_on = entered
    instant = datetime.fromisoformat(now).replace(tzinfo=HANOI)
    assert terms.entry(decision, work_calendar(), instant).state == state


@pytest.mark.parametrize(
    ("now", "shortened", "presses"),
    [
        ("2020-12-07T23:00", False, False),
        ("2020-12-08T00:01", False, True),
        ("2020-12-30T10:00", False, True),
        ("2020-12-02T10:00", True, False),
        ("2020-12-03T10:00", True, True),
    ],
)
def test_which_decisions_press(calendar, decision, now, shortened, presses):
    Decision.objects.update(is_shortened=shortened)
    instant = datetime.fromisoformat(now).replace(tzinfo=HANOI)
    assert terms.pressing(work_calendar(), instant).exists() is presses


def test_one_that_is_entered_presses_no_more(calendar, decision):
    Decision.objects.update(entered_on=date(2020, 12, 20))
    assert not terms.pressing(work_calendar(), datetime(2020, 12, 30, 10, tzinfo=HANOI)).exists()


def test_pressing_and_the_single_term_agree(calendar, decision):
    for day in range(2, 31):
        instant = datetime(2020, 12, day, 10, tzinfo=HANOI)
        state = terms.entry(decision, work_calendar(), instant).state
        assert terms.pressing(work_calendar(), instant).exists() is (state in ("near", "overdue"))
