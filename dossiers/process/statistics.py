"""How long each step of a procedure takes, from the steps that have ended (features: statistics per step)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Aggregate, Count, F, FloatField, Max, Q

from dossiers.models import Dossier, Task
from portal.accounts.models import User
from procedures.models import Edition

AN_HOUR = 60


class _Percentile(Aggregate):
    """``percentile_cont`` within the group; the share is given as a number."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class StepFigures:
    """Working hours; ``late`` is the share of passages that ended after their term, none where none had one."""

    number: int
    name: str
    role: str
    number_of: int
    allowed: Decimal | None
    median: float
    ninetieth: float
    late: float | None
    waiting: int

    @property
    def late_percent(self) -> int | None:
        return None if self.late is None else round(self.late * 100)


COUNTED = Q(outcome__in=["forwarded", "assigned", "submitted", "approved", "sent_back", "returned", "done"])
"""Passages in which work was done; what was taken back, moved away or dropped says nothing of a step."""


def figures(user: User, edition: Edition) -> list[StepFigures]:
    """Of the dossiers ``user`` reaches, in the order of the steps."""
    return list(_figures(user, edition))


def _figures(user: User, edition: Edition) -> Iterator[StepFigures]:
    reached = Dossier.objects.reached_by(user).filter(edition=edition)
    rows = Task.objects.filter(dossier__in=reached).values("number", "branch", "name", "role")
    ended = Q(ended_at__isnull=False) & COUNTED
    found = rows.annotate(
        number_of=Count("pk", filter=ended),
        allowed=Max("hours"),
        median=_Percentile("minutes", share=0.5, filter=ended),
        ninetieth=_Percentile("minutes", share=0.9, filter=ended),
        late=Count("pk", filter=ended & Q(ended_at__gt=F("due_at"))),
        timed=Count("pk", filter=ended & Q(due_at__isnull=False)),
        waiting=Count("pk", filter=Q(ended_at__isnull=True)),
    )
    for row in found.order_by("number", "branch", "name"):
        yield StepFigures(
            row["number"], row["name"], row["role"], row["number_of"], row["allowed"],
            (row["median"] or 0) / AN_HOUR, (row["ninetieth"] or 0) / AN_HOUR,
            row["late"] / row["timed"] if row["timed"] else None, row["waiting"],
        )  # fmt: skip
