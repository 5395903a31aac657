"""The folder of the files, and a place to knock at."""

import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def asked(procedure, commune, unit, calendar):
    """A procedure of the commune that the nation may send dossiers for."""
    return procedure
