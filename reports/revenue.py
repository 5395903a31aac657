"""What came in: by agency, day and way of paying, from the entries of the ledger. Whole đồng."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from payments.providers import PROVIDERS
from portal.agencies.models import Agency
from reports.scope import Scope, end_of

LINES = """
SELECT (entry.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, decider.agency_id, settlement.provider,
       count(DISTINCT entry.settlement_id) FILTER (WHERE entry.amount > 0),
       coalesce(sum(entry.amount) FILTER (WHERE entry.refund_id IS NULL), 0),
       coalesce(-sum(entry.amount) FILTER (WHERE entry.refund_id IS NOT NULL), 0)
FROM payments_entry entry
JOIN payments_settlement settlement ON settlement.id = entry.settlement_id
JOIN payments_paymentrequest request ON request.id = entry.request_id
JOIN dossiers_dossier dossier ON dossier.id = request.account_id
CROSS JOIN LATERAL (
    SELECT coalesce((
        SELECT passage.agency_id FROM reports_passage passage WHERE passage.dossier_id = dossier.id
        ORDER BY passage.since_at > entry.at, abs(extract(epoch FROM passage.since_at - entry.at)) LIMIT 1
    ), dossier.agency_id) AS agency_id
) decider
WHERE entry.at > %s AND entry.at <= %s AND (%s::bigint[] IS NULL OR decider.agency_id = ANY (%s::bigint[]))
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
"""Of the agency whose stay began last before the money was booked; no đồng is left out for want of one."""

HELD = """
SELECT count(*), coalesce(sum(left_there), 0) FROM (
    SELECT sum(amount) AS left_there FROM payments_entry WHERE request_id IS NULL AND at <= %s
    GROUP BY settlement_id HAVING sum(amount) > 0
) AS held
"""


@dataclass(frozen=True)
class Line:
    """``number`` of payments, what they came to, and what was paid back that day."""

    day: date
    agency: str
    provider: str
    number: int
    received: int
    returned: int

    @property
    def way(self) -> str:
        return str(PROVIDERS[self.provider].label)


@dataclass(frozen=True)
class Sum:
    """Of one way of paying, or of all."""

    way: str
    number: int
    received: int
    returned: int

    @property
    def kept(self) -> int:
        return self.received - self.returned


@dataclass(frozen=True)
class Revenue:
    """``held``: (number, sum) of money that waits for a person at the end; empty for who does not see the province."""

    first: date
    last: date
    lines: Sequence[Line]
    held: tuple[int, int] | None

    @property
    def sums(self) -> list[Sum]:
        by_way: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            by_way[line.provider].append(line)
        return [_sum(str(one.label), by_way[name]) for name, one in PROVIDERS.items() if by_way[name]]

    @property
    def total(self) -> Sum:
        return _sum("", self.lines)


def revenue(first: date, scope: Scope) -> Revenue:
    """From the beginning of ``first`` to the instant of ``scope``: of the agency that had the dossier when it was
    paid."""
    agencies = None if scope.agencies is None else sorted(scope.agencies)
    begins = end_of(date.fromordinal(first.toordinal() - 1))
    with connection.cursor() as cursor:
        cursor.execute(LINES, [begins, scope.at, agencies, agencies])
        rows = cursor.fetchall()
    names = dict(Agency.objects.filter(pk__in={row[1] for row in rows}).values_list("pk", "name"))
    lines = [Line(row[0], names[row[1]], row[2], row[3], int(row[4]), int(row[5])) for row in rows]
    return Revenue(first, scope.on, lines, _held(scope) if agencies is None else None)


def _held(scope: Scope) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [scope.at])
        number, left = cursor.fetchone()
    return number, int(left)


def _sum(way: str, lines: Sequence[Line]) -> Sum:
    return Sum(
        way,
        sum(line.number for line in lines),
        sum(line.received for line in lines),
        sum(line.returned for line in lines),
    )
