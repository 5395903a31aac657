"""A changed calendar moves every open date, once, with a line of history each (features §2 no 3)."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from dossiers import clock, workflow
from dossiers.act import Act
from dossiers.models import Dossier, DossierEvent
from dossiers.terms import recount_work, steps
from dossiers.terms.ordering import order
from dossiers.terms.standing import Punctuality, standing
from portal import jobs
from portal.calendar.models import WorkDay
from portal.jobs import Job
from portal.notices.models import Notice
from tests.dossiers.terms import do, hold, reschedule
from tests.factories import DraftFactory
from tests.portal.calendar.week import at
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
WHY = "Lịch làm việc thay đổi: ngày nghỉ 31/01/2020 (Nghỉ bù)"


def day_off(day: date = date(2020, 1, 31)) -> WorkDay:
    return WorkDay.objects.create(date=day, kind=WorkDay.Kind.HOLIDAY, name="Nghỉ bù")


def run(by=None) -> Job:
    job = order(by, WHY)
    while jobs.run(recount_work.KINDS, job.pk) is not None:
        pass
    job.refresh_from_db()
    return job


def lines(dossier) -> list[DossierEvent]:
    return list(dossier.events.filter(action="recount"))


def test_a_day_off_moves_the_date_and_history_says_from_when_to_when(at_work):
    day_off()
    job = run()
    at_work.refresh_from_db()
    assert (at_work.due_at, at_work.first_due_at) == (at("04/02/2020 09:00"), at("03/02/2020 09:00"))
    (line,) = lines(at_work)
    assert (line.note, line.by, line.role) == (WHY, None, "system")
    assert line.values["due_before"] < line.values["due_after"]
    assert (job.state, job.counts) == (Job.State.DONE, {"moved": 1})


def test_taking_it_back_moves_it_back(at_work):
    added = day_off()
    run()
    added.delete()
    run()
    at_work.refresh_from_db()
    assert at_work.due_at == at("03/02/2020 09:00")
    assert len(lines(at_work)) == 2


def test_counting_again_writes_nothing(at_work):
    day_off()
    run()
    assert run().counts == {}
    assert len(lines(at_work)) == 1


def test_a_killed_worker_s_work_is_gone_on_with(at_work, citizen, clerk):
    other = DraftFactory(edition=at_work.edition, agency=at_work.agency, received_by=at_work.received_by)
    workflow.perform(workflow.SUBMIT, other, Act(other.submitter, at("29/01/2020 16:00")))
    day_off()
    job = order(None, WHY)
    Job.objects.filter(pk=job.pk).update(position={"after": at_work.pk}, total=2, done=1)
    jobs.run(recount_work.KINDS, job.pk)
    assert (len(lines(at_work)), len(lines(other))) == (0, 1)


def test_reception_s_answer_moves_too(dossier):
    before = dossier.reception_due_at
    WorkDay.objects.create(date=before.date(), kind=WorkDay.Kind.HOLIDAY, name="Nghỉ đột xuất")
    run()
    dossier.refresh_from_db()
    assert dossier.reception_due_at > before


def test_what_was_held_still_counts(at_work, officer):
    hold(at_work, officer, at("30/01/2020 08:00"), at("30/01/2020 10:00"))
    day_off()
    run()
    at_work.refresh_from_db()
    assert at_work.due_at == at("04/02/2020 11:00")


def test_the_day_of_an_apology_stands_unless_it_became_a_rest_day(at_work, leader):
    reschedule(at_work, leader, at("30/01/2020 09:00"), date(2020, 2, 6))
    day_off()
    assert run().counts == {}
    day_off(date(2020, 2, 6))
    run()
    at_work.refresh_from_db()
    assert at_work.due_at == clock.counted_due(at_work)
    assert at_work.due_at.date() == date(2020, 2, 7)


def test_what_waits_for_the_citizen_is_counted_when_it_goes_on(at_work, officer):
    do(steps.ASK_DUTY, at_work, officer, at("30/01/2020 08:00"), note="Nộp thuế")
    day_off()
    assert run().counts == {}
    do(steps.DUTY_DONE, at_work, officer, at("30/01/2020 09:00"))
    assert at_work.due_at == at("04/02/2020 10:00")


def test_a_date_that_moved_on_was_no_breach(at_work):
    day_off(date(2020, 2, 3))
    with time_machine.travel(at("03/02/2020 15:00")):
        run()
    assert standing(at_work, at("04/02/2020 08:00")).punctuality == Punctuality.RUNNING


def test_the_citizen_is_told_and_the_explanation_follows(at_work, citizen):
    day_off()
    run()
    assert Notice.objects.filter(person=citizen).latest("pk").values["reason"] == WHY
    found = clock.clock(Dossier.objects.get(pk=at_work.pk), at("31/01/2020 10:00"))
    assert found.days_of(found.present)[-1].day == date(2020, 2, 4)
    assert not found.is_outdated(found.present)


def test_changing_the_calendar_at_the_desk_orders_the_count(
    at_work, catalogue_admin, django_capture_on_commit_callbacks
):
    values = {"date": "31/01/2020", "kind": "holiday", "name": "Nghỉ bù", "source": ""}
    answer = enter(catalogue_admin).post(reverse("admin:calendar_workday_add"), values)
    assert answer.status_code == 302
    job = Job.objects.get(kind=recount_work.RECOUNT)
    assert job.parameters == {"why": WHY}
    jobs.run(recount_work.KINDS, job.pk)
    assert len(lines(at_work)) == 1


def test_taking_a_day_out_orders_it_too(at_work, catalogue_admin):
    added = day_off()
    enter(catalogue_admin).post(reverse("admin:calendar_workday_delete", args=[added.pk]), {"post": "yes"})
    assert (
        Job.objects.get(kind=recount_work.RECOUNT).parameters["why"].startswith("Lịch làm việc thay đổi: bỏ ngày nghỉ")
    )
