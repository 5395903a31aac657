"""A statement beside the ledger, line by line. Every function is a step of its own: all of it, or nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from payments.arrivals import Told
from payments.models import Discrepancy, Settlement, Statement, StatementLine
from payments.providers.base import Happened, Outcome
from payments.settlement import settle
from payments.statements.reading import Line, Total
from payments.verdicts import Verdict

Kind, State = Discrepancy.Kind, Discrepancy.State


def keep(statement: Statement, read: Sequence[Line]) -> list[Discrepancy]:
    """Lines of the file, with what differs; what differed in an earlier statement and is equal now has come."""
    told = [line for line in read if not line.fault]
    before = _transactions(statement.lines.filter(transaction_id__in=[line.transaction for line in told]))
    known = {one.transaction_id: one for one in _settled(statement, [line.transaction for line in told])}
    lines = StatementLine.objects.bulk_create([_kept(statement, line) for line in told])
    found, equal = [_unreadable(statement, line) for line in read if line.fault], []
    for line in lines:
        kind = Kind.TWICE if line.transaction_id in before else _kind(line, known.get(line.transaction_id))
        before.add(line.transaction_id)
        if kind is not None:
            found.append(_difference(line, kind, known.get(line.transaction_id)))
        elif line.is_paid:
            equal.append(line.transaction_id)
    _came(statement, equal)
    return Discrepancy.objects.bulk_create(found)


def _kind(line: StatementLine, known: Settlement | None) -> Discrepancy.Kind | None:
    if known is None:
        return Kind.MISSING_HERE if line.is_paid else None
    if not line.is_paid:
        return Kind.STATE
    if known.amount != line.amount:
        return Kind.AMOUNT
    return Kind.ORDER if line.reference and known.reference != line.reference else None


def _settled(statement: Statement, transactions: Iterable[str]) -> QuerySet[Settlement]:
    return Settlement.objects.filter(provider=statement.provider, transaction_id__in=list(transactions))


def _transactions(lines: QuerySet[StatementLine]) -> set[str]:
    return set(lines.values_list("transaction_id", flat=True))


def _kept(statement: Statement, line: Line) -> StatementLine:
    return StatementLine(
        statement=statement, number=line.number, transaction_id=line.transaction, reference=line.reference,
        amount=line.amount, paid_at=datetime.fromisoformat(line.paid_at), is_paid=line.is_paid, bank=line.bank,
    )  # fmt: skip


def _difference(line: StatementLine, kind: Discrepancy.Kind, known: Settlement | None) -> Discrepancy:
    return Discrepancy(
        statement=line.statement, kind=kind, row=line.number, transaction_id=line.transaction_id, line=line,
        settlement=known, there=line.amount, here=known.amount if known else None,
    )  # fmt: skip


def _unreadable(statement: Statement, line: Line) -> Discrepancy:
    """``verdict`` names the column that cannot be read."""
    return Discrepancy(
        statement=statement, kind=Kind.UNREADABLE, row=line.number, transaction_id=line.transaction, verdict=line.fault
    )


def _came(statement: Statement, transactions: Sequence[str]) -> None:
    earlier = Discrepancy.objects.open().filter(statement__provider=statement.provider, transaction_id__in=transactions)
    earlier.exclude(statement=statement).update(state=State.CAME, ended_at=timezone.now())


def record_next(statement: Statement) -> bool:
    """One payment that the provider has and we have not, through the same function that notifications call: booked
    where we know the order, held for a person where we do not. False where none is left."""
    found = statement.differences.unsettled().select_related("line").first()
    if found is None:
        return False
    line = found.line
    assert line is not None  # noqa: S101  (what is missing here stands in the file)
    paid = Outcome(
        Happened.PAID, line.reference, line.amount, line.transaction_id, line.paid_at, bank=line.bank
    )  # fmt: skip
    found.verdict = settle(Told(statement.provider, paid, by=statement.imported_by))
    if found.verdict != Verdict.CONTRADICTION:
        found.settlement = _settled(statement, [line.transaction_id]).get()
        found.here, found.state, found.ended_at = line.amount, State.RECORDED, timezone.now()
    found.save(update_fields=["verdict", "settlement", "here", "state", "ended_at"])
    return True


def finish(statement: Statement, total: Total | None) -> list[Discrepancy]:
    """What is here and in no statement; both sides' sums."""
    missing = list(_missing_there(statement))
    found = [
        Discrepancy(statement=statement, kind=Kind.MISSING_THERE, transaction_id=one.transaction_id, settlement=one,
                   here=one.amount)
        for one in missing
    ]  # fmt: skip
    _add_up(statement, missing)
    if total is not None and total.amount != statement.there_sum:
        found.append(Discrepancy(statement=statement, kind=Kind.TOTAL, row=total.number, there=total.amount,
                                here=statement.there_sum))  # fmt: skip
    return Discrepancy.objects.bulk_create(found)


def _missing_there(statement: Statement) -> QuerySet[Settlement]:
    """Of that day by the clock of Việt Nam."""
    told = StatementLine.objects.filter(statement__provider=statement.provider, is_paid=True)
    of_day = Settlement.objects.filter(provider=statement.provider, paid_at__date=statement.on)
    return of_day.exclude(transaction_id__in=told.values("transaction_id"))


def _add_up(statement: Statement, missing: Sequence[Settlement]) -> None:
    """There: all money of the file. Here: what belongs to it, and what it lacks of the day."""
    there = statement.lines.filter(is_paid=True).aggregate(n=Count("pk"), s=Sum("amount"))
    told = statement.lines.filter(is_paid=True).values("transaction_id")
    wanted = Q(transaction_id__in=told) | Q(pk__in=[one.pk for one in missing])
    here = Settlement.objects.filter(wanted, provider=statement.provider).aggregate(n=Count("pk"), s=Sum("amount"))
    statement.there_number, statement.there_sum = there["n"], there["s"] or 0
    statement.here_number, statement.here_sum = here["n"], here["s"] or 0
    statement.compared_at = timezone.now()
    statement.save(update_fields=["there_number", "there_sum", "here_number", "here_sum", "compared_at"])
