"""How long the steps of a procedure take, counted against a second way of counting."""

import statistics as independent
from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.models import Task
from dossiers.process import statistics
from tests.dossiers.process.ways import forwarded
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
MINUTES = (30, 60, 90, 120, 600)


@pytest.fixture
def counted(ruled, clerk, commune):
    """Five passages through the appraisal, the longest late."""
    forwarded(ruled, clerk)
    now = timezone.now()
    for minutes in MINUTES:
        Task.objects.create(
            dossier=ruled, number=3, name="Thẩm định", role="officer", hours=8, agency=commune, begun_at=now,
            ended_at=now, due_at=now + timedelta(hours=1 if minutes < 600 else -1), minutes=minutes,
            outcome="submitted",
        )  # fmt: skip
    return ruled


def appraisal(user, dossier):
    return next(one for one in statistics.figures(user, dossier.edition) if one.number == 3)


def test_median_and_ninetieth_are_those_of_the_rows(counted, officer):
    found, hours = appraisal(officer, counted), [minutes / 60 for minutes in MINUTES]
    assert found.median == independent.median(hours)
    assert found.ninetieth == pytest.approx(independent.quantiles(hours, n=10, method="inclusive")[-1])


def test_the_share_of_late_ones_is_that_of_those_with_a_term(counted, officer):
    found = appraisal(officer, counted)
    assert (found.number_of, found.late, found.late_percent) == (5, 0.2, 20)


def test_what_was_taken_back_or_dropped_does_not_count(counted, officer):
    counted.tasks.filter(minutes=600).update(outcome="taken_back")
    assert appraisal(officer, counted).number_of == 4


def test_they_are_of_what_one_sees(counted, outsider):
    assert statistics.figures(outsider, counted.edition) == []


def test_the_page_shows_them(counted, officer):
    page = enter(officer).get("/quan-tri/dossiers/dossier/thong-ke-buoc/").content.decode()
    for words in ("Thẩm định", "1,5", "20 %"):
        assert words in page


def test_whoever_sees_no_dossier_reads_so(counted, outsider):
    page = enter(outsider).get("/quan-tri/dossiers/dossier/thong-ke-buoc/").content.decode()
    assert "Chưa có bước nào được thực hiện" in page
    assert "Thẩm định" not in page
