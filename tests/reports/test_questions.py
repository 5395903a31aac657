"""Questions in the report: in time, late, open, as they stood on the day, and by agency."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from feedback.enquiries import table
from feedback.enquiries.asking import keep
from feedback.models import Enquiry
from portal.agencies.models import Role
from reports.figures import FIGURES
from reports.scope import Scope
from tests.factories import AgencyFactory, PostFactory
from tests.feedback.enquired import REPLIED, asked, done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIGURE = FIGURES["hoi-dap"]


def at(day: int, month: int = 12) -> datetime:
    return datetime(2020, month, day, 9, tzinfo=VIETNAM)


@pytest.fixture
def reception(db):
    return PostFactory(agency=AgencyFactory(key="van-phong-ubnd-tinh"), role=Role.OFFICER).user


@pytest.fixture
def life(reception, officer, leader, commune, time_machine):
    """``life(answered)``: asked on 30 November, due on 21 December."""

    def lived(answered: int | None) -> Enquiry:
        time_machine.move_to(at(30, 11), tick=False)
        enquiry = done(table.ASSIGN, keep(asked()), reception, agency=commune.pk)
        if answered:
            time_machine.move_to(at(answered), tick=False)
            done(table.PROPOSE, enquiry, officer, answer=REPLIED)
            done(table.APPROVE, enquiry, leader)
        time_machine.move_to(at(31), tick=False)
        return enquiry

    return lived


def parts(day: int, agencies: frozenset[int] | None = None) -> dict[str, int]:
    value = FIGURE.count(Scope(date(2020, 12, day), agencies))
    return {state: number for state, number in value.parts.items() if number}


def test_each_counts_as_it_stood_on_the_day(life):
    life(10), life(23), life(None)
    assert parts(1) == {"open": 3}
    assert parts(10) == {"in_time": 1, "open": 2}
    assert parts(22) == {"in_time": 1, "overdue": 2}
    assert parts(31) == {"in_time": 1, "late": 1, "overdue": 1}


def test_the_share_is_of_those_answered(life):
    life(10), life(23), life(None)
    value = FIGURE.count(Scope(date(2020, 12, 31)))
    assert (value.number, value.of, value.percent) == (1, 2, 50)


def test_an_agency_counts_its_own(life, commune):
    life(10)
    assert parts(31, frozenset({commune.pk})) == {"in_time": 1}
    assert parts(31, frozenset({AgencyFactory().pk})) == {}


def test_behind_each_number_stand_its_questions(life):
    in_time, late, open_one = life(10), life(23), life(None)
    scope = Scope(date(2020, 12, 31))
    rows = {key: list(listing.rows(scope)) for key, listing in FIGURE.lists.items()}
    assert rows == {"": [in_time], "con-lai": [late], "dang-mo": [open_one], "qua-han": [open_one]}
