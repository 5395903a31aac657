"""Publishing the scores of a period: once, for good. What a recount would say today is shown beside, never instead."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from feedback.models import ScorePublication, ScoreSheet
from feedback.scores import sheets
from feedback.scores.quarters import Period, over


class NotOver(Refusal):
    message = _("The period is not over yet.")


class PublishedAlready(Refusal):
    message = _("The scores of this period have been published. They stay as they are.")


@transaction.atomic
def publish(period: Period) -> ScorePublication:
    """Raises ``NotOver``, ``PublishedAlready``."""
    now = timezone.now()
    if now < period.until:
        raise NotOver
    try:
        with transaction.atomic():
            publication = ScorePublication.objects.create(period=str(period), published_at=now)
    except IntegrityError as error:
        raise PublishedAlready from error
    rows = list(sheets.reckoned(period))
    for row in rows:
        row.publication = publication
    ScoreSheet.objects.bulk_create(rows, batch_size=500)
    return publication


def publish_due(count: int = 1) -> list[str]:
    """The last ``count`` quarters, and years, that are over and not published. Safe to repeat."""
    known = set(ScorePublication.objects.values_list("period", flat=True))
    missing = [period for period in over(timezone.localdate(), count) if str(period) not in known]
    return [publish(period).period for period in reversed(missing)]


@dataclass(frozen=True)
class Difference:
    """What was said, and what a recount says now; nothing where there is no such sheet."""

    said: ScoreSheet | None
    now: ScoreSheet | None


def differences(publication: ScorePublication, period: Period) -> list[Difference]:
    """Agencies whose score would be another one today."""
    said = {one.agency_id: one for one in publication.sheets.of_agencies()}
    now = {one.agency_id: one for one in sheets.reckoned(period) if one.officer_id is None}
    pairs = (Difference(said.get(key), now.get(key)) for key in sorted(said.keys() | now.keys()))
    return [pair for pair in pairs if pair.said is None or pair.now is None or not _is_same(pair.said, pair.now)]


def _is_same(said: ScoreSheet, now: ScoreSheet) -> bool:
    return said.indicators == now.indicators and said.grade == now.grade
