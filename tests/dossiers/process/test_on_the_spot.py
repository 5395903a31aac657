"""What asks nothing of an official is done on the dossier's own page, and leads back to it."""

import re

import pytest
from django.urls import reverse

from dossiers.process import steps
from tests.dossiers.desk import buttons, shown
from tests.dossiers.process import ways
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


def panel(window, dossier, name: str) -> str:
    """Of the dossier's page, what stands there for the act ``name``."""
    return re.split(r'data-act="\w+"', shown(window, dossier).split(f'data-act="{name}"')[1])[0]


def press(window, dossier, name: str, **typed):
    form = panel(window, dossier, name)
    token = re.search(r'name="form_token" value="([^"]+)"', form).group(1)
    return window.post(re.search(r'action="([^"]+)"', form).group(1), {"action": name, "form_token": token, **typed})


def test_a_step_is_taken_with_one_press(forwarded, leader, officer):
    ways.do(steps.NEXT_STEP, forwarded, leader)
    answer = press(enter(officer), forwarded, "claim")
    assert answer.url == reverse("admin:dossiers_dossier_page", args=[forwarded.uuid])
    assert forwarded.tasks.open().get().assignee == officer


def test_a_proposal_is_read_and_approved_where_it_stands(assigned, officer, leader):
    ways.submit(assigned, officer)
    window = enter(leader)
    assert "Đề xuất:" in panel(window, assigned, "approve")
    answer = press(window, assigned, "approve", remark="Đồng ý.")
    assert answer.url == reverse("admin:dossiers_dossier_page", args=[assigned.uuid])
    assert assigned.approvals.get().decided_by == leader


def test_recording_the_result_waits_folded_while_a_proposal_is_to_be_approved(assigned, officer, leader):
    ways.submit(assigned, officer)
    page = shown(enter(leader), assigned)
    assert re.search(r"<details[^>]*>(?:(?!</details>).)*value=\"finish\"", page, re.DOTALL)


def test_an_act_that_asks_something_keeps_its_page(assigned, officer):
    window = enter(officer)
    assert "submit_approval" not in buttons(window, assigned)
    assert "?viec=submit_approval" in shown(window, assigned)


def test_the_way_through_the_list_is_kept(assigned, officer, leader):
    ways.submit(assigned, officer)
    window, way = enter(leader), "?tu=viec%3Dcho-duyet"
    page = window.get(reverse("admin:dossiers_dossier_page", args=[assigned.uuid]) + way).content.decode()
    assert f'action="{reverse(steps.DESK, args=[assigned.uuid])}{way}"' in page
