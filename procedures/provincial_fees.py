"""The fees of an edition: those the province has worked out into rules, or the national record's as they are.

What was worked out says from which published amounts; where the nation publishes others since, it does not hold any
more and the record's rows are taken. A record that lists several amounts for one case and channel rarely says which
applies: they are kept as listed, never added up.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings

from procedures.models import Case, Channel, Edition, Exemption, Fee

OWN = settings.BASE_DIR / "demo" / "fees.json"
COPIED = ("kind", "name", "amount", "per", "text", "rule", "quantity", "rule_values", "condition", "legal_basis")


@cache
def _own() -> dict[str, Any]:
    return json.loads(OWN.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def add(edition: Edition, cases: Sequence[Case], published: Sequence[Fee]) -> None:
    """The rows of a new edition; ``published`` are those of the national record, not yet stored."""
    own = _own().get(edition.procedure.code)
    if own is None or set(own["published"]) != {fee.amount for fee in published}:
        Fee.objects.bulk_create(_as_listed(published))
        return
    fees = Fee.objects.bulk_create(_fees(edition, cases, own["fees"]))
    Exemption.objects.bulk_create(_exemptions(edition, fees, own.get("exemptions", [])))
    edition.provenance = {**edition.provenance, "fees": {key: own[key] for key in ("source", "assumed")}}
    edition.save(update_fields=["provenance"])


def _as_listed(published: Sequence[Fee]) -> list[Fee]:
    """The same fee said twice is one; what remains several is marked so."""
    distinct = {(fee.channel, fee.case, fee.kind, fee.amount, fee.per, fee.text): fee for fee in reversed(published)}
    rows = sorted(distinct.values(), key=lambda fee: fee.number)
    several = Counter((fee.channel, fee.case) for fee in rows)
    for fee in rows:
        if several[fee.channel, fee.case] > 1:
            fee.rule = Fee.Rule.LISTED
    return rows


def _fees(edition: Edition, cases: Sequence[Case], entries: Sequence[Mapping[str, Any]]) -> Iterator[Fee]:
    """Each entry by each of its channels; ``number`` is the entry's, so that exemptions can name it."""
    by_number: dict[int | None, Case] = {case.number: case for case in cases}
    for number, entry in enumerate(entries, 1):
        for channel in entry.get("channels", "".join(Channel.values)):
            copied = {name: entry[name] for name in COPIED if name in entry}
            yield Fee(edition=edition, case=by_number.get(entry.get("case")), channel=channel, number=number, **copied)


def _exemptions(edition: Edition, fees: Sequence[Fee], entries: Sequence[Mapping[str, Any]]) -> Iterator[Exemption]:
    """One that names a fee holds for that fee on every channel."""
    for number, entry in enumerate(entries, 1):
        copied = {name: value for name, value in entry.items() if name != "fee"}
        if "fee" not in entry:
            yield Exemption(edition=edition, number=number, **copied)
        for fee in fees:
            if fee.number == entry.get("fee"):
                yield Exemption(edition=edition, fee=fee, number=number, **copied)
