"""A decision changes all its procedures at once, or none, whoever presses when."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from procedures import drafting, publishing
from procedures.models import Decision, Edition, Procedure
from tests.factories import EditionFactory, FieldFactory, ProcedureFactory

TODAY = date(2020, 12, 1)


def decision(number="100/QĐ-UBND", **values):
    return Decision.objects.create(
        number=number, subject="Công bố", signed_on=TODAY, signer="Lê Ánh Dương", effective_on=TODAY, **values
    )


def amended(paper, name="Tên mới"):
    """A procedure in force with a draft that ``paper`` announces."""
    procedure = ProcedureFactory(current__online_level=1)
    draft = drafting.draft_from(procedure.current)
    Edition.objects.filter(pk=draft.pk).update(name=name)
    paper.lines.create(procedure=procedure, effect="amended", edition=draft)
    return procedure


def name_in_force(procedure):
    return Procedure.objects.select_related("current").get(pk=procedure.pk).current.name


@pytest.fixture
def paper(db):
    return decision()


def test_all_procedures_change_at_once(paper, catalogue_admin):
    procedures = [amended(paper), amended(paper)]
    publishing.publish(paper, by=catalogue_admin)
    assert [name_in_force(procedure) for procedure in procedures] == ["Tên mới"] * 2


def test_who_published_it_when_is_kept(paper, catalogue_admin):
    amended(paper)
    publishing.publish(paper, by=catalogue_admin)
    paper.refresh_from_db()
    assert (paper.state, paper.published_by) == ("published", catalogue_admin)


def test_one_broken_draft_stops_the_whole_decision(paper):
    whole, broken = amended(paper), amended(paper)
    broken.editions.filter(state="draft").update(online_level=4, form={})
    with pytest.raises(publishing.NotPublished) as refusal:
        publishing.publish(paper, by=None)
    assert list(refusal.value.faults) == [broken.code]
    assert name_in_force(whole) == "Xác nhận tình trạng nhà ở"


def test_an_abolished_procedure_is_not_in_use(paper):
    procedure = ProcedureFactory()
    paper.lines.create(procedure=procedure, effect="abolished")
    publishing.publish(paper, by=None)
    assert not Procedure.objects.in_use().filter(pk=procedure.pk).exists()


def test_a_replaced_procedure_points_to_its_successor(paper):
    old, new = ProcedureFactory(), ProcedureFactory()
    paper.lines.create(procedure=old, effect="replaced", successor=new)
    publishing.publish(paper, by=None)
    assert publishing.ended() == {old.pk}


def test_a_new_procedure_comes_into_use(paper):
    procedure = Procedure.objects.create(code="9.000001", is_used=False)
    draft = EditionFactory(procedure=procedure, field=FieldFactory(), online_level=1, published=False)
    paper.lines.create(procedure=procedure, effect="new", edition=draft)
    publishing.publish(paper, by=None)
    assert Procedure.objects.in_use().filter(pk=procedure.pk).exists()


def test_a_published_decision_is_not_published_again(paper):
    amended(paper)
    publishing.publish(paper, by=None)
    with pytest.raises(publishing.AlreadyPublished):
        publishing.publish(paper, by=None)


def test_an_empty_decision_is_refused(paper):
    with pytest.raises(publishing.NothingToPublish):
        publishing.publish(paper, by=None)


def test_a_dossier_keeps_the_edition_it_was_filed_under(paper, dossier):
    before = dossier.edition_id
    draft = drafting.draft_from(dossier.edition)
    draft.online_level = 1
    draft.save(update_fields=["online_level"])
    paper.lines.create(procedure=dossier.edition.procedure, effect="amended", edition=draft)
    publishing.publish(paper, by=None)
    dossier.refresh_from_db()
    assert dossier.edition_id == before


# --- On a future date -------------------------------------------------------------------------


def test_a_scheduled_one_waits_for_its_day(paper):
    procedure = amended(paper)
    publishing.schedule(paper, TODAY + timedelta(days=9))
    assert publishing.publish_due(TODAY + timedelta(days=8)) == 0
    assert name_in_force(procedure) == "Xác nhận tình trạng nhà ở"


def test_on_its_day_it_is_published_once(paper):
    procedure = amended(paper)
    publishing.schedule(paper, TODAY)
    assert [publishing.publish_due(TODAY), publishing.publish_due(TODAY)] == [1, 0]
    assert name_in_force(procedure) == "Tên mới"


@pytest.mark.parametrize(("instant", "done"), [("2020-11-30T16:59:59Z", 0), ("2020-11-30T17:00:01Z", 1)])
def test_the_day_begins_at_midnight_in_hanoi(paper, time_machine, instant, done):
    amended(paper)
    publishing.schedule(paper, TODAY)
    time_machine.move_to(instant)
    assert publishing.publish_due() == done


def test_what_stands_in_the_way_on_the_day_is_shown(paper):
    procedure = amended(paper)
    publishing.schedule(paper, TODAY)
    procedure.editions.filter(state="draft").update(online_level=4, form={})
    publishing.publish_due(TODAY)
    paper.refresh_from_db()
    assert paper.state == "scheduled" and procedure.code in paper.faults[0]


def test_it_can_be_called_back(paper):
    amended(paper)
    publishing.schedule(paper, TODAY)
    publishing.unschedule(paper)
    assert publishing.publish_due(TODAY) == 0


# --- Two at once ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_one_publishes():
    paper = decision()
    amended(paper)
    outcomes, gate = [], threading.Barrier(2)
    threads = [threading.Thread(target=_publish, args=[paper.pk, gate, outcomes]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["AlreadyPublished", "done"]


def _publish(pk, gate, outcomes):
    gate.wait()
    try:
        publishing.publish(Decision.objects.get(pk=pk), by=None)
        outcomes.append("done")
    except publishing.AlreadyPublished as refusal:
        outcomes.append(type(refusal).__name__)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_decisions_on_one_procedure_leave_one_edition_in_force():
    first, second = decision(), decision("101/QĐ-UBND")
    procedure = amended(first, "Lần một")
    publishing.publish(first, by=None)
    draft = drafting.draft_from(Procedure.objects.get(pk=procedure.pk).current)
    second.lines.create(procedure=procedure, effect="amended", edition=draft)
    second.lines.create(procedure=ProcedureFactory(), effect="abolished")
    publishing.publish(second, by=None)
    assert Procedure.objects.get(pk=procedure.pk).current_id == draft.pk
    assert Decision.objects.filter(state="published", published_at__lte=timezone.now()).count() == 2
