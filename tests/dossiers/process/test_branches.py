"""Branches of one number run side by side, each with its term; the next number begins when all are done (Đ.19.6)."""

import pytest

from dossiers.models import Dossier
from dossiers.process import queues, refusals, steps
from portal.agencies.models import Role
from procedures.models import Responsibility
from tests.dossiers.process.ways import do, forwarded, here, rule, submit
from tests.factories import AgencyFactory, PostFactory
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db
TOGETHER = (
    (1, 1, "Phân công", Role.LEADER, 2), (2, 1, "Tra cứu", Role.OFFICER, 6), (2, 2, "Xác minh", Role.OFFICER, 12),
    (3, 1, "Ký", Role.LEADER, 4), (4, 1, "Phát hành", Role.OFFICER, 6),
)  # fmt: skip


@pytest.fixture
def police(db):
    return AgencyFactory(name="Công an tỉnh")


@pytest.fixture
def policeman(police):
    return PostFactory(agency=police, role=Role.OFFICER).user


@pytest.fixture
def parted(dossier, clerk, leader, officer, police) -> Dossier:
    """At the two branches: one here, one with the police, who take part."""
    with law_rewritten():
        Responsibility.objects.create(edition=dossier.edition, part="coordinating", level=1, agency=police)
    rule(dossier.edition, TOGETHER, b2="công an tỉnh")
    return do(steps.ASSIGN, forwarded(dossier, clerk), leader, official=officer)


def test_all_branches_open_at_once_each_with_its_term(parted, officer, commune, police):
    first, second = parted.tasks.open().order_by("branch")
    assert (first.agency, first.assignee, second.agency, second.assignee) == (commune, officer, police, None)
    assert first.due_at < second.due_at


def test_the_agency_of_a_branch_sees_the_dossier_until_its_part_is_done(parted, policeman):
    assert list(queues.unassigned(policeman)) == [parted]
    do(steps.CLAIM, parted, policeman)
    assert list(queues.mine(policeman)) == [parted]
    do(steps.NEXT_STEP, parted, policeman, remark="Không có án tích")
    assert not Dossier.objects.reached_by(policeman).exists()


def test_the_next_number_waits_for_every_branch(parted, officer, policeman):
    with pytest.raises(refusals.BranchesOpen):
        submit(parted, officer)
    do(steps.CLAIM, parted, policeman)
    do(steps.NEXT_STEP, parted, policeman)
    assert here(parted) == [(2, 1, officer)]
    submit(parted, officer)
    assert [number for number, *_ in here(parted)] == [3]


def test_the_last_branch_here_is_not_merely_passed_on(parted, officer):
    with pytest.raises(refusals.ApprovalNeeded):
        do(steps.NEXT_STEP, parted, officer)


def test_two_branches_here_are_assigned_one_by_one(dossier, clerk, leader, officer, second_officer):
    rule(dossier.edition, TOGETHER)
    do(steps.ASSIGN, forwarded(dossier, clerk), leader, official=officer)
    second = dossier.tasks.open().get(branch=2)
    do(steps.ASSIGN, dossier, leader, official=second_officer, task=second.pk)
    assert here(dossier) == [(2, 1, officer), (2, 2, second_officer)]
    do(steps.NEXT_STEP, dossier, second_officer)
    assert here(dossier) == [(2, 1, officer)]


def test_returning_the_next_step_opens_every_branch_again(dossier, clerk, leader, officer):
    rule(dossier.edition, ((1, 1, "A", "officer", 8), (1, 2, "B", "officer", 8), (2, 1, "C", "officer", 16)))
    forwarded(dossier, clerk)
    for _branch in (1, 2):
        do(steps.CLAIM, dossier, officer)
        do(steps.NEXT_STEP, dossier, officer)
    do(steps.CLAIM, dossier, officer)
    do(steps.RETURN_STEP, dossier, officer, remark="Làm lại")
    assert here(dossier) == [(1, 1, officer), (1, 2, officer)]
