"""All real records, imported again and again and through every format."""

import gzip
import json

import pytest

from portal.jobs import Job
from procedures.catalogue import refresh
from procedures.models import Component, Edition, Fee, Procedure, TimeLimit
from tests.procedures.exchange.files import exported, imported, report
from tests.procedures.nation import Nation
from tests.procedures.test_catalogue_dirty import REAL

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REAL.exists(), reason="the real catalogue is not beside this checkout"),
]


@pytest.fixture(scope="module")
def records() -> bytes:
    return gzip.decompress(REAL.read_bytes())


@pytest.fixture
def catalogue(records):
    refresh(Nation(*(json.loads(line) for line in records.splitlines())))


def database() -> list:
    """All the catalogue says, in an order of its own."""
    models = (
        (Procedure, "code"), (Edition, "record_hash"), (Component, "name"), (TimeLimit, "text"), (Fee, "text"),
    )  # fmt: skip
    return [sorted(model.objects.values_list(column, flat=True)) for model, column in models]


def test_imported_twice_they_give_the_same_database_and_the_same_report(records):
    assert imported(records).counts == {"created": 1278}
    once, again = database(), imported(records)
    assert again.counts == {"unchanged": 1278}
    assert (database(), report(imported(records))) == (once, report(again))


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_exported_and_imported_nothing_changes(catalogue, form):
    job = imported(exported(form))
    assert (job.state, job.counts) == (Job.State.DONE, {"unchanged": 1278})
