"""All real records, imported again and again and through every format."""

import gzip

import pytest
from django.db import transaction

from portal.jobs import Job
from procedures.models import Edition
from tests.procedures.exchange.files import digest_of_database, exported, imported, report, tried
from tests.procedures.real import NATIONAL, needs_data

pytestmark = [
    pytest.mark.django_db,
    needs_data,
    pytest.mark.xdist_group("real records"),
    pytest.mark.timeout(1800),
]
ALL = 1278


@pytest.fixture(scope="module")
def records() -> bytes:
    return gzip.decompress(NATIONAL.read_bytes())


@pytest.fixture(scope="module")
def first(records, django_db_setup, django_db_blocker):
    """The first import, once for all tests of this module, undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield imported(records)
        transaction.set_rollback(True)


def test_each_record_becomes_a_draft(first):
    assert (first.state, first.counts) == (Job.State.DONE, {"created": ALL})
    assert Edition.objects.filter(state="draft").count() == ALL


def test_imported_again_they_give_the_same_database_and_the_same_report(first, records):
    once, again = digest_of_database(), imported(records)
    assert again.counts == {"unchanged": ALL}
    assert (report(imported(records)), digest_of_database()) == (report(again), once)


def test_tried_out_they_give_the_report_of_the_import(first, records):
    once, tried_out = digest_of_database(), tried(records)
    assert (report(imported(records)), digest_of_database()) == (report(tried_out), once)


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_through_a_file_of_ours_nothing_changes(first, form):
    before, job = digest_of_database(), imported(exported(form, which="drafts"))
    assert (job.state, job.counts, digest_of_database()) == (Job.State.DONE, {"unchanged": ALL}, before)
