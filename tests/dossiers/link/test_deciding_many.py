"""One decision about all that a list shows, as long work that may be killed and repeated."""

import pytest

from dossiers.link import ordering, work
from dossiers.link.choosing import Chosen
from dossiers.models import LinkDecision, NationalMessage
from portal import jobs
from portal.agencies.models import Post
from portal.jobs import Job
from tests.dossiers.link.refused import GROUND, refused, told

pytestmark = pytest.mark.django_db


def ordered(by, chosen: Chosen, what: str = "retry") -> Job:
    job = ordering.order(chosen, what, by, GROUND)
    while jobs.run(work.KINDS, job.pk) is not None:
        pass
    job.refresh_from_db()
    return job


def test_all_that_fits_is_tried_again_and_nothing_else(province, keeper):
    here, elsewhere = refused(province, 0), refused(province, 1)
    job = ordered(keeper, Chosen(agency=str(here.agency_id)))
    assert (job.state, job.counts) == (Job.State.DONE, {"done": 1})
    told()
    assert set(NationalMessage.objects.parked().values_list("subject", flat=True)) == {elsewhere.pk}


def test_each_kind_of_refusal_apart(province, keeper):
    unknown, missing = refused(province, 0), refused(province, 1, {"error_code": "-4", "message": "thiếu MaTTHC"})
    ordered(keeper, Chosen(why="incomplete"), "skip")
    assert set(NationalMessage.objects.parked().values_list("subject", flat=True)) == {unknown.pk}
    assert NationalMessage.objects.filter(subject=missing, skipped_at__isnull=False).count() == 2


def test_what_somebody_decided_meanwhile_is_told_so(province, keeper):
    dossier = refused(province)
    job = ordering.order(Chosen(), "skip", keeper, GROUND)
    NationalMessage.objects.filter(subject=dossier).update(next_attempt_at=dossier.saved_at)
    while jobs.run(work.KINDS, job.pk) is not None:
        pass
    job.refresh_from_db()
    assert job.counts == {"nothing": 1}
    assert not LinkDecision.objects.exists()


def test_who_has_lost_the_post_goes_no_further(province, keeper):
    refused(province)
    job = ordering.order(Chosen(), "skip", keeper, GROUND)
    Post.objects.filter(user=keeper).update(until="2020-01-02")
    jobs.run(work.KINDS, job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert NationalMessage.objects.parked().count() == 2


def test_nothing_to_decide_ends_at_once(province, keeper):
    assert ordered(keeper, Chosen()).state == Job.State.DONE
