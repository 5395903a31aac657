"""Figures of how citizens judge: satisfied raters, and low ratings that were answered in time."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from feedback.models import Rating, Remark
from feedback.models.ratings import SATISFIED
from feedback.ratings.counts import FEWEST, last_told
from feedback.ratings.slips import SCORES
from reports.figures.base import Figure, Value
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


def _answered(scope: Scope) -> Value | None:
    tasks = Remark.objects.tasks().filter(Q(answered_at__lte=scope.at) | Q(due_at__lt=scope.at)).order_by()
    if scope.agencies is not None:
        tasks = tasks.filter(agency__in=scope.agencies)
    in_time = tasks.filter(answered_at__lte=scope.at).filter(answered_at__lte=F("due_at"))
    return Value(in_time.count(), tasks.count())


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
        of=_("all raters"),
    ),
    Figure(
        "danh-gia-thap",
        _("Low ratings answered in time"),
        _("answers"),
        _("Of the low ratings with words that were answered, or whose term was over by then, those answered in time."),
        _("ratings"),
        _answered,
        of=_("low ratings to be answered"),
    ),
)  # fmt: skip
