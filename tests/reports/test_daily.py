"""What is written down at night is what counting the day anew gives, and stays."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given

from procedures.models import Guide
from reports import daily
from reports.figures import FIGURES
from reports.models import DayFigure
from reports.scope import Scope
from tests.reports.examples import by_chance, undone
from tests.reports.histories import SCRIPTS, World, world

pytestmark = pytest.mark.django_db
SYNCHRONISED, VIDEOS = FIGURES["dong-bo"], FIGURES["video"]
DAY = timedelta(days=1)


@by_chance
@given(first=SCRIPTS, later=SCRIPTS)
def test_kept_and_counted_anew_agree_whatever_comes_later(lives: World, first, later):
    with undone():
        played = world()
        played.play(first)
        day = timezone.localdate(played.now)
        played.now += DAY
        daily.keep(day + DAY)
        played.play(later)
        kept = daily.measure(SYNCHRONISED, Scope(day))
        assert DayFigure.objects.filter(day=day, figure=SYNCHRONISED.key).exists()
        assert kept == SYNCHRONISED.count(Scope(day))


def test_a_night_that_was_missed_is_made_up_and_none_is_written_twice():
    today = timezone.localdate()
    daily.keep(today - 3 * DAY)
    daily.keep(today)
    daily.keep(today)
    days = DayFigure.objects.filter(figure=SYNCHRONISED.key).order_by("day").values_list("day", flat=True)
    assert list(days) == [today - 4 * DAY, today - 3 * DAY, today - 2 * DAY, today - DAY]


def test_videos_of_a_past_day_are_those_of_that_night():
    today = timezone.localdate()
    Guide.objects.create(kind="video", title="Nộp hồ sơ", is_published=True)
    daily.keep(today)
    Guide.objects.all().delete()
    assert daily.measure(VIDEOS, Scope(today - DAY)).number == 1
    assert daily.measure(VIDEOS, Scope(today)).number == 0
    assert daily.measure(VIDEOS, Scope(today - 2 * DAY)) is None
