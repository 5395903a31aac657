"""Who stands where an agency is named: its successor on a day, in a field of administration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.agencies.models import Agency, FormerState, Succession


@dataclass(frozen=True)
class Asked:
    """``on``: the day it is asked for. ``field``: its code; empty: nothing narrower than the whole agency.

    ``named_on``: when the agency was named, so that what passed to others before does not count; empty: at its
    beginning.
    """

    on: date
    field: str = ""
    named_on: date = date.min


def followed(agencies: Iterable[int], asked: Asked) -> set[int]:
    """The keys of those that stand where these are named; one query."""
    rows = Succession.objects.filter(since__lte=asked.on, field__in={"", asked.field}).order_by("since", "pk")
    known = list(rows.values_list("agency", "successor", "since", "field"))
    return {_end(agency, known, asked) for agency in agencies}


def _end(agency: int, known: list[tuple[int, int, date, str]], asked: Asked) -> int:
    """Step by step, never back in time: what came back to an agency stays with it.

    Where a whole agency ended, the day on which it was named does not matter.
    """
    place, at = -1, asked.named_on
    while True:
        later = (
            (number, row)
            for number, row in enumerate(known)
            if number > place and row[0] == agency and (not row[3] or row[2] >= at)
        )
        step = next(later, None)
        if step is None:
            return agency
        place, (_from, agency, at, _field) = step


def successor_on(agency: Agency, day: date, field: str = "") -> Agency:
    """The agency that stands for ``agency`` on ``day``: itself as long as nothing took its place."""
    (key,) = followed([agency.pk], Asked(day, field))
    return agency if key == agency.pk else Agency.objects.get(pk=key)


class Names:
    """What agencies were called on a day; all that is known about these is read at once."""

    def __init__(self, agencies: Iterable[int | None]) -> None:
        rows = FormerState.objects.filter(agency__in={key for key in agencies if key}).order_by("until", "pk")
        self._former: dict[int, list[tuple[date, str]]] = {}
        for key, until, name in rows.values_list("agency", "until", "name"):
            self._former.setdefault(key, []).append((until, name))

    def on(self, agency: Agency, day: date) -> str:
        """Up to and with the day an old name ends, it counts."""
        old = (name for until, name in self._former.get(agency.pk, []) if day <= until)
        return next(old, agency.name)
