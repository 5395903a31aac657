"""What to bring, on one sheet of paper."""

import re

import pytest

from portal.vietnamese import plain
from procedures.models import Case, Procedure
from tests.factories import ComponentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rewritable")]


@pytest.fixture(autouse=True)
def working_days(calendar):
    """The sheet promises a day."""


def sheet(client, procedure: Procedure, query: str = "") -> str:
    answer = client.get(f"/thu-tuc/{procedure.code}/can-gi/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_sheet_has_papers_code_hotline_and_day_of_printing(client, procedure):
    ComponentFactory(edition=procedure.current, name="Tờ khai")
    html = sheet(client, procedure)
    for part in ("Tờ khai", procedure.code, "tel:", "<svg", "Ngày in"):
        assert part in html


def test_the_sheet_is_of_the_chosen_case(client, procedure):
    case = Case.objects.create(edition=procedure.current, number=2, name="Việc khó")
    ComponentFactory(edition=procedure.current, case=case, name="Giấy của việc khó")
    assert "Giấy của việc khó" not in sheet(client, procedure)
    assert "Giấy của việc khó" in sheet(client, procedure, "?truong-hop=2")


def test_the_page_leads_to_the_sheet_of_the_same_choice(client, procedure):
    html = client.get(f"/thu-tuc/{procedure.code}/?cach-nop=1").content.decode()
    assert f"/thu-tuc/{procedure.code}/can-gi/?cach-nop=1" in html


def test_without_known_papers_the_sheet_says_whom_to_ask(client, procedure):
    words = plain(re.sub("<[^>]*>", " ", sheet(client, procedure)))
    assert "hoi bo phan mot cua" in words


def test_an_unknown_procedure_has_no_sheet(client):
    assert client.get("/thu-tuc/9.999999/can-gi/").status_code == 404
