"""Which act issues which paper, for whom, with which number; and an act never waits for a file."""

import pytest

from dossiers import workflow
from dossiers.act import Act
from dossiers.issued import issuing
from dossiers.issued.facts.inside import OpinionRequest
from tests.dossiers.issued import samples
from tests.dossiers.issued.reading import made, one
from tests.dossiers.results import finished
from tests.dossiers.supplements import ask
from tests.factories import StoredFileFactory

pytestmark = pytest.mark.django_db


def test_a_refusal_says_why(dossier, clerk):
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không thuộc thẩm quyền"}))
    assert "Không thuộc thẩm quyền" in made(dossier, "refusal")


def test_a_supplement_is_form_02_of_its_round(asking, clerk):
    ask(asking, clerk, "summary")
    paper = one(asking, "supplement_request")
    assert paper.number == f"{asking.public_code}/HDHS" and paper.is_for_applicant
    assert "Lần thứ 1, giai đoạn tiếp nhận hồ sơ" in made(asking, "supplement_request")


def test_the_control_slip_grows_with_the_dossier(received, clerk, officer):
    workflow.perform(workflow.FORWARD, received, Act(clerk))
    first = one(received, "control_slip")
    assert "Người nhận" in made(received, "control_slip")
    workflow.perform(workflow.FINISH, received, Act(officer, values=_result()))
    assert one(received, "control_slip").previous == first
    assert "x Trước hạn" in made(received, "control_slip")


def _result():
    return {"result_number": "12/XN-UBND", "result_file": StoredFileFactory()}


def test_the_hand_over_leaves_a_receipt_of_the_result(dossier, clerk, officer):
    finished(dossier, clerk, officer)
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    said = made(dossier, "result_receipt")
    assert "12/XN-UBND" in said and "Trần Thị Hà" in said


def test_a_paper_with_facts_of_its_own_is_one_call(received, clerk, unit):
    author = issuing.Author(clerk, clerk.full_name, "Công chức", unit)
    facts = samples.SAMPLES["opinion_request"]
    assert isinstance(facts, OpinionRequest)
    issuing.issue(received, "opinion_request", author, facts=facts, number="3/LYK")
    assert "Xác nhận nơi cư trú của công dân." in made(received, "opinion_request")


def test_an_act_prints_nothing_itself(dossier, clerk, settings):
    settings.SIGNING = type(settings.SIGNING)("/khong/co", "", "", True)
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert one(dossier, "receipt").file is None


def test_an_act_that_fails_issues_nothing(dossier, officer):
    with pytest.raises(workflow.NotYours):
        workflow.perform(workflow.RECEIVE, dossier, Act(officer))
    assert not dossier.issued_papers.exists()
