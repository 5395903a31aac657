"""The decision of the demonstration: written once, with one thing to mend before it can be published."""

import json

import pytest

from procedures import decisions_seed, publishing
from procedures.models import Component, Decision, Procedure, ProcessStep
from tests.factories import FieldFactory, ProcedureFactory
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db
SAID = json.loads(decisions_seed.FILE.read_text(encoding="utf-8"))


@pytest.fixture
def catalogue(db):
    FieldFactory(code="LV-279AE4", name="Bảo trợ xã hội")
    for part in ("amended", "abolished"):
        ProcedureFactory(code=SAID[part]["code"], current__online_level=1)
    edition = Procedure.objects.get(code=SAID["amended"]["code"]).current
    with law_rewritten():
        for number, name in enumerate((SAID["amended"]["paper"], SAID["amended"]["without_paper"]), 1):
            Component.objects.create(edition=edition, number=number, name=name, copies=1)


@pytest.fixture
def decision(catalogue, commune):
    decisions_seed.seed()
    return Decision.objects.get()


def test_one_is_amended_one_new_one_abolished(decision):
    assert sorted(decision.lines.values_list("effect", flat=True)) == ["abolished", "amended", "new"]
    assert decision.is_open


def test_the_amended_one_asks_for_a_paper_less(decision):
    draft = decision.lines.get(effect="amended").edition
    assert [paper.name for paper in draft.components.all()] == [SAID["amended"]["paper"]]


def test_only_the_hours_are_wrong_and_once_mended_it_is_published(decision):
    faults = publishing.check(decision)
    assert list(faults) == ["3.000990"] and len(faults["3.000990"]) == 1
    ProcessStep.objects.filter(edition__procedure__code="3.000990", number=3).update(hours=12)
    publishing.publish(decision, by=None)
    assert Procedure.objects.get(code="3.000990").current is not None


def test_a_second_time_nothing_is_written(decision):
    assert decisions_seed.seed() == "is there"
    assert Decision.objects.count() == 1


def test_where_its_procedures_are_not_there_nothing_is_written(db):
    assert "left out" in decisions_seed.seed()
    assert not Decision.objects.exists() and not Procedure.objects.exists()
