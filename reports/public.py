"""What everybody may read: the figures of the province without their rows, and what each agency did in this year's
period. Counts so small that they could point at a person are not told."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from portal.agencies.models import Agency, Level
from reports.figures import FIGURES
from reports.figures.base import Value
from reports.form06 import AGENCY, form06
from reports.months import Month, months
from reports.scope import Scope
from reports.shown import Shown, shown

SMALL = 3
MINUTE, DAY = 60, 24 * 3600


@dataclass(frozen=True)
class Row:
    """Of an agency: received and resolved since the beginning of the year; ``None``: too few to tell."""

    name: str
    level: int
    received: int | None
    resolved: int | None
    in_time: int | None

    @property
    def percent(self) -> int | None:
        if not self.resolved or self.in_time is None:
            return None
        return self.in_time * 100 // self.resolved


@dataclass(frozen=True)
class Face:
    """All that the public page says of a day; ``values`` by the keys of figures."""

    on: date
    values: dict[str, Value | None]
    months: list[Month]
    rows: list[Row]

    @property
    def figures(self) -> list[Shown]:
        return [Shown(FIGURES[key], value) for key, value in self.values.items() if key in FIGURES]


def face(on: date) -> Face:
    """Counted once a minute today, once a day for days that are over."""
    scope, key = Scope(on), f"reports-face-{on.isoformat()}"
    found: Face | None = cache.get(key)
    if found is None:
        values = {one.figure.key: one.value for one in shown(scope)}
        found = Face(on, values, months(scope), rows(scope))
        cache.set(key, found, DAY if scope.is_over else MINUTE)
    return found


def rows(scope: Scope) -> list[Row]:
    """Since the first of January; one whose numbers are withheld is listed all the same."""
    lines = form06(AGENCY, date(scope.on.year, 1, 1), scope).lines
    levels = dict(Agency.objects.filter(pk__in=[line.key for line in lines]).values_list("pk", "level"))
    hidden = withheld({line.key: line.numbers.received for line in lines if levels[line.key] == Level.COMMUNE})
    found = []
    for line in lines:
        numbers = line.numbers
        told = (numbers.received, numbers.resolved, numbers.early + numbers.on_time)
        small = line.key in hidden or (levels[line.key] == Level.COMMUNE and 0 < numbers.resolved < SMALL)
        said = (None, None, None) if line.key in hidden else (told[0], None, None) if small else told
        found.append(Row(line.name, levels[line.key], *said))
    return found


def withheld(counts: dict[int, int]) -> set[int]:
    """Keys of the small ones; where only one is small, also of the next, or the sum of the others would tell it."""
    small = {key for key, count in counts.items() if 0 < count < SMALL}
    if len(small) == 1:
        others = sorted((count, key) for key, count in counts.items() if count >= SMALL)
        small |= {key for _count, key in others[:1]}
    return small
