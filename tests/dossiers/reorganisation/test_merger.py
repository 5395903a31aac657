"""A commune merges into another: nothing is lost, nobody loses sight, what is closed stays as it was (A4, A17)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers import drafts, withdrawing, workflow
from dossiers.act import Act
from dossiers.history import first_broken_event
from dossiers.models import Dossier, Status
from dossiers.reorganisation import ordering
from dossiers.reorganisation.tasks import carry_out_reorganisations
from portal.agencies.models import Agency, Change, Post, Role
from portal.notices.models import Notice
from tests.dossiers.batch.many import submitted
from tests.dossiers.reorganisation.merging import again, carried_out, everything, prepared, successor
from tests.dossiers.results import finished
from tests.factories import DraftFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(db):
    return successor()


@pytest.fixture
def received(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return dossier


@pytest.fixture
def merger(commune, new):
    return prepared(Change.Kind.MERGE, commune, into=new.agency)


def seen_by(*people) -> set[int]:
    return {pk for one in people for pk in Dossier.objects.reached_by(one).values_list("pk", flat=True)}


def test_open_dossiers_follow_with_a_line_in_their_history_and_keep_their_codes(received, merger, new):
    code, due = received.code, received.due_at
    assert carried_out(merger).counts["moved"] == 1
    received.refresh_from_db()
    assert (received.agency, received.received_by) == (new.agency, new.unit)
    assert (received.code, received.due_at, received.status) == (code, due, Status.RECEIVED)
    line = received.events.get(action="follow_agency")
    assert merger.number in line.note and line.by is None
    assert first_broken_event(received) is None


def test_as_many_dossiers_are_seen_afterwards_as_before(dossier, clerk, officer, merger, new):
    made = submitted(dossier, 3)
    workflow.perform(workflow.RECEIVE, made[0], Act(clerk))
    finished(made[1], clerk, officer)
    before = seen_by(clerk, officer)
    carried_out(merger)
    assert len(before) == 4 and seen_by(new.clerk) == before
    assert seen_by(clerk, officer) == before  # their posts go on at the successor


def test_posts_end_the_day_before_and_go_on_at_the_successor(clerk, unit, merger, new):
    carried_out(merger)
    day = merger.in_force_on
    old, going_on = Post.objects.filter(user=clerk).order_by("pk")
    assert (old.agency, old.until) == (unit, day - timedelta(days=1))
    assert (going_on.agency, going_on.since, going_on.role) == (new.unit, day, Role.CLERK)


def test_who_stays_behind_at_the_old_agency_sees_nothing_any_more(received, merger, unit, clerk):
    carried_out(merger)
    left = PostFactory(agency=unit, role=Role.CLERK).user
    assert seen_by(left) == set()
    with pytest.raises(workflow.NotYours):
        workflow.perform(workflow.FORWARD, received, Act(left))


def test_the_old_agency_ends_and_the_tree_below_it_comes_under_the_successor(commune, unit, merger, new):
    carried_out(merger)
    day = merger.in_force_on
    assert not Agency.objects.existing(day).filter(pk__in=[commune.pk, unit.pk]).exists()
    assert Agency.objects.existing(day - timedelta(days=1)).filter(pk__in=[commune.pk, unit.pk]).count() == 2
    assert commune.former_states.get().name == commune.name


def test_a_closed_dossier_stays_as_it_is_and_the_successor_sees_it(dossier, clerk, merger, new, citizen):
    workflow.perform(withdrawing.WITHDRAW, dossier, Act(citizen))
    before = Dossier.objects.filter(pk=dossier.pk).values().get(), list(dossier.events.values())
    carried_out(merger)
    assert (Dossier.objects.filter(pk=dossier.pk).values().get(), list(dossier.events.values())) == before
    assert dossier.pk in seen_by(new.clerk)


def test_a_decided_dossier_keeps_who_decided_and_is_handed_over_by_the_successor(dossier, clerk, officer, merger, new):
    finished(dossier, clerk, officer)
    carried_out(merger)
    dossier.refresh_from_db()
    assert (dossier.agency_id, dossier.received_by) == (merger.changes.get().agency_id, new.unit)
    workflow.perform(workflow.HAND_OVER, dossier, Act(new.clerk))
    assert dossier.status == Status.HANDED_OVER


def test_run_twice_it_is_the_same(received, dossier, merger):
    submitted(dossier, 2)
    carried_out(merger)
    before = everything()
    assert again(merger).counts == {}
    assert everything() == before


def test_a_draft_goes_to_the_successor_and_is_handed_in_there(draft, merger, new, citizen):
    carried_out(merger)
    draft.refresh_from_db()
    drafts.submit(draft, citizen, draft.version)
    assert (draft.agency, draft.received_by) == (new.agency, new.unit)
    assert draft.pk in seen_by(new.clerk)


def test_the_next_code_is_the_successor_s(draft, merger, new, citizen):
    carried_out(merger)
    draft.refresh_from_db()
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    workflow.perform(workflow.RECEIVE, draft, Act(new.clerk))
    assert draft.code.startswith(new.agency.code_2016)


def test_its_people_are_told_once(received, merger, citizen):
    carried_out(merger)
    again(merger)
    assert Notice.objects.filter(person=citizen, template__key="agency_changed").count() == 1


def test_nothing_happens_before_the_day(received, commune, new):
    merger = prepared(Change.Kind.MERGE, commune, into=new.agency, on=timezone.localdate() + timedelta(days=1))
    assert ordering.order_due(carry_out_reorganisations) == 0
    merger.refresh_from_db()
    assert merger.job is None


def test_a_dossier_handed_in_while_it_runs_follows_too(dossier, citizen, merger, new, commune, unit):
    carried_out(merger)
    late = DraftFactory(edition=dossier.edition, agency=commune, received_by=unit, submitter=citizen)
    workflow.perform(workflow.SUBMIT, late, Act(citizen))
    again(merger)
    late.refresh_from_db()
    assert (late.agency, late.received_by) == (new.agency, new.unit)
