"""The night orders one run, whoever else orders at the same time; what a person pauses stays the one run."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from dossiers.models import Reconciliation
from dossiers.reconciliation import ordering
from portal import jobs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "mode"), [("2026-11-27", "quick"), ("2026-11-28", "full")])
def test_saturday_nights_are_full_others_quick(day, mode):
    with time_machine.travel(timezone.make_aware(datetime.fromisoformat(f"{day}T23:20")), tick=False):
        assert ordering.nightly().mode == mode


def test_two_beats_order_one_run():
    assert ordering.nightly() == ordering.nightly()
    assert Reconciliation.objects.count() == 1


def test_a_paused_run_is_still_the_one_on_its_way():
    run = ordering.order("quick", by=None)
    jobs.pause(run.job)
    assert ordering.order("full", by=None) == run


def test_after_a_stopped_run_another_can_be_ordered():
    run = ordering.order("quick", by=None)
    jobs.stop(run.job)
    assert ordering.order("quick", by=None) != run
    run.refresh_from_db()
    assert run.state == Reconciliation.State.BROKEN
