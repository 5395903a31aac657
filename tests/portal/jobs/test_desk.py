"""Long work at the desk: who sees what, how far it is, what came of it, and what one may do to it."""

import json

import pytest
from django.urls import reverse

from portal.jobs import Job
from tests.dossiers.pages import hidden, page_of, send
from tests.factories import PostFactory
from tests.portal.desk import enter
from tests.portal.jobs.counting import ordered, run


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def job(catalogue_admin) -> Job:
    return ordered(by=catalogue_admin)


@pytest.fixture
def colleague(db):
    return PostFactory(role="catalogue").user


def page(name: str, job: Job) -> str:
    return reverse(f"admin:portal_job_{name}", args=[job.uuid])


def listed(desk) -> str:
    return desk.get(reverse("admin:portal_job_changelist")).content.decode()


def buttons(desk, job: Job) -> list[str]:
    return [name for name, _label in desk.get(page("page", job)).context["acts"]]


def act(desk, job: Job, action: str):
    response = send(desk, page("page", job), action=action)
    job.refresh_from_db()
    return response


@pytest.mark.parametrize("name", ["page", "progress", "result"])
def test_somebody_elses_job_is_404(job, colleague, name):
    run(job, slices=9)
    assert enter(colleague).get(page(name, job)).status_code == 404


def test_somebody_elses_job_is_not_stopped(job, colleague):
    assert enter(colleague).post(page("page", job), {"action": "stop"}).status_code == 404
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def test_somebody_elses_job_is_not_listed(job, colleague):
    assert str(job.uuid) not in listed(enter(colleague))


def test_the_nightly_ones_are_everybodys(desk, colleague):
    nightly = ordered(by=None)
    assert all(str(nightly.uuid) in listed(window) for window in (desk, enter(colleague)))


def test_ones_own_are_listed_newest_first(desk, job, catalogue_admin):
    newer = ordered(by=catalogue_admin)
    shown = listed(desk)
    assert 0 < shown.index(str(newer.uuid)) < shown.index(str(job.uuid))


def test_an_empty_list_says_what_will_stand_there(desk):
    assert "Bạn chưa bắt đầu việc chạy nền nào" in listed(desk)


def test_progress_is_told_to_the_page(desk, job):
    run(job, slices=2)
    said = json.loads(desk.get(page("progress", job)).content)
    assert said == {"state": "running", "open": True, "done": 1, "total": 3, "percent": 33}


def test_the_bar_stands_where_the_job_is(desk, job):
    run(job, slices=2)
    assert 'value="33" max="100"' in desk.get(page("page", job)).content.decode()


def test_a_job_under_way_moves_by_itself_and_without_javascript_by_a_link(desk, job):
    """Never by a timer that takes the page away from who reads it (WCAG 2.2.1)."""
    shown = desk.get(page("page", job)).content.decode()
    assert "job-progress" in shown
    assert "http-equiv" not in shown
    assert f'<noscript><p><a class="govuk-link" href="{page("page", job)}">' in shown


def test_a_finished_one_does_not(desk, job):
    run(job, slices=9)
    assert "job-progress" not in desk.get(page("page", job)).content.decode()


def test_the_result_is_a_download(desk, job):
    run(job, slices=9)
    response = desk.get(page("result", job))
    assert response.headers["Content-Disposition"] == 'attachment; filename="dem.txt"'
    assert b"".join(response.streaming_content) == b"1 2 3"


def test_before_there_is_one_the_result_is_404(desk, job):
    assert desk.get(page("result", job)).status_code == 404


def test_under_way_it_can_be_paused_and_stopped(desk, job):
    assert buttons(desk, job) == ["pause", "stop"]


def test_paused_it_can_go_on_or_be_stopped(desk, job):
    act(desk, job, "pause")
    assert (job.state, buttons(desk, job)) == (Job.State.PAUSED, ["go_on", "stop"])


def test_gone_on_with_it_waits_for_a_worker(desk, job):
    act(desk, job, "pause")
    act(desk, job, "go_on")
    assert job.state == Job.State.WAITING


def test_stopped_nothing_is_left_to_do(desk, job):
    act(desk, job, "stop")
    assert (job.state, buttons(desk, job)) == (Job.State.STOPPED, [])


def test_an_act_that_comes_too_late_changes_nothing(desk, job):
    token = hidden(page_of(desk, page("page", job)), "form_token")
    run(job, slices=9)
    assert desk.post(page("page", job), {"action": "stop", "form_token": token}).status_code == 302
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_an_unknown_act_shows_the_page(desk, job):
    assert desk.post(page("page", job), {"action": "explode"}).status_code == 200
