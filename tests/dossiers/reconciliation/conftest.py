import pytest

from tests.dossiers.reconciliation.ledgers import Ledgers
from tests.national_process import NationalProcess


@pytest.fixture
def ledgers(national: NationalProcess, db, settings) -> Ledgers:
    return Ledgers(national, settings)
