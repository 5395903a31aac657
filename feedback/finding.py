"""Finding published texts: by all of some words, or by how many words they share with a text.

The rows have ``findable`` (the text without marks) and ``vector`` (the same for the index).
"""

from itertools import pairwise
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Model, QuerySet

from portal.vietnamese import findable

Text = TypeVar("Text", bound=Model)
SHOWN, MOST_WORDS, LOOKED_AT = 5, 30, 40
ENOUGH = 0.25
"""The share of the pairs of syllables that another must say too. Most words of Vietnamese are pairs; single syllables
without marks every long text shares with every other."""


def with_words(rows: QuerySet[Text], words: str) -> QuerySet[Text]:
    """Those with all of ``words``, with or without marks, the best first; without words all, in their own order."""
    query = _query(words, " & ")
    if query is None:
        return rows
    best_first: QuerySet[Text] = rows.filter(vector=query).order_by(SearchRank(F("vector"), query).desc(), "-pk")
    return best_first


def nearest(rows: QuerySet[Text], text: str) -> list[Text]:
    """At most five that share the most words with ``text``, and enough of them."""
    query, said = _query(text, " | "), _pairs(findable(text))
    if query is None:
        return []
    rank = SearchRank(F("vector"), query, normalization=1)
    near = rows.filter(vector=query).order_by(rank.desc(), "-pk")[:LOOKED_AT]
    shares = [(_share(said, one), one) for one in near]
    return [one for share, one in sorted(shares, key=lambda pair: -pair[0]) if share >= ENOUGH][:SHOWN]


def _share(said: set[tuple[str, str]], row: Model) -> float:
    return len(said & _pairs(str(getattr(row, "findable", "")))) / max(len(said), 1)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Of adjacent syllables."""
    return set(pairwise(text.split()))


def _query(text: str, glue: str) -> SearchQuery | None:
    words = list(dict.fromkeys(findable(text).split()))[:MOST_WORDS]
    return SearchQuery(glue.join(words), config="simple", search_type="raw") if words else None
