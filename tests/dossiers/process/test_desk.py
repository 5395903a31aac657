"""The steps at the desk: the panel, one page for an act, and nothing lost when it is refused."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.process import steps
from portal.agencies.models import Role
from tests.dossiers.desk import shown
from tests.dossiers.process import ways
from tests.dossiers.process.ways import do, next_week
from tests.factories import AgencyFactory, PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


def address(dossier) -> str:
    return reverse(steps.DESK, args=[dossier.uuid])


def offered(window, dossier) -> list[str]:
    """The acts of the process on the dossier's page, the one that stands out first."""
    return re.findall(r'data-act="(\w+)"', shown(window, dossier))


def form(window, dossier, name: str) -> str:
    response = window.get(address(dossier), {"viec": name})
    assert response.status_code == 200
    return response.content.decode()


def press(window, dossier, name: str, **typed):
    token = re.search(r'name="form_token" value="([^"]+)"', form(window, dossier, name)).group(1)
    return window.post(address(dossier), {"action": name, "form_token": token, **typed})


def states(page: str) -> list[str]:
    return re.findall(r'data-step="(\w+)"', page)


def test_the_panel_says_where_it_stands_and_what_comes(assigned, officer):
    page = shown(enter(officer), assigned)
    assert states(page) == ["ended", "ended", "running", "ahead", "ahead"]
    for words in ("Các bước xử lý", "Thẩm định", str(officer), "14 giờ"):
        assert words in page


def test_the_likeliest_act_stands_first(assigned, leader, officer):
    assert offered(enter(officer), assigned)[0] == "submit_approval"
    assert offered(enter(leader), assigned)[0] == "assign"


def test_assumed_steps_are_said_to_be_so(dossier, clerk, officer):

    assert "tạm tính" in shown(enter(officer), ways.forwarded(dossier, clerk))


def test_an_act_is_done_on_its_page(assigned, leader, second_officer):
    window = enter(leader)
    answer = press(window, assigned, "assign", official=second_officer.pk)
    assert (answer.status_code, answer.url) == (302, reverse("admin:dossiers_dossier_page", args=[assigned.uuid]))
    assert assigned.tasks.open().get().assignee == second_officer


def test_what_is_missing_is_said_beside_the_field(assigned, leader):
    page = press(enter(leader), assigned, "assign").content.decode()
    assert 'data-error-for="official"' in page
    assert "Hãy chọn công chức" in page


def test_whose_own_dossier_it_is_is_not_offered(forwarded, leader, citizen, officer, commune):
    PostFactory(agency=commune, user=citizen, role=Role.OFFICER)
    page = form(enter(leader), forwarded, "assign")
    assert f'value="{officer.pk}"' in page
    assert f'value="{citizen.pk}"' not in page


def test_a_refused_act_keeps_what_was_typed(assigned, officer, leader, second_officer):
    window = enter(officer)
    token = re.search(r'name="form_token" value="([^"]+)"', form(window, assigned, "submit_approval")).group(1)
    do(steps.ASSIGN, assigned, leader, official=second_officer)
    typed = {"action": "submit_approval", "form_token": token, "proposed": "approve", "remark": "Đủ điều kiện ký"}
    answer = window.post(address(assigned), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Đủ điều kiện ký" in page and "không còn do bạn giữ" in page


def test_whose_part_ends_with_their_act_and_who_presses_twice_is_led_on_twice(assigned, officer, outsider):
    agency = outsider.posts.get().agency
    do(steps.ASK_OPINION, assigned, officer, agency=agency, question="Có không?", due_on=next_week())
    window = enter(outsider)
    token = re.search(r'name="form_token" value="([^"]+)"', form(window, assigned, "answer_opinion")).group(1)
    typed = {"action": "answer_opinion", "form_token": token, "answer": "Có"}
    first, second = (window.post(address(assigned), typed) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == reverse("admin:dossiers_dossier_changelist")
    assert window.get(address(assigned)).status_code == 404


def test_an_act_that_is_not_possible_leads_back_and_says_why(assigned, second_officer):
    answer = enter(second_officer).get(address(assigned), {"viec": "submit_approval"}, follow=True)
    assert "Bước này không do bạn giữ" in answer.content.decode()


def test_agencies_asked_already_are_not_offered_again(assigned, officer):
    agency = AgencyFactory(name="Phòng Tư pháp huyện")
    assert "Phòng Tư pháp huyện" in form(enter(officer), assigned, "ask_opinion")
    do(steps.ASK_OPINION, assigned, officer, agency=agency, question="Có không?", due_on=next_week())
    page = form(enter(officer), assigned, "ask_opinion")
    assert f'<option value="{agency.pk}">' not in page


@pytest.mark.parametrize("day", ["01/01/2020", "31/02/2030", "01/06/2099"])
def test_a_term_that_cannot_be_is_refused_beside_the_field(assigned, officer, day):
    agency = AgencyFactory()
    page = press(enter(officer), assigned, "ask_opinion", agency=agency.pk, question="Có?", due_on=day).content.decode()
    assert 'data-error-for="due_on"' in page


def test_a_verification_in_the_future_is_refused(assigned, officer):
    said = {"held_on": f"{next_week():%d/%m/%Y}", "held_at": "09:30", "place": "A", "participants": "B", "content": "C"}
    page = press(enter(officer), assigned, "record_verification", **said).content.decode()
    assert "Thời điểm này chưa đến" in page


def queries(window, dossier) -> int:
    with CaptureQueriesContext(connection) as counted:
        shown(window, dossier)
    return len(counted)


def test_more_passages_cost_no_more_queries(assigned, officer):
    window = enter(officer)
    queries(window, assigned)  # what is kept for a while is read by now
    ways.submit(assigned, officer)
    before = queries(window, assigned)
    for _round in range(3):
        do(steps.TAKE_BACK, assigned, officer)
        ways.submit(assigned, officer)
    assert queries(window, assigned) == before
