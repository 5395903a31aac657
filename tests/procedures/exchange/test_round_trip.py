"""What is exported and imported again says nothing new, in each format."""

import pytest

from portal.jobs import Job
from procedures.catalogue import refresh
from procedures.models import Edition, Procedure
from tests.procedures.exchange.files import exported, imported, outcomes
from tests.procedures.nation import Nation, clean

pytestmark = pytest.mark.django_db
FORMATS = ["xlsx", "csv", "json"]


@pytest.fixture
def catalogue():
    refresh(Nation(clean(), clean(MATTHC="1.000002", TENTTHC="=SUM(A1:A9)")))


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_exported_is_unchanged_when_imported(catalogue, form):
    job = imported(exported(form))
    assert (job.state, outcomes(job)) == (Job.State.DONE, {"unchanged": 2})
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("form", FORMATS)
def test_into_an_empty_catalogue_the_same_comes_back(catalogue, form):
    content = exported(form)
    Procedure.objects.update(current=None)
    Edition.objects.all().delete()
    Procedure.objects.all().delete()
    imported(content)
    assert exported(form, which="drafts") == content if form != "xlsx" else True
    assert imported(content).counts == {"unchanged": 2}
