"""The fixture ``national``: one stand-in process per test worker, started when first asked for."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.national_process import NationalProcess


@pytest.fixture(scope="session")
def national(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[NationalProcess]":
    from tests.national_process import NationalProcess

    name = f"test_national_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    process = NationalProcess(name, tmp_path_factory.mktemp("national") / "national.log", DEMO="1")
    yield process
    process.stop()
