"""Figures of the link: what was filed at the national portal, and what it had acknowledged by a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, NationalMessage
from dossiers.reconciliation import healing
from reports import facts
from reports.figures import FIGURES
from reports.scope import Scope
from tests.dossiers.inward.sending import of_the_nation, said

pytestmark = pytest.mark.django_db


def counted(key: str, day=None) -> tuple[int, int]:
    facts.catch_up()
    value = FIGURES[key].count(Scope(day or timezone.localdate()))
    return value.number, value.of


@pytest.fixture
def from_there(procedure, commune, unit, calendar, clerk) -> Dossier:
    assert said(of_the_nation(procedure))[0] in {0, "0"}
    dossier = Dossier.objects.exclude(national_code="").get()
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return dossier


def test_what_was_filed_there_counts_from_its_reception(from_there, dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    scope = Scope(timezone.localdate(), now=timezone.now() + timedelta(minutes=1))
    facts.catch_up()
    value = FIGURES["tu-quoc-gia"].count(scope)
    assert (value.number, value.of) == (0, 1)
    rows = FIGURES["tu-quoc-gia"].lists[""].rows(scope)
    assert [row.dossier_id for row in rows] == [from_there.pk]


def test_owed_once_more_was_acknowledged_before(from_there):
    earlier = timezone.now() - timedelta(days=2)
    NationalMessage.objects.update(created_at=earlier, sent_at=earlier, next_attempt_at=None)
    day = timezone.localdate() - timedelta(days=1)
    assert counted("dong-bo", day) == (1, 1)
    healing.lines(from_there, NationalMessage.objects.all())
    assert counted("dong-bo", day) == (1, 1) and counted("dong-bo") == (1, 1)
