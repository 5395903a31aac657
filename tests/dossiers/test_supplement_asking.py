"""An official asks for a supplement: what is written, who may, and what the law wants said (Đ.17.2, 19.4)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers import withdrawing, workflow
from dossiers.act import Act, NotYours, WrongStatus
from dossiers.models import Attachment, Status
from dossiers.supplement import walk
from dossiers.supplement.asking import GroundMissing, NotAllJudged, NothingAsked, NotOfThisDossier, WithdrawalPending
from tests.dossiers.supplements import ask, ask_again, give_file, judged, paper_key, put_in, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(asking):
    return asking


@pytest.fixture
def received(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return dossier


@pytest.fixture
def in_process(received, clerk):
    workflow.perform(workflow.FORWARD, received, Act(clerk))
    return received


def test_everything_typed_and_every_paper_is_judged(dossier):
    keys = list(walk.points(dossier))
    land = paper_key(dossier, "Giấy chứng nhận quyền")
    typed = ["owner_name", "phone", "married", "summary", "area", "children", "children/r1", "children/r2"]
    assert keys == [*typed, land]


def test_the_request_keeps_what_everything_was(dossier, clerk):
    land = paper_key(dossier, "Giấy chứng nhận quyền")
    ask(dossier, clerk, "summary", "children/r2", land)
    kept = {item.key: item.before for item in dossier.supplements.get().items.all()}
    file = dossier.attachments.get()
    assert kept == {
        "summary": "Xin xác nhận",
        "children/r2": {"id": "r2", "child": "Bình", "born": "2017-03-04"},
        land: [str(file.uuid)],
    }


def test_before_acceptance_the_number_stays_and_no_clock_runs(dossier, clerk):
    number = dossier.provisional_number
    ask(dossier, clerk, "summary")
    assert (dossier.status, dossier.code, dossier.provisional_number) == (Status.SUPPLEMENT, None, number)
    assert (dossier.due_at, dossier.reception_due_at) == (None, None)


def test_after_acceptance_the_legal_clock_stops_and_both_dates_stay(in_process, officer):
    due = in_process.due_at
    ask(in_process, officer, "summary")
    assert (in_process.due_at, in_process.first_due_at) == (None, due)
    assert in_process.supplements.get().due_before == due


def test_the_leader_may_too(in_process, leader):
    ask(in_process, leader, "summary")
    assert in_process.status == Status.SUPPLEMENT


def test_a_clerk_asks_at_reception_and_not_once_it_is_in_process(in_process, clerk):
    with pytest.raises(WrongStatus):
        ask(in_process, clerk, "summary")


def test_the_officer_waits_until_the_dossier_is_theirs(received, officer):
    with pytest.raises(NotYours):
        ask(received, officer, "summary")


def test_a_request_for_nothing_is_refused(dossier, clerk):
    with pytest.raises(NothingAsked):
        ask(dossier, clerk)


@pytest.mark.parametrize("key", ["twice", "spouse", "nonsense", "children/r9", "#0"])
def test_what_the_dossier_does_not_ask_cannot_be_asked_for(dossier, clerk, key):
    with pytest.raises(NotOfThisDossier):
        ask(dossier, clerk, key)
    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED


def test_a_withdrawal_is_answered_first(received, citizen, clerk):
    workflow.perform(withdrawing.ASK_WITHDRAWAL, received, Act(citizen))
    with pytest.raises(WithdrawalPending):
        ask(received, clerk, "summary")


def test_nothing_may_be_passed_over(dossier, clerk):
    walked = judged(dossier, "summary")
    with pytest.raises(NotAllJudged):
        workflow.perform(workflow.ASK_SUPPLEMENT, dossier, Act(clerk, values=walked | {"fine": walked["fine"][1:]}))
    assert dossier.supplements.count() == 0


def test_a_second_request_needs_a_written_ground_and_is_counted(dossier, clerk, head, citizen):
    ask(dossier, clerk, "summary")
    put_in(dossier, citizen, summary="Xin xác nhận nhà ở")
    send(dossier, citizen)
    with pytest.raises(GroundMissing):
        ask_again(dossier, clerk, head, "area", ground="")
    ask_again(dossier, clerk, head, "area", ground="Luật Đất đai Đ.100")
    assert [(one.number, one.is_first) for one in dossier.supplements.all()] == [(1, True), (2, False)]


def test_after_the_third_working_day_a_ground_is_needed(in_process, officer):
    later = in_process.received_at + timedelta(days=8)
    with pytest.raises(GroundMissing):
        ask(in_process, officer, "summary", at=later)
    ask(in_process, officer, "summary", at=later, ground="Thông tư 30/2014 cho phép")
    assert in_process.supplements.get().ground


def test_the_database_keeps_one_open_request(dossier, clerk):
    ask(dossier, clerk, "summary")
    twin = dossier.supplements.get()
    twin.pk, twin.number, twin.ground = None, 2, "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_two_rows_of_one_id_are_judged_once(dossier):
    rows = dossier.answers["children"]["value"]
    dossier.answers["children"]["value"] = [*rows, {**rows[0], "child": "Kẻ trùng"}]
    assert [key for key in walk.points(dossier) if key.startswith("children/")] == ["children/r1", "children/r2"]


def test_what_the_nation_says_is_not_the_citizens_to_change(dossier):
    assert "owner_name" in walk.points(dossier)
    dossier.edition.form = locked(dossier.edition.form)
    dossier.answers["owner_name"]["source"] = "national identity"
    assert "owner_name" not in walk.points(dossier)


def locked(form):
    form = {**form, "steps": [dict(step) for step in form["steps"]]}
    first, *rest = form["steps"][0]["questions"]
    form["steps"][0]["questions"] = [{**first, "prefill": "owner.name", "locked": True}, *rest]
    return form


def test_an_offered_file_is_the_applicants_alone_until_it_is_sent(dossier, clerk, citizen):
    land = paper_key(dossier, "Giấy chứng nhận quyền")
    ask(dossier, clerk, land)
    give_file(dossier, citizen, land)
    assert Attachment.objects.visible_to(citizen).count() == 2
    assert [file.stored.name for file in Attachment.objects.visible_to(clerk)] == ["dat-cu.pdf"]


def test_reception_may_refuse_what_never_came_and_only_then(dossier, clerk):
    ask(dossier, clerk, "summary", due_at=timezone.now() + timedelta(days=5))
    refuse = {"note": "Quá hạn bổ sung"}
    assert "refuse" not in {action.name for action in workflow.available(dossier, clerk)}
    late = Act(clerk, timezone.now() + timedelta(days=6), refuse)
    workflow.perform(workflow.REFUSE, dossier, late)
    assert dossier.status == Status.REFUSED
