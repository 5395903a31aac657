"""The table as a table.

Every action in every wrong status, by everybody who may not, and the way out of every open status.
"""

from itertools import pairwise

import pytest
from django.db import connection

from dossiers import withdrawing, workflow
from dossiers.act import Act, NotYours, Refusal, WrongStatus
from dossiers.action import NATION, SYSTEM
from dossiers.history import first_broken_event
from dossiers.models import Dossier, Involvement, NationalMessage, Status
from dossiers.process import course
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role
from tests.chaos.world import Province

pytestmark = pytest.mark.django_db
TABLE = list(workflow.ACTIONS.values())
Part = Involvement.Part


@pytest.fixture
def province() -> Province:
    """The dossier's agency and three others: one with no part in it, one that takes part, one that is asked."""
    return Province(agencies=4)


def at(province: Province, status: Status) -> Dossier:
    """A dossier put into ``status`` without its history: the table is asked, not the way there."""
    dossier = province.submitted(0)
    if status != Status.SUBMITTED:
        Dossier.objects.filter(pk=dossier.pk).update(
            status=status,
            code=None if status in (0, 1, 3, 7) else "000.01.22.H02-201130-0001",
            received_at=dossier.submitted_at,
        )
    workflow.effects.forward(dossier, Act(None))
    for part, desk in ((Part.JOINT, 2), (Part.CONSULTED, 3)):
        course.involve(dossier, province.desks[desk][0], part, dossier.submitted_at)
    dossier.refresh_from_db()
    return dossier


def rewrite_as_owner(dossier: Dossier) -> None:
    """What the application itself cannot do: its role may not update history."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    dossier.events.filter(number=2).update(note="khác")


def posted(province: Province) -> dict[User, tuple[str | None, str]]:
    """Every official, with their agency's part in the dossier and their role."""
    parts = (Part.DECIDING, None, Part.JOINT, Part.CONSULTED)
    cast = {}
    for part, (_, _, clerk, officer), leader in zip(parts, province.desks, province.leaders, strict=True):
        cast[clerk] = (Part.RECEIVING if part == Part.DECIDING else None, Role.CLERK)
        cast |= {officer: (part, Role.OFFICER), leader: (part, Role.LEADER)}
    return cast | {leader_of(province.desks[0][1]): (Part.RECEIVING, Role.LEADER)}


def holders(province: Province, grant: workflow.Grant) -> list[User | None]:
    """Everybody whom this grant of an action lets act; ``None`` is the system."""
    if workflow.APPLICANT in grant.roles:
        return [province.citizen]
    if {SYSTEM, NATION} & grant.roles:
        return [None]
    return [user for user, (part, role) in posted(province).items() if part == grant.part and role in grant.roles]


def leader_of(agency: Agency) -> User:
    leader, is_new = User.objects.get_or_create(username=f"leader-{agency.key}", defaults={"full_name": "Lãnh đạo"})
    if is_new:
        Post.objects.create(user=leader, agency=agency, role=Role.LEADER, since="2020-01-01")
    return leader


WRONG = [
    (action, grant, status)
    for action in TABLE
    for grant in action.grants
    for status in Status
    if status not in grant.sources
]


@pytest.mark.parametrize(
    ("action", "grant", "status"),
    WRONG,
    ids=[f"{action.name}-{action.grants.index(grant)}-{status.name}" for action, grant, status in WRONG],
)
def test_a_wrong_status_is_called_a_wrong_status(province, action, grant, status):
    with pytest.raises(WrongStatus):
        workflow.perform(action, at(province, status), Act(holders(province, grant)[0]))


@pytest.mark.parametrize("action", TABLE, ids=lambda action: action.name)
def test_nobody_without_the_role_at_that_agency_may(province, action):
    dossier = at(province, min(action.sources))
    stranger = User.objects.create_user("stranger", full_name="Người lạ")
    everybody = {*posted(province), stranger, province.citizen, None}
    for user in everybody - {user for grant in action.grants for user in holders(province, grant)}:
        with pytest.raises(NotYours):
            workflow.perform(action, dossier, Act(user))
    assert Dossier.objects.get(pk=dossier.pk).last_event == dossier.last_event


@pytest.mark.parametrize(
    "status",
    [status for status in Status if not status.is_final],
    ids=lambda status: status.name,
)
def test_every_open_status_has_a_way_out(status):
    leading_on = (action for action in TABLE if action.target not in (None, status))
    assert any(status in grant.sources for action in leading_on for grant in action.grants)


def test_no_action_leaves_a_final_status():
    leading_on = (action for action in TABLE if action.target is not None)
    assert not any(source.is_final for action in leading_on for grant in action.grants for source in grant.sources)


def test_the_second_clerk_is_told_it_is_already_done(province):
    dossier = province.submitted(0)
    stale = Dossier.objects.get(pk=dossier.pk)
    province.change(dossier, 0)
    with pytest.raises(WrongStatus):
        province.change(stale, 0)


def test_a_post_that_ended_gives_no_right(province):
    dossier = province.submitted(0)
    Post.objects.filter(user=province.desks[0][2]).update(since="2020-01-01", until="2020-06-30")
    with pytest.raises(NotYours):
        province.change(dossier, 0)


def test_a_step_writes_one_line_of_history_and_owes_it(province):
    dossier = province.submitted(0)
    province.change(dossier, 0)
    assert list(dossier.events.values_list("number", "action", "status")) == [(1, "submit", 1), (2, "receive", 2)]
    assert NationalMessage.objects.filter(subject=dossier).count() == 2


def test_history_is_chained_and_a_changed_line_is_found(province):
    dossier = province.submitted(0)
    province.change(dossier, 0)
    province.change(dossier, 1)
    assert first_broken_event(dossier) is None
    rewrite_as_owner(dossier)
    assert first_broken_event(dossier).number == 2


def test_events_of_one_dossier_are_a_second_apart(province):
    dossier = province.submitted(0)
    for step in range(3):
        province.change(dossier, step)
    moments = list(dossier.events.order_by("number").values_list("at", flat=True))
    assert all((later - earlier).total_seconds() >= 1 for earlier, later in pairwise(moments))


def test_withdrawal_after_acceptance_needs_both_sides(province):
    dossier = province.submitted(0)
    province.change(dossier, 0)
    clerk = province.desks[0][2]
    with pytest.raises(Refusal):
        workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, dossier, Act(clerk))
    workflow.perform(withdrawing.ASK_WITHDRAWAL, dossier, Act(province.citizen))
    assert dossier.status == Status.RECEIVED
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, dossier, Act(clerk))
    assert dossier.status == Status.WITHDRAWN


def test_buttons_are_the_table(province):
    dossier = province.submitted(0)
    _, _, clerk, officer = province.desks[0]
    assert {action.name for action in workflow.available(dossier, clerk)} == {"receive", "refuse", "ask_supplement"}
    assert workflow.available(dossier, officer) == []
    assert {action.name for action in workflow.available(dossier, province.citizen)} == {"withdraw", "change_return"}


def test_a_stranger_finds_nothing(province):
    dossier = province.submitted(0)
    stranger = User.objects.create_user("stranger", full_name="Người lạ")
    for user in (stranger, province.desks[1][2], province.desks[0][3]):
        assert not Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists()
    assert Dossier.objects.visible_to(province.citizen).filter(pk=dossier.pk).exists()
    assert Dossier.objects.visible_to(province.desks[0][2]).filter(pk=dossier.pk).exists()
