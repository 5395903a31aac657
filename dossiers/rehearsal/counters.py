"""The province's side of both ledgers: what the nation must hold of each dossier, and what is still owed."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from dossiers.link import figures
from dossiers.models import NationalMessage


def counters(now: datetime | None = None) -> dict[str, Any]:
    """Numbers alone; ``oldest`` in whole seconds, none where nothing is owed."""
    now = now or timezone.now()
    waiting = figures.waiting()
    oldest = int((now - waiting.oldest_at).total_seconds()) if waiting.oldest_at else None
    acknowledged = NationalMessage.objects.filter(sent_at__isnull=False).count()
    return {"sent": acknowledged, "unsent": waiting.changes, "parked": waiting.parked, "oldest": oldest}


def ledger() -> dict[str, list[int]]:
    """By code: the status and the number of trail lines the nation must hold when everything has arrived.

    What was let go is not among the lines; a dossier of which all was let go is not there.
    """
    kept = NationalMessage.objects.filter(skipped_at__isnull=True).order_by()
    rows = kept.values("subject").annotate(
        lines=Count("pk"), code=F("subject__code"), number=F("subject__provisional_number"),
        status=F("subject__status"),
    )  # fmt: skip
    return {row["code"] or row["number"]: [row["status"], row["lines"]] for row in rows}
