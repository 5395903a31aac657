"""Records made anew from the rows, to see which are not what the nation acknowledged."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from dossiers import national
from dossiers.models import Dossier
from dossiers.reconciliation.canonical import record_digest
from dossiers.reconciliation.judging import with_state
from dossiers.sync import as_sent


def changed(keys: Sequence[int]) -> Iterator[Dossier]:
    """Those of ``keys`` that changed and for which nothing is owed or parked."""
    for dossier in with_state(as_sent(), timezone.now()).filter(pk__in=keys).order_by("pk"):
        if dossier.is_under_way or dossier.is_parked:  # type: ignore[attr-defined]
            continue
        if dossier.nation_digest and record_digest(national.dossier_record(dossier)) != dossier.nation_digest:
            yield dossier
