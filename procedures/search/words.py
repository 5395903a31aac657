"""What somebody typed, read: syllables, everyday words for written ones, slips of the finger put right."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from math import log

from rapidfuzz.distance import OSA

from portal.vietnamese import findable
from procedures import generation
from procedures.models import Synonym, Word

MOST_WORDS, MOST_LETTERS = 16, 200
MOST_REPAIRS = 6
MOST_BEGUN = 12
"""To name so many words is quicker for the index than to look for all that begin so."""

LONGEST_SYLLABLE = 7
"""No Vietnamese syllable has more letters ("nghiêng"); what is longer may be several written together."""

STOP = {
    "thu",
    "tuc",
    "lam",
    "xin",
    "cho",
    "va",
    "cua",
    "o",
    "tai",
    "muon",
    "can",
    "the",
    "nao",
    "gi",
    "de",
    "toi",
    "minh",
}
"""Words that say little about what is wanted; they count, but hardly."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """One thing that was said: the ways it may be written (phrases of syllables), and how much it tells."""

    ways: tuple[Phrase, ...]
    weight: float
    said: Phrase = ()
    repaired: bool = False
    begun: tuple[str, ...] = ()
    """The words that what was typed last may be the beginning of; none where there are too many to name."""


@dataclass(frozen=True)
class Lexicon:
    """The words and synonyms of one state of the catalogue."""

    words: dict[str, int]
    documents: int
    synonyms: dict[Phrase, tuple[Phrase, ...]]
    longest: int
    by_length: dict[int, list[str]] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)

    def weight(self, word: str) -> float:
        """The rarer the more telling."""
        rarity = log((self.documents + 1) / (self.words.get(word, 0) + 1)) + 0.2
        return rarity * (0.25 if word in STOP else 1.0)

    def beginning(self, start: str) -> Iterator[str]:
        place = bisect_left(self.ordered, start)
        while place < len(self.ordered) and self.ordered[place].startswith(start):
            yield self.ordered[place]
            place += 1


def lexicon(state: str) -> Lexicon:
    return generation.kept(("lexicon",), _load, state=state)


def _load() -> Lexicon:
    words = dict(Word.objects.values_list("word", "documents"))
    synonyms: dict[Phrase, tuple[Phrase, ...]] = {}
    for said, written in Synonym.objects.filter(is_active=True).values_list("said", "written"):
        ways = (tuple(findable(way).split()) for way in written.split(";"))
        synonyms[tuple(findable(said).split())] = tuple(way for way in ways if way)
    by_length: dict[int, list[str]] = {}
    ordered = sorted(words)
    for word in ordered:
        by_length.setdefault(len(word), []).append(word)
    longest = max((len(said) for said in synonyms), default=0)
    return Lexicon(words, max(words.values(), default=1), synonyms, longest, by_length, ordered)


def read(typed: str, known: Lexicon) -> list[Group]:
    """The groups of what was typed, in order; nothing for nothing that can be looked for."""
    words = findable(typed[:MOST_LETTERS]).split()[:MOST_WORDS]
    groups: list[Group] = []
    place = 0
    while place < len(words):
        said = _longest_synonym(words, place, known)
        if said:
            groups.append(_synonym_group(said, known))
            place += len(said)
        else:
            groups += _word_groups(words, place, known)
            place += 1
    return [*groups[:-1], _begun(groups[-1], known)] if groups else []


def _begun(last: Group, known: Lexicon) -> Group:
    """Somebody may still be typing it."""
    named = tuple(islice(known.beginning(last.said[-1]), MOST_BEGUN + 1)) if len(last.said[-1]) > 1 else ()
    return replace(last, begun=named if len(named) <= MOST_BEGUN else ())


def _longest_synonym(words: Sequence[str], place: int, known: Lexicon) -> Phrase:
    for length in range(min(known.longest, len(words) - place), 0, -1):
        phrase = tuple(words[place : place + length])
        if phrase in known.synonyms:
            return phrase
    return ()


def _synonym_group(said: Phrase, known: Lexicon) -> Group:
    ways = known.synonyms[said]
    weight = max(sum(known.weight(word) for word in way) for way in ways)
    own = (said,) if all(word in known.words for word in said) else ()
    return Group((*ways, *own), weight, said)


def _word_groups(words: Sequence[str], place: int, known: Lexicon) -> Iterator[Group]:
    word, is_last = words[place], place == len(words) - 1
    begins = is_last and any(known.beginning(word)) and not word.isdigit()
    if word in known.words or word.isdigit() or begins:
        yield Group(((word,),), known.weight(word), (word,))
        return
    parts = _split(word, known)
    if parts:
        yield from (Group(((part,),), known.weight(part), (part,), repaired=True) for part in parts)
        return
    near = _nearest(word, known)
    if near:
        yield Group(tuple((other,) for other in near), max(map(known.weight, near)), (word,), repaired=True)
    else:
        yield Group(((word,),), log(known.documents + 1) + 0.2, (word,))


def _split(word: str, known: Lexicon) -> Phrase:
    """ "khaisinh" → "khai sinh": the fewest known syllables it can be cut into."""
    if len(word) <= 5:
        return ()
    best: dict[int, Phrase] = {0: ()}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            part = word[start:end]
            if start in best and len(part) > 1 and part in known.words:
                candidate = (*best[start], part)
                if end not in best or len(candidate) < len(best[end]):
                    best[end] = candidate
    found = best.get(len(word), ())
    return found if len(found) > 1 else ()


def _nearest(word: str, known: Lexicon) -> list[str]:
    """The known words the fewest slips away; of equals the commoner first."""
    furthest = 1 if len(word) <= 4 else 2
    rated: list[tuple[int, int, str]] = []
    for length in range(len(word) - furthest, len(word) + furthest + 1):
        for other in known.by_length.get(length, ()):
            distance = OSA.distance(word, other, score_cutoff=furthest)
            if distance <= furthest and not other.isdigit():
                rated.append((distance, -known.words[other], other))
    best = min(rated, default=(furthest + 1, 0, ""))[0]
    return [other for distance, _common, other in sorted(rated) if distance == best][:MOST_REPAIRS]


def likeliest(groups: Sequence[Group], names: Sequence[str]) -> str:
    """The reading that stands in most of ``names``: "khai sinh" rather than "khai chinh"."""
    ways = product(*([" ".join(way) for way in group.ways[:MOST_REPAIRS]] for group in groups))
    readings = [" ".join(way) for way in islice(ways, 60)]
    return max(readings, key=lambda reading: sum(reading in name for name in names), default="")
