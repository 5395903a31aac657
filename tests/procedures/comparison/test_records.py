"""Records as they come: published twice, not to be stored, and procedures the nation never listed."""

import pytest

from portal.jobs import Job
from procedures import comparison, drafting
from procedures.catalogue import refresh
from procedures.models import Comparison, Difference, Procedure
from tests.factories import ProcedureFactory
from tests.procedures.comparison.nations import compared, found, only, ordered, worked_on
from tests.procedures.nation import Nation, clean

pytestmark = pytest.mark.django_db
OWN, OTHER = "1.001193.000.00.00.H02", "1.001193.000.00.00.H49"


def test_of_two_publications_our_own_is_compared():
    nation = Nation(clean(MATTHC=OTHER, TENTTHC="Của tỉnh khác"), clean(MATTHC=OWN))
    refresh(nation)
    run = compared(nation)
    assert (run.compared, found(run), nation.asked[-1]) == (1, {}, OWN)


def test_a_record_the_database_cannot_take_is_one_difference_and_stops_nothing():
    refresh(Nation(clean()))
    run = compared(Nation(clean(YEUCAU="a\x00b"), clean(MATTHC="1.000656", TENTTHC="Khai tử")))
    assert found(run) == {"1.001193": "different", "1.000656": "missing_here"}
    assert run.differences.get(code="1.001193").fault.startswith("could not be stored: ")


def test_a_record_under_another_code_is_told_as_a_fault():
    refresh(Nation(clean()))
    nation = Nation(clean())
    nation.records["1.001193"] = clean(MATTHC="1.999999")
    assert only(compared(nation)).fault == "answered under another code: 1.999999"


def test_papers_of_another_case_differ():
    refresh(Nation(clean()))
    papers = clean()["THANHPHANHOSO"]
    papers[0]["TRUONGHOP"] = "Trường hợp ủy quyền"
    rows = {row["what"] for row in only(compared(Nation(clean(THANHPHANHOSO=papers)))).rows}
    assert rows == {"Trường hợp", "Giấy tờ"}


def test_a_procedure_the_nation_never_listed_stays_in_use_and_is_told():
    own = ProcedureFactory(code="9.000001", current__provenance={drafting.BY_HAND: True})
    refresh(Nation(clean()))
    assert Procedure.objects.in_use().filter(pk=own.pk).exists()
    assert found(compared(Nation(clean()))) == {"9.000001": "missing_there"}


def test_the_last_result_is_never_forgotten_however_often_the_nation_is_down():
    refresh(Nation(clean()))
    done = compared(Nation(clean(TENTTHC="Tên mới")))
    for _ in range(comparison.KEPT_RUNS + 2):
        compared(Nation())
    assert comparison.last() == done and done.differences.count() == 1
    assert Comparison.objects.count() == comparison.KEPT_RUNS + 1


def test_only_the_last_run_keeps_the_records_of_the_nation():
    refresh(Nation(clean()))
    nation = Nation(clean(TENTTHC="Tên mới"))
    compared(nation), compared(nation)
    assert list(Difference.objects.order_by("pk").values_list("item__TENTTHC", flat=True)) == [None, "Tên mới"]


def test_a_stopped_run_leaves_the_last_result():
    refresh(Nation(clean()))
    done, job = compared(Nation(clean())), ordered()
    Job.objects.filter(pk=job.pk).update(state=Job.State.STOPPED)
    worked_on(Nation(clean()), job)
    assert comparison.last() == done
