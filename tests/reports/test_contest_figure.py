"""Entries to surveys and contests as the report counts them: by day, and from which district."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.questionnaires import entering
from feedback.questionnaires.entering import Said
from reports.figures import FIGURES
from reports.scope import Scope
from tests.factories import AgencyFactory
from tests.feedback.contests import entered, published, somebody

pytestmark = pytest.mark.django_db
FIGURE = FIGURES["cuoc-thi"]


@pytest.fixture
def three_entries():
    turn = published()
    districts = [AgencyFactory(kind="district", level=2, short_name=name) for name in ("Yên Thế", "Lục Nam")]
    for number, district in ((1, districts[0]), (2, districts[0]), (3, districts[1])):
        entering.send(entering.begin(turn, somebody(number, district=district)), Said({}))
    entering.begin(turn, somebody(4, district=districts[1]))


def test_sent_entries_count_and_begun_ones_do_not(three_entries):
    value = FIGURE.count(Scope(timezone.localdate()))
    assert (value.number, value.parts) == (3, {"contest": 3, "survey": 0})


def test_behind_it_stand_the_districts(three_entries):
    rows = FIGURE.lists["theo-huyen"].rows(Scope(timezone.localdate()))
    assert sorted(rows.values_list("short_name", "entries")) == [("Lục Nam", 1), ("Yên Thế", 2)]


def test_a_day_before_stays_as_it_was():
    entered(published(), 1)
    assert FIGURE.count(Scope(timezone.localdate() - timedelta(days=1))).number == 0
