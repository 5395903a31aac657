"""Refusing after appraisal: by a leader or after a leader's approval, inside the limit, with a result that says so
(Đ.19.8, D8)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, DossierEvent, Status
from dossiers.outlook import outlook
from dossiers.terms import steps
from dossiers.terms.refusing import APPROVED, PROPOSED, SENT_BACK, LeaderNeeded, LimitOver
from portal.notices.models import Notice
from tests.dossiers.terms import do, refusal

pytestmark = pytest.mark.django_db


def line(dossier, action: str, **values: str) -> None:
    """As the steps of approval write it."""
    dossier.last_event += 1
    dossier.save(update_fields=["last_event"])
    DossierEvent.objects.create(
        dossier=dossier, number=dossier.last_event, action=action, status_before=dossier.status, status=dossier.status,
        at=timezone.now(), by_name="", role="leader", values=values, hash="0" * 64,
    )  # fmt: skip


def overdue(dossier) -> Dossier:
    dossier.due_at = timezone.now() - timedelta(days=1)
    dossier.save(update_fields=["due_at"])
    return dossier


def test_a_leader_refuses_and_the_result_says_so(in_process, leader):
    do(steps.REFUSE_APPRAISED, in_process, leader, **refusal())
    assert (in_process.status, in_process.finished_at is not None) == (Status.FINISHED, True)
    result = in_process.results.get()
    assert (result.is_refusal, result.number) == (True, "5/TB-UBND")
    assert "từ chối" in str(outlook(in_process))


def test_an_officer_alone_does_not(in_process, officer):
    assert steps.REFUSE_APPRAISED not in workflow.available(in_process, officer)
    with pytest.raises(LeaderNeeded):
        do(steps.REFUSE_APPRAISED, in_process, officer, **refusal())


def test_an_officer_may_once_a_leader_has_approved_it(in_process, officer):
    line(in_process, PROPOSED, proposed="refuse")
    line(in_process, APPROVED)
    do(steps.REFUSE_APPRAISED, in_process, officer, **refusal())
    assert in_process.status == Status.FINISHED


@pytest.mark.parametrize("lines", [
    [(PROPOSED, {"proposed": "refuse"})],
    [(PROPOSED, {"proposed": "approve"}), (APPROVED, {})],
    [(PROPOSED, {"proposed": "refuse"}), (APPROVED, {}), (SENT_BACK, {})],
])  # fmt: skip
def test_no_other_word_of_a_leader_will_do(in_process, officer, lines):
    for action, values in lines:
        line(in_process, action, **values)
    with pytest.raises(LeaderNeeded):
        do(steps.REFUSE_APPRAISED, in_process, officer, **refusal())


def test_past_the_limit_the_apology_comes_first(in_process, leader):
    with pytest.raises(LimitOver):
        do(steps.REFUSE_APPRAISED, overdue(in_process), leader, **refusal())
    assert steps.REFUSE_APPRAISED not in workflow.available(in_process, leader)


def test_where_no_new_date_is_left_it_may_still_be_refused(in_process, leader):
    new_on = timezone.localdate() + timedelta(days=20)
    do(steps.RESCHEDULE, in_process, leader, note="Chờ", new_on=new_on)
    do(steps.REFUSE_APPRAISED, overdue(in_process), leader, **refusal())
    assert in_process.status == Status.FINISHED


def test_the_citizen_reads_the_refusal_and_why(in_process, leader, citizen, sign_in):
    do(steps.REFUSE_APPRAISED, in_process, leader, **refusal())
    notice = Notice.objects.filter(person=citizen).latest("pk")
    assert (notice.template.key, notice.values["reason"]) == ("matter_refused", "Đất không thuộc quy hoạch")
    page = sign_in(citizen).get(reverse("dossier", args=[in_process.uuid])).content.decode()
    assert "đã từ chối giải quyết" in page


def test_a_corrected_refusal_stays_a_refusal(in_process, leader):
    do(steps.REFUSE_APPRAISED, in_process, leader, **refusal())
    of = {"of": in_process.results.get().file.uuid}
    new = refusal(result_number="6/TB-UBND", note="Sai số")
    workflow.perform(workflow.ACTIONS["correct_result"], in_process, Act(leader, values=of | new))
    assert in_process.results.current().get().is_refusal
