"""Biểu 06: its identities over random lives of dossiers, and the same numbers from a plain reading of the histories."""

from collections import Counter
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from dossiers.models import Dossier
from dossiers.terms.standing import Punctuality, standing
from reports import facts
from reports.form06 import AGENCY, FIELD, Numbers, form06
from reports.scope import Scope, end_of
from tests.reports.examples import by_chance, undone
from tests.reports.histories import ACTS, BEGUN, SCRIPTS, World, from_the_book, world

pytestmark = pytest.mark.django_db
DAYS = some.tuples(some.integers(0, 25), some.integers(0, 25)).map(sorted)


def plainly(first, last) -> Numbers:
    """Dossier by dossier: an independent calculator, slow and plain."""
    counts = Counter()
    for dossier in Dossier.objects.exclude(code=None):
        counts.update(_kinds(dossier, end_of(first - timedelta(days=1)), end_of(last)))
    return Numbers(**counts)


def _kinds(dossier, begun, ended) -> list[str]:
    lines = [line for line in dossier.events.order_by("number") if line.at <= ended]
    received = next((line for line in lines if line.status_before < 2 and line.status in (2, 10)), None)
    decided = next((line for line in lines if received and line.at >= received.at and line.status in (7, 9, 10)), None)
    if received is None or (decided and decided.at <= begun):
        return []
    way = "online" if dossier.channel == "2" else "direct"
    return [way if received.at > begun else "carried", _end(dossier, decided, ended)]


def _end(dossier, decided, ended) -> str:
    found = standing(dossier, decided.at if decided else ended)
    if decided is None:
        return "overdue" if found.punctuality == Punctuality.OVERDUE else "running"
    if found.breached_at:
        return "late"
    return "early" if found.punctuality == Punctuality.EARLY else "on_time"


@by_chance
@given(script=SCRIPTS, days=DAYS)
def test_the_form_is_what_the_histories_say_one_by_one(lives: World, script, days):
    with undone():
        played = world()
        played.play([one for one in script if ACTS[one[0] % len(ACTS)] is not from_the_book])
        facts.catch_up()
        first, last = (BEGUN.date() + timedelta(days=number) for number in days)
        assert asdict(form06(AGENCY, first, Scope(last)).total) == asdict(plainly(first, last))


@by_chance
@given(script=SCRIPTS, days=DAYS)
def test_the_identities_of_the_form_hold_in_every_line(lives: World, script, days):
    with undone():
        played = world()
        played.play(script)
        facts.catch_up()
        first, last = (BEGUN.date() + timedelta(days=number) for number in days)
        forms = [form06(by, first, Scope(last)) for by in (AGENCY, FIELD)]
        for line in (line.numbers for form in forms for line in form.lines):
            assert line.received == line.resolved + line.open
        assert forms[0].total == forms[1].total


@by_chance
@given(script=SCRIPTS, days=DAYS)
def test_what_is_open_at_the_end_the_next_period_brings_over(lives: World, script, days):
    with undone():
        played = world()
        played.play(script)
        facts.catch_up()
        first, last = (BEGUN.date() + timedelta(days=number) for number in days)
        after = last + timedelta(days=1)
        now, following = form06(FIELD, first, Scope(last)), form06(FIELD, after, Scope(after + timedelta(days=9)))
        opened = {line.key: line.numbers.open for line in now.lines if line.numbers.open}
        assert opened == {line.key: line.numbers.carried for line in following.lines if line.numbers.carried}


def test_a_dossier_from_the_book_counts_on_the_day_it_was_entered(lives: World):
    lives.now += timedelta(days=2)
    lives.play([(ACTS.index(from_the_book), 0, 0)])
    facts.catch_up()
    entered, before = timezone.localdate(lives.now), timezone.localdate(lives.now) - timedelta(days=1)
    assert Dossier.objects.get().events.get().at < end_of(before)
    assert form06(AGENCY, before, Scope(before)).total.received == 0
    assert form06(AGENCY, entered, Scope(entered)).total.direct == 1
