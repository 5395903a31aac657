"""Whoever has no account brings the supplement to the counter that received the dossier."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act, NotYours
from dossiers.models import Dossier, Status
from dossiers.supplement.completing import TheirsToSend
from tests.dossiers.counter import place_at, taken_in
from tests.dossiers.pages import hidden, page_of
from tests.dossiers.supplements import ask
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought(calendar, procedure, commune, unit, clerk) -> Dossier:
    """Received at the counter from somebody without an account, and found wanting."""
    dossier = taken_in(place_at(procedure, commune, unit), clerk)
    ask(dossier, clerk, "summary")
    return dossier


def send(window, dossier, **typed):
    url = reverse("dossier_supplement", args=[dossier.uuid])
    page = page_of(window, url)
    values = {name: hidden(page, name) for name in ("form_token", "version")}
    return window.post(url, {**values, "action": "supplement_complete", **typed}, follow=True)


def test_the_clerk_takes_it_in(brought, clerk):
    assert workflow.TAKE_SUPPLEMENT in workflow.available(brought, clerk)
    answer = send(enter(clerk), brought, summary="Xin xác nhận nhà và đất ở")
    brought.refresh_from_db()
    assert (brought.status, brought.answer("summary")) == (Status.RECEIVED, "Xin xác nhận nhà và đất ở")
    assert answer.redirect_chain[-1][0] == reverse("admin:dossiers_dossier_page", args=[brought.uuid])


def test_history_says_who_took_it_in(brought, clerk):
    send(enter(clerk), brought, summary="Xin xác nhận nhà và đất ở")
    line = brought.events.latest("number")
    assert (line.action, line.by, line.agency) == ("take_supplement", clerk, brought.received_by)


def test_nothing_changed_is_not_taken_in(brought, clerk):
    answer = send(enter(clerk), brought)
    brought.refresh_from_db()
    assert (brought.status, b"data-error-for" in answer.content) == (Status.SUPPLEMENT, True)


@pytest.mark.parametrize("who", ["officer", "outsider", "other_citizen"])
def test_nobody_else_takes_it_in(request, brought, who):
    with pytest.raises(NotYours):
        workflow.perform(workflow.TAKE_SUPPLEMENT, brought, Act(request.getfixturevalue(who)))


def test_what_a_citizen_with_an_account_writes_is_theirs(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    ask(dossier, clerk, "summary")
    assert workflow.TAKE_SUPPLEMENT not in workflow.available(dossier, clerk)
    with pytest.raises(TheirsToSend):
        workflow.perform(workflow.TAKE_SUPPLEMENT, dossier, Act(clerk))
    page = enter(clerk).get(reverse("dossier_supplement", args=[dossier.uuid]))
    assert page.status_code == 302
