"""Warnings when most of the time is used and on the last day, once for a date; what leaders are told (features §1 no
29)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dossiers.models import Dossier, TermWarning
from dossiers.terms import breaches, digest, steps, warning
from portal.agencies.models import Post, Role
from portal.notices.models import Notice
from procedures.models import TimeLimit
from tests.dossiers.terms import do, hold, reschedule
from tests.factories import PostFactory
from tests.law import law_rewritten
from tests.portal.calendar.week import at

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(TermWarning.objects.order_by("pk").values_list("kind", flat=True))


def test_nothing_is_said_while_there_is_time(at_work):
    assert warning.warn(at("31/01/2020 10:00")) == 0


def test_on_the_last_day_it_is_said_once(at_work):
    assert [warning.warn(at("03/02/2020 07:45")) for _ in range(3)] == [2, 0, 0]
    assert sorted(kinds()) == ["last_day", "used"]


def test_most_of_the_time_comes_before_the_last_day(at_work):
    """Of ten working days, due on 12 February, the eighth is the 10th."""
    with law_rewritten():
        TimeLimit.objects.filter(edition=at_work.edition).update(value=10)
    do(steps.RECOUNT, Dossier.objects.get(pk=at_work.pk), None, at("22/01/2020 10:00"))
    assert warning.warn(at("07/02/2020 17:00")) == 0
    assert warning.warn(at("10/02/2020 07:31")) == 1
    assert kinds() == ["used"]


def test_a_new_date_is_warned_of_anew(at_work, officer):
    warning.warn(at("03/02/2020 07:45"))
    hold(at_work, officer, at("03/02/2020 08:00"), at("10/02/2020 08:00"))
    warning.warn(at("10/02/2020 08:15"))
    assert len(set(TermWarning.objects.values_list("due_at", flat=True))) == 2


def test_the_desk_sees_warnings_of_present_dates_it_reaches(at_work, officer, outsider):
    warning.warn(at("03/02/2020 07:45"))
    assert {one.dossier for one in warning.of(officer)} == {at_work}
    assert not warning.of(outsider).exists()
    hold(at_work, officer, at("03/02/2020 08:00"), at("10/02/2020 08:00"))
    assert not warning.of(officer).exists()


# --- Leaders ----------------------------------------------------------------------------------


def test_a_breach_stands_on_the_list_until_an_apology_is_signed(at_work, leader):
    now = at("04/02/2020 10:00")
    assert list(breaches.without_apology(now)) == [at_work]
    reschedule(at_work, leader, now, date(2020, 2, 6))
    assert not breaches.without_apology(at("04/02/2020 11:00")).exists()
    assert list(breaches.missed_again(at("10/02/2020 10:00"))) == [at_work]


def told(person, key: str) -> list[Notice]:
    return list(Notice.objects.filter(person=person, template__key=key))


def test_leaders_get_one_digest_a_day(at_work, leader, officer):
    for hour in (7, 8, 9):
        digest.tell(at(f"04/02/2020 {hour:02d}:15"))
    (notice,) = told(leader, "leaders_digest")
    assert (notice.values["overdue"], notice.values["without_apology"]) == ("1", "1")
    assert told(officer, "leaders_digest") == []
    digest.tell(at("05/02/2020 07:15"))
    assert len(told(leader, "leaders_digest")) == 2


def test_the_digest_counts_steps_over_and_near_their_hours(at_work, leader):
    task = at_work.tasks.running().get()
    digest.tell(task.due_at - timedelta(minutes=1))
    digest.tell(task.due_at + timedelta(days=1))
    said = [(notice.values["steps_near"], notice.values["steps_late"]) for notice in told(leader, "leaders_digest")]
    assert sorted(said) == [("0", "1"), ("1", "0")]


def test_where_there_is_nothing_to_say_nothing_is_said(leader, calendar):
    digest.tell()
    assert told(leader, "leaders_digest") == []


def test_an_agency_whose_people_have_left_is_found_and_told_of(at_work, officer, administrator):
    assert list(breaches.unstaffed()) == []
    Post.objects.filter(user=officer).update(until=timezone.localdate() - timedelta(days=1))
    (found,) = breaches.unstaffed()
    assert (found.agency, found.part, found.open) == (at_work.agency, "deciding", 1)
    digest.tell()
    digest.tell()
    (notice,) = told(administrator, "nobody_at_agency")
    assert notice.values["open"] == "1"


def test_somebody_whose_account_is_closed_staffs_nothing(at_work, officer, clerk):
    officer.is_active = False
    officer.save()
    assert [one.part for one in breaches.unstaffed()] == ["deciding"]
    PostFactory(agency=at_work.agency, role=Role.OFFICER)
    assert list(breaches.unstaffed()) == []
