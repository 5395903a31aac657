"""Records made anew from the rows, to see which are not what the nation acknowledged."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dossiers import national
from dossiers.models import Dossier, NationalMessage
from dossiers.reconciliation.canonical import record_digest
from dossiers.sync import as_sent


def with_state(dossiers: QuerySet[Dossier], since: datetime) -> QuerySet[Dossier]:
    """``is_under_way``: its messages wait to be sent or were sent after ``since``; ``is_parked``: one was refused."""
    own = NationalMessage.objects.filter(subject=OuterRef("pk"), skipped_at__isnull=True)
    waiting = own.filter(Q(sent_at__isnull=True, next_attempt_at__isnull=False) | Q(sent_at__gte=since))
    parked = own.filter(sent_at__isnull=True, next_attempt_at__isnull=True)
    return dossiers.annotate(is_under_way=Exists(waiting), is_parked=Exists(parked))


def record_of(dossier: Dossier) -> dict[str, Any]:
    """What the nation would be told now."""
    return national.dossier_record(dossier)


def changed(keys: Sequence[int]) -> Iterator[Dossier]:
    """Those of ``keys`` that changed and for which nothing is owed or parked."""
    for dossier in with_state(as_sent(), timezone.now()).filter(pk__in=keys).order_by("pk"):
        if dossier.is_under_way or dossier.is_parked:  # type: ignore[attr-defined]
            continue
        if dossier.nation_digest and record_digest(record_of(dossier)) != dossier.nation_digest:
            yield dossier
