"""Fees and exemptions of an edition that no database knows."""

from datetime import date
from typing import Any

from procedures import fees
from procedures.models import Case, Channel, Edition, Exemption, Fee

ON = date(2020, 12, 1)


def fee(**values: Any) -> Fee:
    return Fee(**{"name": "Lệ phí", "channel": Channel.ONLINE, "amount": 8000, "number": 1} | values)


def exemption(**values: Any) -> Exemption:
    return Exemption(**{"group": "ho-ngheo", "name": "Hộ nghèo", "ground": "Luật", "percent": 100} | values)


def priced(*rows: Fee, exemptions: tuple[Exemption, ...] = (), on: date = ON, **answers: Any) -> list[fees.Line]:
    """The lines of these rows for the ordinary case, online."""
    edition = Edition(pk=1)
    edition._prefetched_objects_cache = {"exemptions": list(exemptions)}
    for row in rows:
        row.edition = edition
    return fees.lines(rows, case=Case(pk=1, number=1), channel=Channel.ONLINE, answers=answers, on=on)


def sum_of(*rows: Fee, **said: Any) -> int | None:
    return fees.total(priced(*rows, **said))
