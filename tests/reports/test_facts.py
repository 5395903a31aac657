"""What is kept of dossiers says at every instant what their histories say when read anew."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as some

from dossiers.models import Dossier
from dossiers.terms.standing import Punctuality, standings
from reports import facts
from reports.models import Changed, Overdue, Passage
from tests.reports.examples import by_chance, undone
from tests.reports.histories import ACTS, BEGUN, SCRIPTS, World, from_the_book, world

pytestmark = pytest.mark.django_db
OPEN = {Punctuality.RUNNING, Punctuality.OVERDUE, Punctuality.UNTIMED}


def kept(instant: datetime) -> dict[int, str]:
    rows = Passage.objects.at(instant)
    late = set(rows.overdue(instant).values_list("pk", flat=True))
    return {row.dossier_id: _said(row, instant, row.pk in late) for row in rows}


def _said(row: Passage, instant: datetime, is_late: bool) -> str:
    if row.resolved_at and row.resolved_at <= instant:
        return row.outcome
    return "overdue" if is_late else "running"


def rows(dossiers) -> list[tuple]:
    """All that is kept of these."""
    passages = Passage.objects.filter(dossier__in=dossiers).order_by("dossier", "since_at")
    spells = Overdue.objects.filter(dossier__in=dossiers).order_by("dossier", "since_at")
    names = [field.attname for field in Passage._meta.concrete_fields if not field.primary_key]
    return [*passages.values_list(*names), *spells.values_list("dossier", "since_at", "until_at")]


def read_anew(instant: datetime) -> dict[int, str]:
    """From the histories, dossier by dossier, by the room that keeps them."""
    found = dict(standings(Dossier.objects.all(), instant))
    said = {}
    for dossier in Dossier.objects.filter(events__at__lte=instant, code__isnull=False).distinct():
        before = dossier.events.filter(at__lte=instant)
        if before.filter(status__in=[2, 10], status_before__in=[0, 1]).exists():
            said[dossier.pk] = _named(found[dossier.pk], before.filter(status__in=[7, 9, 10]).exists())
    return said


def _named(standing, is_resolved: bool) -> str:
    if not is_resolved:
        return "overdue" if standing.punctuality == Punctuality.OVERDUE else "running"
    if standing.breached_at:
        return "late"
    return "early" if standing.punctuality == Punctuality.EARLY else "on_time"


@by_chance
@given(script=SCRIPTS, hours=some.integers(0, 900))
def test_at_any_instant_it_is_what_the_histories_say(lives: World, script, hours):
    with undone():
        played = world()
        played.play([one for one in script if ACTS[one[0] % len(ACTS)] is not from_the_book])
        facts.catch_up()
        for instant in (played.now, BEGUN + timedelta(hours=hours)):
            assert kept(instant) == read_anew(instant)


@by_chance
@given(script=SCRIPTS)
def test_counted_anew_from_nothing_it_is_the_same(lives: World, script):
    with undone():
        played = world()
        played.play(script)
        facts.catch_up()
        everything = list(Dossier.objects.values_list("pk", flat=True))
        before = rows(everything)
        call_command("count_anew", stdout=StringIO())
        assert rows(everything) == before


def test_each_event_is_noted_in_its_own_transaction(lives: World):
    lives.play([(0, 0, 1)])
    assert set(Changed.objects.values_list("dossier", flat=True)) == {lives.dossiers[0].pk}
    facts.catch_up()
    assert not Changed.objects.exists()


def test_one_agency_has_a_dossier_at_a_time(lives: World):
    lives.play([(0, 0, 1), (1, 0, 1), (2, 0, 1), (18, 0, 5), (3, 0, 5)])
    facts.catch_up()
    first, second = Passage.objects.order_by("since_at")
    assert first.until_at == second.since_at
    assert [first.agency, second.agency] == lives.agencies
