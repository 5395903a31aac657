"""Biểu 06a and 06b: how dossiers were received and resolved in a period (TT 02/2017/TT-VPCP; domain A12).

A dossier received is either resolved or open, and in one kind of these; what is open at the end of a period is what the
next one brings over. Under an agency or a field stands what was there at the end.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from portal.agencies.models import Agency
from portal.agencies.succession import Names
from procedures.models import Channel, Field
from reports.models import Overdue, Passage
from reports.scope import Scope, end_of

ONLINE = frozenset(channel.value for channel in Channel) - {Channel.COUNTER, Channel.POST}
AGENCY, FIELD = "agency", "field"


@dataclass(frozen=True)
class Numbers:
    """What is counted; all else of the form are sums of these."""

    online: int = 0
    direct: int = 0
    carried: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    running: int = 0
    overdue: int = 0

    @property
    def received(self) -> int:
        return self.online + self.direct + self.carried

    @property
    def resolved(self) -> int:
        return self.early + self.on_time + self.late

    @property
    def open(self) -> int:
        return self.running + self.overdue

    def __add__(self, other: "Numbers") -> "Numbers":
        return Numbers(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def columns(self) -> tuple[int, ...]:
        """In the order of the form, (3) to (13)."""
        return (
            self.received, self.online, self.direct, self.carried,
            self.resolved, self.early, self.on_time, self.late,
            self.open, self.running, self.overdue,
        )  # fmt: skip


@dataclass(frozen=True)
class Line:
    key: int
    name: str
    numbers: Numbers


@dataclass(frozen=True)
class Form06:
    first: date
    last: date
    lines: list[Line]

    @property
    def total(self) -> Numbers:
        return sum((line.numbers for line in self.lines), Numbers())


def form06(by: str, first: date, scope: Scope) -> Form06:
    """From the beginning of ``first`` to the end of the scope's day; ``by`` agency or field."""
    begun, at = end_of(first - timedelta(days=1)), scope.at
    rows = _counted(by, begun, at, scope)
    names = _names(by, rows, scope.on)
    lines = [Line(key, names[key], Numbers(**rows[key])) for key in names if any(rows[key].values())]
    return Form06(first, scope.on, lines)


def _counted(by: str, begun: datetime, at: datetime, scope: Scope) -> dict[int, dict[str, int]]:
    """One reading of all that was open after ``begun``."""
    late = Q(dossier__in=Overdue.objects.at(at).values("dossier"))
    new, ended = Q(received_at__gt=begun), Q(resolved_at__lte=at)
    online = Q(channel__in=ONLINE)
    wanted = {
        "online": new & online,
        "direct": new & ~online,
        "carried": ~new,
        **{outcome.value: ended & Q(outcome=outcome) for outcome in Passage.Outcome},
        "running": ~late & _open_at(at),
        "overdue": late & _open_at(at),
    }
    passages = Passage.objects.at(at).of(scope.agencies).filter(_open_at(begun)).order_by()
    counts = passages.values(by).annotate(**{name: Count("pk", filter=what) for name, what in wanted.items()})
    return {row.pop(by): row for row in counts}


def _open_at(instant: datetime) -> Q:
    return Q(resolved_at__isnull=True) | Q(resolved_at__gt=instant)


def _names(by: str, keys: Iterable[int], on: date) -> dict[int, str]:
    """As they were called on the day, in the order of lists."""
    if by == FIELD:
        return dict(Field.objects.filter(pk__in=list(keys)).values_list("pk", "name"))
    agencies = list(Agency.objects.filter(pk__in=list(keys)))
    former = Names([agency.pk for agency in agencies])
    return {agency.pk: former.on(agency, on) for agency in agencies}
