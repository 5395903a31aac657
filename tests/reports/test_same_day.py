"""The same day gives the same figures, whatever comes later: corrections, reschedules, recounts, reorganisations."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given

from procedures.models import Plan
from reports import facts
from reports.figures import FIGURES
from reports.form06 import AGENCY, FIELD, form06
from reports.scope import Scope
from tests.reports.examples import by_chance, undone
from tests.reports.histories import BEGUN, SCRIPTS, World, world

pytestmark = pytest.mark.django_db


def said(day, agencies=None) -> dict:
    """Every figure with the keys of its rows, and both forms, of a day that is over."""
    facts.catch_up()
    scope = Scope(day, agencies)
    figures = {key: (figure.count(scope), *_rows(figure, scope)) for key, figure in FIGURES.items()}
    return figures | {by: form06(by, day - timedelta(days=9), scope) for by in (AGENCY, FIELD)}


def _rows(figure, scope) -> list[set]:
    return [set(listing.rows(scope).values_list(listing.key, flat=True)) for listing in figure.lists.values()]


@by_chance
@given(first=SCRIPTS, later=SCRIPTS)
def test_later_acts_change_no_figure_of_a_day_that_is_over(lives: World, first, later):
    with undone():
        played = world()
        played.play(first)
        day = timezone.localdate(played.now)
        played.now += timedelta(days=1)
        before = said(day)
        played.play(later)
        assert said(day) == before


@by_chance
@given(script=SCRIPTS)
def test_a_row_behind_a_figure_for_each_it_counts(lives: World, script):
    with undone():
        played = world()
        played.play(script)
        facts.catch_up()
        scope = Scope(timezone.localdate(played.now) + timedelta(days=1))
        for figure in FIGURES.values():
            value = figure.count(scope)
            if value is not None and "" in figure.lists:
                counted = value.of if figure.key == "tu-quoc-gia" else value.number
                assert figure.lists[""].rows(scope).count() == counted, figure.key


def test_the_figures_stand_for_what_happened(lives: World):
    lives.play([(0, 0, 1), (1, 0, 1), (2, 0, 1), (3, 0, 5), (0, 1, 1), (1, 1, 1)])
    facts.catch_up()
    scope = Scope(BEGUN.date() + timedelta(days=1))
    assert FIGURES["tiep-nhan"].count(scope).number == 2
    assert FIGURES["dung-han"].count(scope).parts == {"early": 1, "on_time": 0, "late": 0}
    assert FIGURES["dong-bo"].count(scope).of == 2


def test_before_a_plan_was_decided_nothing_is_measured_by_it(lives: World):
    day = BEGUN.date()
    Plan.objects.create(year=2020, target=2, out_of=5, decided_on=day + timedelta(days=1))
    assert FIGURES["tich-hop"].count(Scope(day)) is None
    assert FIGURES["tich-hop"].count(Scope(day + timedelta(days=1))).of == 2
