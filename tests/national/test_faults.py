"""Whatever the national portal does, work goes on here and every change arrives once it is back."""

from dataclasses import replace

import pytest
from django.utils import timezone

from dossiers import sync
from dossiers.models import Dossier, NationalMessage, Status
from portal.national.client import NationalPortal
from tests.chaos.world import Province
from tests.national_process import NationalProcess

pytestmark = pytest.mark.django_db
ADAPTER = "/XrdAdapter/RestService/forward/"
FAULTS = {
    "down": {"kind": "down"},
    "slow": {"kind": "delay", "delay": 2},
    "garbage": {"kind": "garbage"},
    "answering after having stored": {"kind": "drop"},
    "in trouble of its own": {"kind": "refuse"},
}


@pytest.fixture
def portal(national: NationalProcess, settings) -> NationalPortal:
    national.reset()
    settings.NATIONAL = replace(
        settings.NATIONAL, adapter=national.url + ADAPTER, password=national.password, timeout=1, lease_seconds=60
    )
    return NationalPortal()


def worked_on() -> Dossier:
    """A dossier brought to its result, with nobody asking how the nation fares."""
    province = Province()
    dossier = province.submitted(0)
    for step in range(3):
        province.change(dossier, step)
    return dossier


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_work_goes_on_and_everything_arrives_afterwards(national, portal, fault):
    national.faults(**{"service": "*", "share": 1, "seconds": 60} | fault)
    dossier = worked_on()
    sync.drain(portal)
    assert dossier.status == Status.FINISHED
    assert NationalMessage.objects.unsent().filter(subject=dossier).exists()
    national.clear_faults()
    assert not NationalMessage.objects.parked().exists()
    NationalMessage.objects.unsent().update(next_attempt_at=timezone.now())
    sync.drain(portal)
    held = national.ledger(dossier.code)
    assert held["dossier"]["TrangThaiHoSo"] == "9"
    assert [line["TrangThai"] for line in held["progress"]] == ["1", "2", "4", "9"]
    assert not NationalMessage.objects.unsent().exists()
