"""Find procedures by their names, with or without diacritics, typos repaired; by their text where names give little.

Names are one vector, the text another: a person who types words of a name wants that procedure first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, Count, F, FloatField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from rapidfuzz.distance import OSA

from portal.agencies.models import Agency, Level
from portal.vietnamese import findable
from procedures.models import Edition, Field, Procedure

CANDIDATES = 2000
FEW = 10
MOST_WORDS, MOST_LETTERS, MOST_REPAIRS, MOST_COMBINATIONS = 30, 300, 8, 40
LISTED = (
    "procedure",
    "field",
    "name",
    "levels",
    "online_level",
    "record_hash",
    "procedure__code",
    "field__name",
    "field__department__kind",
    "field__department__short_name",
)
BY_LENGTH = Value(2)


@dataclass(frozen=True)
class Found:
    """Editions in force, the best first. ``repaired`` is what was looked for instead, if anything."""

    editions: QuerySet[Edition]
    repaired: str = ""


def find(query: str = "", *, level: Level | None = None, field: Field | None = None) -> Found:
    """What a citizen may mean by ``query``; everything in use, by name, for an empty one."""
    listed = in_force(level=level, field=field)
    words = findable(query[:MOST_LETTERS]).split()[:MOST_WORDS]
    if not words:
        return Found(listed.order_by("name_plain"))
    choices = [[word] for word in words]
    if not _matching(listed, "name_vector", _tsquery(choices)).exists():
        choices = _likeliest_first(listed, _repair(words))
    repaired = " ".join(choice[0] for choice in choices)
    return Found(_ranked(listed, choices, query), repaired if repaired != " ".join(words) else "")


def in_force(*, level: Level | None = None, field: Field | None = None) -> QuerySet[Edition]:
    """The published editions of procedures in use; of a level and a field where given."""
    current = Procedure.objects.in_use().values("current")
    editions = Edition.objects.filter(pk__in=current).select_related("procedure", "field__department").only(*LISTED)
    if level is not None:
        editions = editions.filter(levels__contains=[int(level)])
    return editions.filter(field=field) if field is not None else editions


# --- Matching and ranking -----------------------------------------------------------------------------
def _tsquery(choices: Sequence[Sequence[str]], *, ending: str = ":*", between: str = " & ") -> SearchQuery:
    """All words, the last one perhaps unfinished. Built of [a-z0-9] only, as ``findable`` leaves it."""
    words = [f"({' | '.join(choice)})" for choice in choices[:-1]]
    last = " | ".join(word + ending for word in choices[-1])
    return SearchQuery(between.join([*words, f"({last})"]), search_type="raw", config="simple")


def _matching(listed: QuerySet[Edition], vector: str, query: SearchQuery) -> QuerySet[Edition]:
    return listed.filter(**{vector: query})


def _ranked(listed: QuerySet[Edition], choices: Sequence[Sequence[str]], typed: str) -> QuerySet[Edition]:
    query, phrase = _tsquery(choices), " ".join(choice[0] for choice in choices)
    fields = [pk for pk, name in Field.objects.values_list("pk", "name") if f" {phrase} " in f" {findable(name)} "]
    chosen = Q(pk__in=_candidates(listed, choices, is_known=bool(fields))) | Q(field__in=fields)
    score = SearchRank(F("name_vector"), query, normalization=BY_LENGTH) + sum(
        Case(When(condition, then=Value(worth)), default=Value(0.0), output_field=FloatField())
        for condition, worth in _bonuses(choices, phrase, typed, fields)
    )
    named = {"named": Concat(Value(" "), F("name"), Value(" "), output_field=TextField())}
    return listed.alias(**named).filter(chosen).annotate(score=score).order_by("-score", "name_plain")


def _candidates(listed: QuerySet[Edition], choices: Sequence[Sequence[str]], *, is_known: bool) -> list[int]:
    """By name; where that gives little, the words side by side in the text; where that gives nothing, anywhere in it.

    ``is_known``: a field bears the name, so that the text need not help.
    """
    found: list[int] = []
    for vector, between in (("name_vector", " & "), ("body_vector", " <-> "), ("body_vector", " & ")):
        matching = _matching(listed, vector, _tsquery(choices, between=between)).order_by()
        found += matching.values_list("pk", flat=True)[:CANDIDATES]
        if is_known or len(found) >= FEW or (found and vector == "body_vector"):
            break
    return found


def _bonuses(choices: Sequence[Sequence[str]], phrase: str, typed: str, fields: Sequence[int]) -> list[tuple[Q, float]]:
    """What speaks for a name beyond its words: written out, side by side, at the start, with the marks as typed."""
    return [
        (Q(name_vector=_tsquery(choices)), 4.0),
        (Q(name_vector=_tsquery(choices, ending="")), 2.0),
        (Q(field__in=fields), 7.0),
        (Q(name_plain__contains=phrase), 6.0),
        (Q(name_plain__startswith=phrase) | Q(name_plain__startswith=f"thu tuc {phrase}"), 2.0),
        (Q(named__icontains=f" {' '.join(typed.split())} "), 2.0),
        (~Q(field__department__kind=Agency.Kind.VERTICAL), 0.5),
    ]


# --- Spelling -----------------------------------------------------------------------------------------
def _repair(words: Sequence[str]) -> list[list[str]]:
    """For each word no name knows, the nearest that one does; the word itself where there is none."""
    vocabulary = _vocabulary()
    return [_nearest(word, vocabulary) for word in words]


def _likeliest_first(listed: QuerySet[Edition], choices: list[list[str]]) -> list[list[str]]:
    """The same choices, those first that stand side by side in most names: "khai sinh" before "khai chinh"."""
    combinations = list(islice(product(*choices), MOST_COMBINATIONS))
    counts = {
        f"c{number}": Count("pk", filter=Q(name_plain__contains=" ".join(words)))
        for number, words in enumerate(combinations)
    }
    found = listed.aggregate(**counts)
    best = max(range(len(combinations)), key=lambda number: found[f"c{number}"])
    return [
        [word, *(other for other in choice if other != word)]
        for word, choice in zip(combinations[best], choices, strict=True)
    ]


def _nearest(word: str, vocabulary: set[str]) -> list[str]:
    if word in vocabulary or word.isdigit():
        return [word]
    furthest = 2 if len(word) > 4 else 1
    distances = [(OSA.distance(word, known, score_cutoff=furthest), known) for known in sorted(vocabulary)]
    best = min(distances, default=(furthest + 1, ""))[0]
    if best > furthest:
        return [word]
    return [known for distance, known in distances if distance == best][:MOST_REPAIRS]


def _vocabulary() -> set[str]:
    """Every syllable of every name in force, and of the fields. Read only where a search found no name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT unnest(string_to_array(e.name_plain, ' ')) "
            "FROM procedures_edition e JOIN procedures_procedure p ON p.current_id = e.id WHERE p.is_used"
        )
        known = {word for (word,) in cursor.fetchall()}
    return known.union(*(findable(name).split() for name in Field.objects.values_list("name", flat=True)))
