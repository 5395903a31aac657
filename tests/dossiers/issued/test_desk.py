"""The papers at the desk and on the citizen's page: who sees, issues, replaces and revokes which."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.issued import making
from dossiers.models import IssuedPaper
from tests.dossiers import pages
from tests.dossiers.issued.reading import one
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def forwarded(received, clerk):
    workflow.perform(workflow.FORWARD, received, Act(clerk))
    making.drain()
    return received


def page_of(dossier) -> str:
    return reverse("admin:dossiers_dossier_issued", args=[dossier.uuid])


def file_of(dossier, key: str) -> str:
    return reverse("issued_paper", args=[dossier.uuid, one(dossier, key).uuid])


def send(window, dossier, **values):
    return pages.send(window, page_of(dossier), **values)


def test_the_citizen_has_the_receipt_and_not_the_control_slip(window, forwarded):
    assert window.get(file_of(forwarded, "receipt"))["Content-Type"] == "application/pdf"
    assert window.get(file_of(forwarded, "control_slip")).status_code == 404
    assert file_of(forwarded, "receipt") in window.get(reverse("dossier", args=[forwarded.uuid])).content.decode()


@pytest.mark.parametrize("who", ["other_citizen", "outsider"])
def test_strangers_find_none(request, forwarded, who):
    stranger = enter(request.getfixturevalue(who))
    assert stranger.get(file_of(forwarded, "receipt")).status_code == 404
    assert stranger.get(page_of(forwarded)).status_code in {403, 404, 302}


def test_the_desk_lists_all_of_them_signed(clerk, forwarded):
    page = enter(clerk).get(page_of(forwarded)).content.decode()
    assert 'data-paper="receipt"' in page and 'data-paper="control_slip"' in page and "đã ký số" in page


def test_one_made_only_when_opened_does_not_look_failed(clerk, received):
    IssuedPaper.objects.filter(dossier=received).update(attempts=0, next_attempt_at=None)
    page = enter(clerk).get(page_of(received)).content.decode()
    assert "tạo khi có người mở" in page and "không tạo được" not in page


def test_an_official_issues_the_trail_by_hand(clerk, forwarded):
    assert send(enter(clerk), forwarded, action="issue", key="process_trail").status_code == 302
    assert one(forwarded, "process_trail").official == str(clerk)


def test_a_receipt_is_not_issued_by_hand(clerk, forwarded):
    assert send(enter(clerk), forwarded, action="issue", key="receipt").status_code == 403


def test_one_is_issued_again_with_a_reason(clerk, forwarded):
    old = one(forwarded, "receipt")
    send(enter(clerk), forwarded, action="again", paper=old.uuid, reason="Sai số điện thoại")
    assert one(forwarded, "receipt").previous == old


def test_without_a_reason_nothing_happens(clerk, forwarded):
    answer = send(enter(clerk), forwarded, action="revoke", paper=one(forwarded, "receipt").uuid, reason="")
    assert 'data-error-for="reason"' in answer.content.decode()
    assert one(forwarded, "receipt").revoked_at is None


def test_revoking_is_of_the_agency_that_issued_it(officer, clerk, forwarded):
    paper = one(forwarded, "receipt")
    assert send(enter(officer), forwarded, action="revoke", paper=paper.uuid, reason="Nhầm").status_code == 403
    assert send(enter(clerk), forwarded, action="revoke", paper=paper.uuid, reason="Nhầm").status_code == 302
    assert one(forwarded, "receipt").revoked_because == "Nhầm"
