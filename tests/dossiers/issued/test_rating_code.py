"""Forms 01, 02 and 03 of TT 01/2018/TT-VPCP carry the code by which whoever holds them rates the reception."""

import pytest

from dossiers import workflow
from dossiers.act import Act
from dossiers.issued import making, pages
from dossiers.rating_link import Stage, address_of
from tests.dossiers.issued.reading import one
from tests.dossiers.supplements import ask

pytestmark = pytest.mark.django_db


def accepted(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))


def asked_for_more(dossier, clerk):
    ask(dossier, clerk, "summary")


def refused(dossier, clerk):
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không thuộc thẩm quyền"}))


@pytest.mark.parametrize(
    ("act", "key"), [(accepted, "receipt"), (asked_for_more, "supplement_request"), (refused, "refusal")]
)
def test_the_slip_of_a_dossier_is_printed_with_it(request, clerk, act, key):
    dossier = request.getfixturevalue("asking" if act is asked_for_more else "dossier")
    act(dossier, clerk)
    making.make(one(dossier, key))
    paper = one(dossier, key)
    assert paper.facts["rating_address"] == address_of(dossier, Stage.RECEPTION)
    page = pages.page_of(paper)
    assert "Đánh giá việc tiếp nhận" in page
    assert str(pages.drawn(paper.facts["rating_address"])) in page
