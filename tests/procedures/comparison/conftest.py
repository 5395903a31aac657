"""The client of a real stand-in, and a catalogue refreshed from it."""

from dataclasses import replace

import pytest

from portal.national.client import NationalPortal
from procedures.catalogue import refresh
from tests.national_process import NationalProcess
from tests.procedures.comparison import nations
from tests.procedures.comparison.nations import BIRTH, DEATH, MARRIAGE

ADAPTER = "/XrdAdapter/RestService/forward/"


@pytest.fixture
def nation(national: NationalProcess, settings) -> NationalPortal:
    """Three records; whatever a test does to them is undone."""
    settings.NATIONAL = replace(
        settings.NATIONAL, adapter=national.url + ADAPTER, password=national.password, timeout=5
    )
    nations.lists(national, BIRTH, DEATH, MARRIAGE)
    yield NationalPortal()
    national.reset()


@pytest.fixture
def catalogue(nation, db) -> None:
    """All three, as the nation has them."""
    refresh(nation)
