"""At night no telephone rings for us."""

from datetime import datetime, time, timedelta

from django.utils import timezone

EVENING, MORNING = time(21), time(7)


def ends_at(now: datetime) -> datetime | None:
    """When the quiet hours that ``now`` lies in are over by the province's clock; ``None`` by day."""
    local = timezone.localtime(now)
    if MORNING <= local.time() < EVENING:
        return None
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return timezone.make_aware(datetime.combine(day, MORNING))
