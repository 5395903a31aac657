"""Low ratings that were answered in time: of the province, of agencies, of fields of procedures.

Words are kept without their dossier (decision 041). To which field they belong is worked out from the digest of their
link while counting; only sums of five or more leave this module.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

from feedback.models import Rating, RemarkQuerySet
from feedback.models.ratings import Remark
from feedback.ratings import remarks
from feedback.ratings.shares import FEWEST, SHOWN_FOR, Share, enough, last_told

IN_TIME = Q(answered_at__isnull=False, answered_at__lte=F("due_at"))
GOOD = ExpressionWrapper(IN_TIME, output_field=BooleanField())
ALIKE = ("agency", "stage", "on", "score")
"""What a rating and its words have in common."""

Judged = tuple[int, bool]
"""Of what it is, and whether it was answered in time."""


def judged(at: datetime | None = None) -> RemarkQuerySet:
    """Tasks that were answered by then or due before, of those who rated by the Sunday before."""
    at = at or timezone.now()
    told: RemarkQuerySet = Remark.objects.tasks().filter(on__lte=last_told(timezone.localdate(at)))
    return told.filter(Q(answered_at__lte=at) | Q(due_at__lt=at)).order_by()


def lately() -> RemarkQuerySet:
    """Of a year, as pages show it."""
    return judged().filter(on__gte=last_told() - SHOWN_FOR)


def everywhere(tasks: RemarkQuerySet) -> Share:
    found = tasks.aggregate(good=Count("pk", filter=IN_TIME), of=Count("pk"))
    return enough(Share(found["good"], found["of"]))


def by_agency(tasks: RemarkQuerySet) -> dict[int, Share]:
    return _counted(tasks.values_list("agency", GOOD))


def by_field(tasks: RemarkQuerySet) -> dict[int, Share]:
    return _counted(_of_fields(tasks))


def _counted(found: Iterable[Judged]) -> dict[int, Share]:
    """Nothing of fewer than five."""
    counted = Counter(found)
    shares = {key: Share(counted[key, True], counted[key, True] + counted[key, False]) for key, _is_good in counted}
    return {key: share for key, share in shares.items() if share.of >= FEWEST}


def _of_fields(tasks: RemarkQuerySet) -> Iterator[Judged]:
    """Each is found among the ratings that are like it, by its key."""
    good = dict(tasks.values_list("key", GOOD))
    alike = Exists(tasks.filter(**{name: OuterRef(name) for name in ALIKE}))
    rated = Rating.objects.filter(alike) if good else Rating.objects.none()
    for dossier, stage, field in rated.values_list("dossier", "stage", "procedure__current__field").iterator():
        key = remarks.key_of(dossier, stage)
        if field is not None and key in good:
            yield field, good[key]
