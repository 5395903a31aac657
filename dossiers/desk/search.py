"""Words to dossiers: whole words in any order and without marks, the last one perhaps begun only.

An identity number, tax code or telephone number is found whole or not at all. The index itself keeps to what the
person's agencies reach; what is open comes first, and no more than ``MOST`` candidates come at all.
"""

from dataclasses import dataclass

from django.db import connection

from dossiers.desk.seat import Seat
from portal.vietnamese import findable

MOST = 1000
MOST_WORDS, LONGEST = 12, 100
BEGUN = 3
"""Letters from which a word counts as begun."""

CANDIDATES = """
    (SELECT dossier_id FROM dossiers_words WHERE words @@ %(open)s::tsquery LIMIT %(most)s)
    UNION ALL
    (SELECT dossier_id FROM dossiers_words WHERE words @@ %(closed)s::tsquery LIMIT %(most)s)
    LIMIT %(most)s
"""


@dataclass(frozen=True)
class Found:
    """Keys of dossiers; ``is_cut`` where more than these fit."""

    keys: list[int]
    is_cut: bool = False


def find(text: str, seat: Seat) -> Found:
    asked = question(text)
    if not asked or not seat.agencies:
        return Found([])
    reach = " | ".join(f"'@{agency}'" for agency in seat.agencies)
    asked = f"({reach}) & {asked}"
    values: dict[str, str | int] = {"open": f"{asked} & '+'", "closed": f"{asked} & !'+'", "most": MOST + 1}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, values)
        keys = [key for (key,) in cursor.fetchall()]
    return Found(keys[:MOST], len(keys) > MOST)


def question(text: str) -> str:
    """As PostgreSQL asks its index; empty where nothing can be looked for."""
    words = findable(text[:LONGEST]).split()[:MOST_WORDS]
    if not words:
        return ""
    last = words[-1] if len(words[-1]) < BEGUN else f"{words[-1]}:*"
    all_words = " & ".join([*words[:-1], last])
    digits = "".join(words)
    return f"(({all_words}) | '#{digits}')" if digits.isdigit() else f"({all_words})"
