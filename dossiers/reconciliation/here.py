"""Our side of the comparison: what the nation has acknowledged, by day of acceptance and unit."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Min, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from dossiers.models import Dossier, NationalMessage, Status
from dossiers.national import progress_lines
from dossiers.reconciliation.canonical import NO_TRAIL, Line, line_of, trail_digest

BEFORE_ACCEPTANCE = (Status.REFUSED, Status.WITHDRAWN)


@dataclass(frozen=True)
class Entry:
    """What one side says of a dossier, in digests."""

    code: str
    unit: str
    record: str
    trail: str


def owed() -> QuerySet[Dossier]:
    """All the nation must know: from acceptance on, and those that ended before it (decision 006)."""
    return (
        Dossier.objects.filter(code__isnull=False).order_by()
        | Dossier.objects.filter(status__in=BEFORE_ACCEPTANCE).order_by()
    )


def span() -> tuple[date, date] | None:
    """The first and the last day of acceptance there is."""
    ends = owed().aggregate(first=Min(_accepted()), last=Max(_accepted()))
    return (timezone.localdate(ends["first"]), timezone.localdate(ends["last"])) if ends["first"] else None


def entries(first: date, last: date) -> dict[str, list[Entry]]:
    """Those of the days from ``first`` to ``last``, by day as the wire writes it."""
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    days: dict[str, list[Entry]] = defaultdict(list)
    wanted = owed().alias(accepted=_accepted()).filter(accepted__gte=start, accepted__lt=end)
    for _pk, accepted, entry in _entries(wanted):
        days[f"{timezone.localdate(accepted):%Y%m%d}"].append(entry)
    return days


def some(after: int, number: int) -> tuple[list[int], list[Entry]]:
    """The next ``number`` behind the key ``after``, in the order of their keys."""
    keys = list(owed().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:number])
    return keys, [entry for _pk, _at, entry in _entries(Dossier.objects.filter(pk__in=keys).order_by("pk"))]


def _entries(dossiers: QuerySet[Dossier]) -> list[tuple[int, datetime, Entry]]:
    code = Coalesce("code", "provisional_number")
    rows = list(dossiers.values_list("pk", code, "agency__name", "nation_digest", _accepted()))
    trails = _trails({pk: code for pk, code, *_ in rows})
    return [
        (pk, accepted, Entry(code, unit, digest, trails.get(pk, NO_TRAIL))) for pk, code, unit, digest, accepted in rows
    ]


def lines_told(dossier: Dossier) -> dict[Line, NationalMessage]:
    """The lines the nation has acknowledged, each with the message it went with."""
    told = NationalMessage.objects.filter(subject=dossier, sent_at__isnull=False).select_related("event__agency")
    return {line_of(progress_lines([message.event], dossier.public_code)[0]): message for message in told}


def _trails(codes: dict[int, str]) -> dict[int, str]:
    told = (
        NationalMessage.objects.filter(subject__in=list(codes), sent_at__isnull=False)
        .select_related("event__agency")
        .defer("event__note", "event__hash")
        .order_by("subject")
    )
    return {
        pk: trail_digest(map(line_of, progress_lines((message.event for message in messages), codes[pk])))
        for pk, messages in _by_subject(told.iterator(chunk_size=2000))
    }


def _by_subject(messages: Iterable[NationalMessage]) -> Iterable[tuple[int, Iterable[NationalMessage]]]:
    return itertools.groupby(messages, key=lambda message: message.subject_id)


def _accepted() -> Coalesce:
    return Coalesce(F("received_at"), F("submitted_at"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
