"""Figures of how citizens judge: satisfied raters, and low ratings that were answered in time; behind them the same of
each agency and field of procedures. Never of fewer than five."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When
from django.db.models import Value as Given
from django.utils.translation import gettext_lazy as _

from feedback.models import Rating, RemarkQuerySet
from feedback.models.ratings import SATISFIED
from feedback.ratings import answered, counts
from feedback.ratings.counts import Standing
from feedback.ratings.shares import FEWEST, last_told
from feedback.ratings.slips import SCORES
from portal.agencies.models import Agency
from procedures.models import Field
from reports.figures.base import Column, Figure, Listing, Value
from reports.scope import Scope


def _rated(scope: Scope) -> QuerySet[Rating]:
    """As far as it is told: until the Sunday before, so that nobody sees a number grow with a single rater."""
    rated = Rating.objects.filter(on__lte=last_told(scope.on)).order_by()
    return rated if scope.agencies is None else rated.filter(agency__in=scope.agencies)


def _satisfied(scope: Scope) -> Value | None:
    """Nothing of fewer than five raters."""
    scores = list(_rated(scope).values_list("score", flat=True))
    if len(scores) < FEWEST:
        return None
    parts = {key: scores.count(int(key)) for key in SCORES}
    return Value(sum(score >= SATISFIED for score in scores), len(scores), parts)


def _tasks(scope: Scope) -> RemarkQuerySet:
    judged = answered.judged(scope.at)
    return judged if scope.agencies is None else judged.filter(agency__in=scope.agencies)


def _answered(scope: Scope) -> Value | None:
    """Nothing of fewer than five."""
    share = answered.everywhere(_tasks(scope))
    return Value(share.number, share.of) if share.of else None


# --- Each agency, each field ------------------------------------------------------------------
NUMBERS: Mapping[str, Callable[[Standing], int | None]] = {
    "raters": lambda one: one.raters,
    "happy": lambda one: one.satisfied.percent,
    "judged": lambda one: one.in_time.of or None,
    "good": lambda one: one.in_time.percent,
}


def _agencies(scope: Scope) -> QuerySet[Any]:
    return _told(Agency.objects.all(), counts.by_agency(_rated(scope), _tasks(scope)))


def _fields(scope: Scope) -> QuerySet[Any]:
    return _told(Field.objects.all(), counts.by_field(_rated(scope), _tasks(scope)))


def _told(rows: QuerySet[Any], standings: Mapping[int, Standing]) -> QuerySet[Any]:
    """Those of which enough is known, with their numbers as columns."""
    found: QuerySet[Any] = rows.filter(pk__in=standings)
    columns = {name: _column(standings, read) for name, read in NUMBERS.items()}
    told: QuerySet[Any] = found.annotate(**columns)
    return told


def _column(standings: Mapping[int, Standing], read: Callable[[Standing], int | None]) -> Case:
    cases = [When(pk=key, then=Given(read(one))) for key, one in standings.items()]
    return Case(*cases, output_field=IntegerField(null=True))


def _columns(whose: Any) -> tuple[Column, ...]:
    return (
        Column(whose, "name", is_vietnamese=True, width=60),
        Column(_("Raters"), "raters", width=14),
        Column(_("Satisfied, in per cent"), "happy", width=20),
        Column(_("Low ratings to be answered"), "judged", width=24),
        Column(_("Answered in time, in per cent"), "good", width=24),
    )


LISTS = {
    "co-quan": Listing(_("Ratings by agency"), _agencies, _columns(_("Agency"))),
    "linh-vuc": Listing(_("Ratings by field"), _fields, _columns(_("Field"))),
}


FIGURES = (
    Figure(
        "hai-long",
        _("Satisfied raters"),
        _("raters"),
        _("Of those who rated reception or the end of a dossier by the Sunday before the day, those who chose "
          "“Satisfied” or “Very satisfied”. Nobody rates a stage of a dossier twice; fewer than five raters are not "
          "shown."),
        _("ratings"),
        _satisfied,
        SCORES,
        LISTS,
        of=_("all raters"),
    ),
    Figure(
        "danh-gia-thap",
        _("Low ratings answered in time"),
        _("answers"),
        _("Of the low ratings with words, of those who rated by the Sunday before the day, that were answered or whose "
          "term was over by then, those answered in time. Fewer than five are not shown."),
        _("ratings"),
        _answered,
        {},
        LISTS,
        of=_("low ratings to be answered"),
    ),
)  # fmt: skip
