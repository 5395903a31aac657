"""What has been asked and answered before: shown before somebody files the same, and found by searching."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from feedback.models import Publication
from portal.vietnamese import findable

SHOWN, MOST_WORDS = 5, 30
LOOKED_AT = 40
ENOUGH = 0.4
"""The share of what is said that another must say too: below it only common words are shared."""


def public() -> QuerySet[Publication]:
    """Where every public view starts."""
    return Publication.objects.filter(hidden_at__isnull=True).select_related("petition__handler", "petition__procedure")


def found(words: str) -> QuerySet[Publication]:
    """All of ``words``, with or without marks, the best first."""
    query = _query(words, " & ")
    if query is None:
        return public()
    return public().filter(vector=query).annotate(rank=SearchRank(F("vector"), query)).order_by("-rank", "-pk")


def like(text: str) -> list[Publication]:
    """At most five that share the most words with ``text``, and enough of them."""
    query, said = _query(text, " | "), set(findable(text).split())
    if query is None:
        return []
    near = public().filter(vector=query).annotate(rank=SearchRank(F("vector"), query, normalization=1))
    found: list[tuple[float, Publication]] = [
        (len(said & set(one.findable.split())) / len(said), one) for one in near.order_by("-rank", "-pk")[:LOOKED_AT]
    ]
    return [one for share, one in sorted(found, key=lambda pair: -pair[0]) if share >= ENOUGH][:SHOWN]


def _query(text: str, glue: str) -> SearchQuery | None:
    words = list(dict.fromkeys(findable(text).split()))[:MOST_WORDS]
    return SearchQuery(glue.join(words), config="simple", search_type="raw") if words else None
