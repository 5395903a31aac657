"""A small province made by the steps of the workflow: every heap has something, histories hold, a kill changes nothing,
and nobody real is told."""

from datetime import datetime

import pytest
import time_machine
from django.db import transaction

from dossiers.answers import components
from dossiers.desk.heaps import HEAPS
from dossiers.desk.keyset import Listing
from dossiers.desk.models import Label, SavedList
from dossiers.desk.seat import Seat
from dossiers.history import broken_events
from dossiers.models import Apology, Dossier, DossierEvent, HandOverItem, IssuedPaper, Reminder, Status
from dossiers.process import queues
from dossiers.province import cast, ordering, work
from dossiers.terms import breaches
from portal import jobs
from portal.agencies.models import Agency, Role
from portal.calendar.week import VIETNAM
from portal.jobs import Job
from portal.notices.models import Delivery
from procedures.models import Case, Edition
from tests.factories import AgencyFactory, ComponentFactory, PostFactory, ProcedureFactory, UserFactory
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=VIETNAM)
CODES = ("1.011441", "1.000798", "2.000720", "2.000884", "2.001955")
POSTS = (("clerk", "unit"), ("officer", "agency"), ("leader", "agency"), ("leader", "unit"))


@pytest.fixture(autouse=True)
def a_working_morning():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def place(calendar) -> dict[str, Agency]:
    """A commune whose officials are the demonstration's, and another one; both decide five procedures."""
    agency, other = AgencyFactory(key="xa-nha"), AgencyFactory(key="xa-khac")
    units = [AgencyFactory(kind=Agency.Kind.ONE_STOP, parent=parent) for parent in (agency, other)]
    for code in CODES:
        ProcedureFactory(code=code)
    found = {"agency": agency, "unit": units[0]}
    for role, where in POSTS:
        user = UserFactory._meta.model.objects.filter(username=f"demo-{role}").first()
        PostFactory(user=user or UserFactory(username=f"demo-{role}"), agency=found[where], role=role)
    return found


def made(size: int) -> list[Job]:
    ordered = ordering.order(size, NOW)
    for job in ordered:
        _to_the_end(job)
    return ordered


def _to_the_end(job: Job) -> None:
    while jobs.run(work.KINDS, job.pk) is not None:
        pass


def _official(role: str):
    return UserFactory._meta.model.objects.get(username=f"demo-{role}")


@pytest.fixture
def province(place) -> dict[str, Agency]:
    """One of each course at least."""
    ordered = made(110)
    assert [job.counts for job in Job.objects.filter(pk__in=[job.pk for job in ordered])] == [{}, {}]
    return place


def test_a_small_province_fills_the_desks(province):
    _no_heap_is_empty()
    _no_queue_is_empty()
    _every_class_is_there()
    _histories_hold()
    _nobody_real_is_told()


def _no_heap_is_empty():
    """Somebody of the demonstration finds something in each."""
    seats = [Seat(_official(role)) for role in ("clerk", "officer", "leader")]
    assert [name for name, heap in HEAPS.items() if not any(_holds(heap, seat) for seat in seats)] == []


def _holds(heap, seat) -> bool:
    return bool(Listing(seat, heap.condition(seat)).after(None, 1))


def _no_queue_is_empty():
    officer, leader = _official("officer"), _official("leader")
    found = {
        "mine": queues.mine(officer), "to assign": queues.to_assign(leader), "to approve": queues.to_approve(leader),
        "asked of us": queues.opinions_asked_of(officer), "to sign": breaches.to_sign(leader),
        "late": breaches.without_apology(), "again late": breaches.missed_again(),
        "supplements": breaches.to_approve(leader), "steps late": queues.steps_late(officer),
    }  # fmt: skip
    assert [name for name, rows in found.items() if not rows.exists()] == []


def _every_class_is_there():
    assert set(Dossier.objects.values_list("status", flat=True)) == set(Status) - {Status.DRAFT}
    assert set(HandOverItem.objects.values_list("state", flat=True)) == {"sent", "accepted", "returned"}
    assert set(Apology.objects.signed().values_list("is_late", flat=True)) == {True, False}
    assert {reminder.answered_at is None for reminder in Reminder.objects.all()} == {True, False}
    assert Label.objects.exists()
    assert SavedList.objects.exists()


def _histories_hold():
    assert list(broken_events()) == []
    assert not DossierEvent.objects.filter(at__gt=NOW).exists()
    assert not DossierEvent.objects.filter(by__isnull=False, by__posts__isnull=True, role__in=Role.values).exists()


def _nobody_real_is_told():
    assert not Delivery.objects.exclude(subject__startswith="sms:").exists()
    assert not Dossier.objects.exclude(owner__phone__startswith="011").exists()
    assert not Dossier.objects.exclude(owner__email="").exists()


def _signature() -> list[tuple[object, ...]]:
    rows = Dossier.objects.order_by("received_at", "submitted_at", "owner__name")
    return list(rows.values_list("code", "status", "owner__name", "last_event", "due_at", "agency"))


def test_killed_in_the_middle_it_becomes_the_same_province(place):
    with transaction.atomic():
        made(44)
        whole = _signature()
        transaction.set_rollback(True)
    larger, smaller = ordering.order(44, NOW)
    _kill_after_a_step(larger)
    _to_the_end(larger)
    _to_the_end(smaller)
    assert _signature() == whole


def _kill_after_a_step(job: Job) -> None:
    """The first step is committed; the worker dies in the second."""
    part = jobs.Slice(jobs._take(work.KINDS, job.pk))
    cases, props = work._lane(part.job.pk)
    with part.step() as held:
        work._step(held, cases, props)
    with pytest.raises(SystemExit), part.step() as held:
        work._step(held, cases, props)
        raise SystemExit
    Job.objects.filter(pk=job.pk).update(leased_until=None)


def test_ordered_twice_it_is_made_once(place, settings):
    settings.PROVINCE = 6
    assert ordering.seed().startswith("6 dossiers")
    assert ordering.seed() == "0 of 0 dossiers"
    for job in Job.objects.filter(kind=work.PROVINCE):
        _to_the_end(job)
    assert ordering.seed().startswith("6 dossiers are there, made in ")
    assert Job.objects.filter(kind=work.PROVINCE).count() == 2


def test_without_a_wish_for_it_nothing_is_made(place, settings):
    settings.PROVINCE = 0
    assert ordering.seed() == "none wanted"
    assert not cast.is_there()


def test_papers_wait_until_somebody_opens_one(place):
    made(12)
    assert IssuedPaper.objects.exists()
    assert not IssuedPaper.objects.waiting().exists()


@pytest.fixture
def place_with_papers(place) -> None:
    """Every procedure asks for one paper in each case, and once more in a case of its own that nobody chooses."""
    for edition in Edition.objects.all():
        ComponentFactory(edition=edition)
        with law_rewritten():
            other = Case.objects.create(edition=edition, number=2)
        ComponentFactory(edition=edition, case=other)


def test_over_the_counter_come_the_papers_of_the_case_each_once(place_with_papers):
    made(44)
    brought = Dossier.objects.filter(papers_taken__isnull=False).distinct()
    assert brought.exists()
    for dossier in brought:
        taken = set(dossier.papers_taken.values_list("component", flat=True))
        assert taken == {one.pk for one in components(dossier) if one.is_required}
