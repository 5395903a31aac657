"""A dossier's own page: what happens next, what the applicant may do, and when the result shows."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, Status
from portal.files.models import StoredFile
from tests.dossiers.pages import page_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(dossier, clerk, officer) -> Dossier:
    stored = StoredFile.objects.create(name="giay-khai-sinh.pdf", media_type="application/pdf", size=1, sha256="0" * 64)
    result = {"result_number": "12/KS", "result_file": stored}
    for action, by, values in (
        (workflow.RECEIVE, clerk, {}),
        (workflow.FORWARD, clerk, {}),
        (workflow.FINISH, officer, result),
    ):
        workflow.perform(action, dossier, Act(by, values=values))
    return dossier


def url_of(dossier: Dossier) -> str:
    return reverse("dossier", args=[dossier.uuid])


def test_the_page_says_who_acts_next_and_by_when(window, dossier):
    page = page_of(window, url_of(dossier))
    assert "Bộ phận một cửa xã Tân Mỹ" in page
    assert f"{dossier.reception_due_at.astimezone():%d/%m/%Y}" in page


def test_before_reception_the_applicant_withdraws_alone(window, dossier):
    send(window, url_of(dossier), action="withdraw")
    dossier.refresh_from_db()
    assert dossier.status == Status.WITHDRAWN


def test_after_reception_the_applicant_can_only_ask(window, dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    page = page_of(window, url_of(dossier))
    assert 'value="ask_withdrawal"' in page
    assert 'value="withdraw"' not in page


def test_a_wrong_status_is_said_and_changes_nothing(window, finished):
    page = window.post(url_of(finished), {"action": "withdraw", "form_token": token(window, finished)})
    assert page.status_code == 409
    assert "govuk-error-summary" in page.content.decode()
    assert finished.events.count() == 4


@pytest.mark.parametrize("name", ["receive", "submit", "no_such", ""])
def test_an_action_that_is_not_the_applicants_is_refused(window, dossier, name):
    assert window.post(url_of(dossier), {"action": name, "form_token": token(window, dossier)}).status_code == 409
    assert dossier.events.count() == 1


def token(window, dossier) -> str:
    from portal import once

    request = window.get(url_of(dossier)).wsgi_request
    return once.issue(request)


def result_url(dossier: Dossier) -> str:
    return reverse("dossier_file", args=[dossier.uuid, dossier.attachments.get(kind="result").uuid])


def test_a_paper_result_shows_only_once_handed_over(window, finished, clerk):
    assert window.get(result_url(finished)).status_code == 404
    assert "giay-khai-sinh.pdf" not in page_of(window, url_of(finished))
    workflow.perform(workflow.HAND_OVER, finished, Act(clerk))
    assert "giay-khai-sinh.pdf" in page_of(window, url_of(finished))


def test_an_online_result_shows_as_soon_as_it_is_ready(window, finished):
    Dossier.objects.filter(pk=finished.pk).update(return_by=Dossier.ReturnBy.ONLINE)
    assert "giay-khai-sinh.pdf" in page_of(window, url_of(finished))


def test_the_page_says_when_the_nation_knows(window, finished):
    assert "đang được gửi" in page_of(window, url_of(finished))
    finished.owed.update(next_attempt_at=None, last_error="Rejected: -3")
    page = page_of(window, url_of(finished))
    assert "Kỹ thuật viên" in page
    assert "Rejected" not in page
