"""Fields handed over, agencies renamed or put under another, and who is competent afterwards."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier
from dossiers.names import NamesOf
from dossiers.reorganisation import dry_run, ordering
from portal.agencies.models import Agency, Change, Reorganisation
from portal.agencies.reorganising import put_in_force
from portal.agencies.succession import Asked, followed, successor_on
from procedures.models import Responsibility
from tests.dossiers.reorganisation.merging import carried_out, prepared, successor
from tests.dossiers.results import finished
from tests.factories import AgencyFactory
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db
Kind = Change.Kind


@pytest.fixture
def new(db):
    return successor()


def named(edition, agency) -> None:
    """A published edition says by name who decides."""
    with law_rewritten():
        Responsibility.objects.create(edition=edition, part="deciding", level=agency.level, agency=agency)


def test_new_filings_reach_the_successor_of_whom_the_edition_names(dossier, commune, new):
    named(dossier.edition, commune)
    assert list(dossier.edition.receivers()) == [commune]
    carried_out(prepared(Kind.MERGE, commune, into=new.agency))
    assert list(dossier.edition.receivers()) == [new.agency]
    assert dossier.edition.responsibilities.get().agency == commune  # law stays as it was published


def test_only_the_field_that_is_handed_over_moves(dossier, clerk, commune, unit, new):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    named(dossier.edition, commune)
    carried_out(prepared(Kind.FIELD, commune, into=new.agency, field=dossier.edition.field.code))
    dossier.refresh_from_db()
    assert (dossier.agency, dossier.received_by) == (new.agency, unit)
    held = dossier.involvements.current().values_list("part", "agency")
    assert set(held) == {("receiving", unit.pk), ("deciding", new.agency.pk)}
    assert list(dossier.edition.receivers()) == [new.agency]


def test_another_field_stays_with_its_agency(dossier, commune, new):
    carried_out(prepared(Kind.FIELD, commune, into=new.agency, field="X-1"))
    dossier.refresh_from_db()
    assert dossier.agency == commune and not dossier.events.filter(action="follow_agency").exists()


def test_a_field_that_came_back_is_with_its_first_agency(commune, new):
    today = timezone.localdate()
    for days, old, to in ((20, commune, new.agency), (10, new.agency, commune)):
        carried_out(prepared(Kind.FIELD, old, into=to, field="X-1", on=today - timedelta(days=days)))
    assert successor_on(commune, today, "X-1") == commune
    assert successor_on(commune, today - timedelta(days=15), "X-1") == new.agency


def test_successors_are_followed_from_one_to_the_next(commune, new):
    last, today = AgencyFactory(), timezone.localdate()
    carried_out(prepared(Kind.MERGE, commune, into=new.agency, on=today - timedelta(days=30)))
    carried_out(prepared(Kind.MERGE, new.agency, into=last))
    assert followed([commune.pk], Asked(today)) == {last.pk}
    assert successor_on(commune, today - timedelta(days=1)) == new.agency
    assert successor_on(commune, today - timedelta(days=31)) == commune


def test_a_name_that_ended_stays_in_the_history_and_at_what_is_closed(dossier, commune, citizen):
    workflow.perform(withdrawing.WITHDRAW, dossier, Act(citizen))
    before, day = commune.name, timezone.localdate() + timedelta(days=1)
    rename = prepared(Kind.RENAME, commune, name="Ủy ban nhân dân phường Tân Mỹ", short_name="Tân Mỹ", on=day)
    put_in_force(rename)
    closed = Dossier.objects.get(pk=dossier.pk)
    names = NamesOf(closed, closed.events.all())
    assert closed.agency.name == "Ủy ban nhân dân phường Tân Mỹ"
    assert names.of(closed.agency) == before
    assert closed.agency.former_states.get().until == day - timedelta(days=1)


def test_the_slip_of_a_result_and_its_page_go_on_saying_the_same(dossier, clerk, officer, commune):
    finished(dossier, clerk, officer)
    before = commune.name
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    day = timezone.localdate() + timedelta(days=1)
    put_in_force(prepared(Kind.RENAME, commune, name="Ủy ban nhân dân phường Tân Mỹ", on=day))
    token = dossier.results.get().token
    assert before in Client().get(reverse("verify_result", args=[token])).content.decode()


def test_an_agency_comes_under_another_and_its_codes_stay(commune):
    district, codes = AgencyFactory(kind=Agency.Kind.DISTRICT), (commune.code_2016, commune.code_2020)
    carried_out(prepared(Kind.PARENT, commune, into=district))
    commune.refresh_from_db()
    assert commune.parent == district and (commune.code_2016, commune.code_2020) == codes


def test_who_prepared_it_cannot_confirm_it(administrator, commune):
    made = Reorganisation.objects.create(
        number="1", about="x", in_force_on=timezone.localdate(), prepared_by=administrator
    )
    Change.objects.create(reorganisation=made, kind=Kind.RENAME, agency=commune, name="Xã Mới")
    with pytest.raises(ordering.SecondPersonNeeded):
        ordering.confirm(made, administrator)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor by going round the door
        Reorganisation.objects.filter(pk=made.pk).update(confirmed_by=administrator)


def test_the_dry_run_counts_what_then_moves(dossier, clerk, commune, new):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    merger = prepared(Kind.MERGE, commune, into=new.agency)
    (line,) = dry_run.outlooks(merger)
    counted = {str(heap.label): heap.number for heap in line.moving}
    job = carried_out(merger)
    assert sorted(counted.values()) == [1, 1] and job.counts["moved"] == 1
    assert [heap for one in dry_run.outlooks(merger) for heap in one.moving if "dossiers" in str(heap.label)] == []
