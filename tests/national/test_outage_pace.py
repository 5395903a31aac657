"""While the nation is away its service is left alone, and no dossier pays for the wait with a longer pause."""

from dataclasses import replace

import httpx
import pytest
from django.utils import timezone

from dossiers import sync
from dossiers.models import NationalMessage
from portal.national.account import Attentive
from portal.national.pace import ServiceState
from tests.chaos.world import Province
from tests.national.wire import GOOD, Wire

pytestmark = pytest.mark.django_db


@pytest.fixture
def wire(settings) -> Wire:
    settings.NATIONAL = replace(settings.NATIONAL, batch=1, patience=3, longest_rest=600, calls_a_second=1000)
    wire = Wire()
    wire.watch = Attentive()
    province = Province()
    for desk in range(4):
        province.change(province.submitted(desk), 0)
    return wire


def drain(wire: Wire, times: int) -> None:
    portal = wire.portal()
    for _ in range(times):
        sync.drain(portal)


def rest_is_over() -> None:
    ServiceState.objects.filter(open_until__isnull=False).update(open_until=timezone.now())


def test_an_outage_costs_the_nation_a_few_calls_and_the_rest_of_the_dossiers_nothing(wire):
    wire.answer = lambda service, body: httpx.Response(503)
    drain(wire, 20)
    tried = NationalMessage.objects.unsent().filter(attempts__gt=0).values("subject").distinct().count()
    assert (len(wire.calls), tried) == (3, 3)


def test_after_the_rest_one_call_tries_and_what_was_not_tried_goes_at_once(wire):
    wire.answer = lambda service, body: httpx.Response(503)
    drain(wire, 4)
    rest_is_over()
    drain(wire, 4)
    assert len(wire.calls) == 4
    rest_is_over()
    NationalMessage.objects.unsent().update(next_attempt_at=timezone.now())
    wire.answer = lambda service, body: GOOD
    drain(wire, 1)
    assert not NationalMessage.objects.unsent().exists()


def test_a_service_held_back_in_the_middle_of_a_lease_gives_it_back_untried(wire):
    wire.answer = lambda service, body: GOOD if service == "DongBoHoSoMC" else httpx.Response(503)
    drain(wire, 3)
    assert ServiceState.objects.get(pk="CapNhatTienDoHoSoMC").open_until
    ServiceState.objects.filter(pk="CapNhatTienDoHoSoMC").update(open_until=None, next_turn_at="2100-01-01T00:00Z")
    drain(wire, 1)
    left = NationalMessage.objects.unsent().filter(attempts=0)
    assert left.values("subject").distinct().count() == 1
    assert all(message.next_attempt_at <= timezone.now() for message in left)
