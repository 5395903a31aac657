"""Two ledgers beside each other."""

from collections.abc import Mapping


def differing(there: Mapping[str, list[int]], here: Mapping[str, list[int]]) -> int:
    """Dossiers that only one side has, or that the two hold differently."""
    return sum(there.get(code) != here.get(code) for code in {*there, *here})
