"""Petitions as TT 01/2018/TT-VPCP counts them: conduct against a dossier, answers due and in time for an agency."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feedback.models import Petition
from feedback.petitions import counts, table
from feedback.petitions.counts import Counts
from tests.feedback.conftest import ANSWER, done

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2020, 11, 30, 9, tzinfo=VIETNAM)
DECEMBER = (datetime(2020, 12, 1, tzinfo=VIETNAM), datetime(2021, 1, 1, tzinfo=VIETNAM))
NOVEMBER = (datetime(2020, 11, 1, tzinfo=VIETNAM), DECEMBER[0])


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def of(agency, period=DECEMBER) -> Counts:
    return counts.of_agencies([agency.pk], *period)[agency.pk]


def answer(petition, officer, leader, finding="founded"):
    done(table.PROPOSE, petition, officer, answer=ANSWER, finding=finding)
    return done(table.APPROVE, petition, leader)


def test_an_answer_counts_where_it_fell_due(handled, officer, leader, commune):
    answer(handled, officer, leader)
    assert of(commune) == Counts(due=1, in_time=1)
    assert of(commune, NOVEMBER) == Counts()


def test_a_late_answer_is_late_before_and_after_it_is_given(handled, officer, leader, commune, time_machine):
    assert of(commune) == Counts(due=1)
    time_machine.move_to(MONDAY + timedelta(days=40))
    answer(handled, officer, leader)
    assert of(commune) == Counts(due=1)


def test_what_was_prolonged_is_counted(handled, leader, commune):
    done(table.EXTEND, handled, leader)
    assert of(commune, (MONDAY, DECEMBER[1])).extended == 1


def test_what_was_found_false_counts_against_nobody(handled, officer, leader, commune, dossier):
    Petition.objects.filter(pk=handled.pk).update(dossier=dossier, about=commune)
    assert (counts.of_dossiers([dossier.pk]), of(commune, NOVEMBER).conduct) == ({dossier.pk: 1}, 1)
    answer(handled, officer, leader, finding="unfounded")
    assert (counts.of_dossiers([dossier.pk]), of(commune, NOVEMBER).conduct) == ({}, 0)
