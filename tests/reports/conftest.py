"""A world in which dossiers live, under the known calendar."""

import pytest

from portal.calendar import seed
from tests.reports.histories import World, world


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def lives(db) -> World:
    seed.seed()
    return world()
