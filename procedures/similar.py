"""Procedures like one: of the same field, with words and papers in common."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from procedures import search
from procedures.models import Component, Edition

NEAR, SHOWN = 30, 5
A_PAPER = 0.05
"""What a paper in common is worth beside the rank of the words."""


@dataclass(frozen=True)
class Similar:
    code: str
    name: str


def similar(edition: Edition) -> list[Similar]:
    """At most five, the most alike first. Two queries."""
    words = SearchQuery(
        " | ".join(dict.fromkeys(edition.name_plain.split())) or "x", config="simple", search_type="raw"
    )
    near = list(
        search.in_force()
        .filter(field=edition.field_id, name_vector=words)
        .exclude(pk=edition.pk)
        .annotate(alike=SearchRank(F("name_vector"), words, normalization=1))
        .order_by("-alike", "pk")[:NEAR]
    )
    shared = _shared_papers(edition, [other.pk for other in near])
    near.sort(key=lambda other: -(other.alike + A_PAPER * shared[other.pk]))
    return [Similar(other.procedure.code, other.name) for other in near[:SHOWN]]


def _shared_papers(edition: Edition, others: list[int]) -> Counter[int]:
    names = [component.name for component in edition.components.all()]
    found = Component.objects.filter(edition__in=others, name__in=names).values_list("edition", "name").distinct()
    return Counter(pk for pk, _name in found)
