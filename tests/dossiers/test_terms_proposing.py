"""A further request for a supplement: an official alone cannot send it, a leader decides (features §2 no 1)."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act, NotYours
from dossiers.models import Status
from dossiers.supplement.asking import ApprovalNeeded, NotAllJudged
from dossiers.terms import breaches, proposing, steps
from dossiers.terms.proposing import FirstIsFree, NothingProposed, OwnProposal, ProposalPending
from portal.agencies.models import Role
from portal.notices.models import Notice
from tests.dossiers.desk import buttons, press, shown
from tests.dossiers.supplements import ask, ask_again, judged, put_in, send
from tests.dossiers.terms import do
from tests.factories import PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
GROUND = "Khoản 2 Điều 101 Luật Đất đai"


@pytest.fixture
def dossier(asking, clerk, citizen):
    """Sent back once and put right."""
    ask(asking, clerk, "summary")
    put_in(asking, citizen, summary="Xin xác nhận nhà ở")
    send(asking, citizen)
    return asking


@pytest.fixture
def proposed(dossier, clerk):
    return do(steps.PROPOSE_SUPPLEMENT, dossier, clerk, **judged(dossier, "area", ground=GROUND))


@pytest.mark.parametrize("who", ["clerk", "head"])
def test_nobody_sends_a_second_request_alone(dossier, request, who):
    with pytest.raises((ApprovalNeeded, NotYours)):
        ask(dossier, request.getfixturevalue(who), "area", ground=GROUND)
    assert dossier.supplements.count() == 1


def test_a_proposal_changes_nothing_for_the_citizen(proposed, citizen):
    assert proposed.status == Status.SUBMITTED
    assert Notice.objects.filter(person=citizen).latest("pk").template.key == "supplement_complete"


def test_a_leader_approves_and_it_goes_out_as_proposed(proposed, head, citizen):
    workflow.perform(steps.APPROVE_SUPPLEMENT, proposed, Act(head))
    assert proposed.status == Status.SUPPLEMENT
    request = proposed.supplements.get(number=2)
    assert (request.ground, [item.key for item in request.items.all()]) == (GROUND, ["area"])
    assert Notice.objects.filter(person=citizen).latest("pk").values["reason"] == "Hồ sơ chưa đúng"


def test_a_leader_rejects_and_another_may_be_proposed(proposed, head, clerk):
    do(steps.REJECT_SUPPLEMENT, proposed, head, note="Đã yêu cầu đủ")
    assert proposed.supplements.count() == 1
    do(steps.PROPOSE_SUPPLEMENT, proposed, clerk, **judged(proposed, "phone", ground=GROUND))
    assert proposed.proposals.count() == 2


def test_the_clerk_does_not_approve(proposed, clerk):
    with pytest.raises(NotYours):
        workflow.perform(steps.APPROVE_SUPPLEMENT, proposed, Act(clerk))


def test_who_proposed_does_not_approve_be_they_a_leader_now(proposed, clerk, unit):
    PostFactory(user=clerk, agency=unit, role=Role.LEADER)
    with pytest.raises(OwnProposal):
        workflow.perform(steps.APPROVE_SUPPLEMENT, proposed, Act(clerk))


def test_one_at_a_time(proposed, clerk):
    with pytest.raises(ProposalPending):
        do(steps.PROPOSE_SUPPLEMENT, proposed, clerk, **judged(proposed, "area", ground=GROUND))


def test_the_first_needs_no_approval(asking, clerk):
    with pytest.raises(FirstIsFree):
        do(steps.PROPOSE_SUPPLEMENT, asking, clerk, **judged(asking, "area", ground=GROUND))


def test_nothing_is_passed_over_the_second_time_either(dossier, clerk):
    with pytest.raises(NotAllJudged):
        do(steps.PROPOSE_SUPPLEMENT, dossier, clerk, **judged(dossier, "area", ground=GROUND) | {"fine": []})


def test_nothing_proposed_nothing_approved(dossier, head):
    with pytest.raises(NothingProposed):
        workflow.perform(steps.APPROVE_SUPPLEMENT, dossier, Act(head))


def test_completing_leads_back_to_where_it_stood(proposed, head, citizen):
    workflow.perform(steps.APPROVE_SUPPLEMENT, proposed, Act(head))
    put_in(proposed, citizen, area=70)
    send(proposed, citizen)
    assert proposed.status == Status.SUBMITTED


# --- At the desk ------------------------------------------------------------------------------


def test_the_leader_sees_what_is_proposed_and_decides_on_the_page(proposed, head):
    desk = enter(head)
    page = shown(desk, proposed)
    assert GROUND in page and "Sửa area" in page
    assert {"approve_supplement", "reject_supplement"} <= buttons(desk, proposed)
    assert 'data-error-for="note"' in press(desk, proposed, "reject_supplement").content.decode()
    press(desk, proposed, "approve_supplement")
    proposed.refresh_from_db()
    assert proposed.status == Status.SUPPLEMENT


def test_the_clerk_sees_that_it_waits(proposed, clerk):
    page = shown(enter(clerk), proposed)
    assert GROUND in page
    assert "approve_supplement" not in page


def test_leaders_find_it_in_their_list(proposed, head, clerk):
    assert [one.dossier for one in breaches.to_approve(head)] == [proposed]
    assert not breaches.to_approve(clerk).exists()
    page = enter(head).get(reverse("admin:dossiers_terms") + "?viec=duyet-bo-sung").content.decode()
    assert proposed.public_code in page


def test_dossiers_asked_more_than_once_are_listed_and_counted_by_agency(dossier, clerk, head, outsider):
    assert not proposing.asked_again(clerk).exists()
    ask_again(dossier, clerk, head, "area")
    assert list(proposing.asked_again(clerk)) == [dossier]
    assert not proposing.asked_again(outsider).exists()
    page = enter(clerk).get(reverse("admin:dossiers_terms") + "?viec=bo-sung-nhieu-lan").content.decode()
    assert dossier.public_code in page
    assert f"{dossier.agency}</span>: <strong>1</strong>" in page


def test_the_citizen_s_page_leaves_the_agencies_own_steps_out(proposed, citizen, sign_in):
    page = sign_in(citizen).get(reverse("dossier", args=[proposed.uuid])).content.decode()
    assert "trình lãnh đạo" not in page.lower()
