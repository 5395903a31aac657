"""Figures of petitions: answered, in time, late, reopened, by agency; of any day as it ended."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from feedback.petitions import table
from feedback.petitions.filing import send
from feedback.spam import Sender
from portal.agencies.models import Role
from reports.figures import FIGURES
from reports.scope import Scope
from tests.factories import AgencyFactory, PostFactory
from tests.feedback.conftest import ANSWER, done, written

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DECEMBER_1, DECEMBER_31, MARCH_1 = date(2020, 12, 1), date(2020, 12, 31), date(2021, 3, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def told(calendar, time_machine, citizen, officer, leader, commune):
    """Three are received on 1 December: one answered at once, one three months later, one not at all."""
    office = AgencyFactory(key="van-phong-ubnd-tinh")
    reception = PostFactory(agency=office, role=Role.OFFICER).user
    time_machine.move_to(at(DECEMBER_1), tick=False)
    three = [send(written(content=f"Chờ rất lâu ở quầy số {n}"), Sender(citizen)) for n in range(3)]
    for petition in three:
        done(table.RECEIVE, petition, reception)
        done(table.TRANSFER, petition, reception, agency=commune.pk, nature="rule")
        done(table.TAKE, petition, officer)
    for petition, day in ((three[0], DECEMBER_1), (three[1], MARCH_1)):
        time_machine.move_to(at(day), tick=False)
        done(table.PROPOSE, petition, officer, answer=ANSWER)
        done(table.APPROVE, petition, leader)
    return three


def value(key: str, on: date, agencies=None):
    return FIGURES[key].count(Scope(on, agencies))


def test_a_day_that_is_over_keeps_its_figure():
    assert [(one.number, one.of) for one in (value("phan-anh", DECEMBER_31), value("phan-anh", MARCH_1))] == [
        (1, 3), (2, 3),
    ]  # fmt: skip


def test_late_are_those_answered_too_late_and_those_still_owed():
    assert value("phan-anh", MARCH_1).parts == {"conduct": 0, "rule": 3, "late": 2, "reopened": 0}
    assert [(one.number, one.of) for one in (value("phan-anh-dung-han", MARCH_1),)] == [(1, 2)]


def test_reopened_it_is_not_answered(told, citizen):
    done(table.REOPEN, told[1], citizen)
    found = value("phan-anh", MARCH_1)
    assert (found.number, found.parts["reopened"]) == (1, 1)


def test_an_agency_sees_its_own(commune, outsider):
    assert value("phan-anh", MARCH_1, frozenset({commune.pk})).of == 3
    assert value("phan-anh", MARCH_1, frozenset({outsider.posts.get().agency_id})).of == 0


def test_by_agency_it_says_who_answered_in_time(commune):
    (row,) = FIGURES["phan-anh"].lists["co-quan"].rows(Scope(MARCH_1))
    assert (row, row.had, row.gave, row.gave_in_time) == (commune, 3, 2, 1)
