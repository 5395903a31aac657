"""Slips of the finger put right: by what the catalogue writes, and by what stands side by side in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.vietnamese import findable
from procedures.search.words import Group, Lexicon, Phrase

MOST_REPAIRS, MOST_DOUBTS = 6, 3
LONGEST_SYLLABLE = 7
"""No Vietnamese syllable has more letters ("nghiêng"); what is longer may be several written together."""

HARDLY_EVER, MUCH_MORE = 1, 3
"""In so few names stands a doubtful word beside its neighbours, and so many times as often another one."""

GUESSED, UNKNOWN = 0.7, 0.3
"""What a repaired word weighs beside one typed so, and what one that nothing is like, or a small number."""

A_PAIR = 3.0
"""What a pair that the catalogue knows is worth against one more cut."""

TELEX = ((re.compile(r"([aeo])\1"), r"\1"), (re.compile("dd"), "d"), (re.compile("w"), ""))
TONE = re.compile("[sfrxj]")


@dataclass(frozen=True)
class Place:
    """A word with its neighbours, as typed."""

    word: str
    before: str
    after: str

    def support(self, word: str, known: Lexicon) -> int:
        """In how many names ``word`` stands beside one of the neighbours."""
        return max(known.pairs.get((self.before, word), 0), known.pairs.get((word, self.after), 0))


def places(words: Sequence[str]) -> list[Place]:
    around = ["", *words, ""]
    return [Place(word, around[place], around[place + 2]) for place, word in enumerate(words)]


def groups_of(place: Place, known: Lexicon, *, is_last: bool) -> Iterator[Group]:
    """What a single word may mean: itself, words run together, a word near it."""
    word = place.word
    if word in known.words or word.isdigit() or (is_last and any(known.beginning(word))):
        yield Group(((word,),), _weight(word, known), (word,), doubts=_doubts(place, known))
    elif parts := split(word, known):
        yield from (Group(((part,),), known.weight(part), (part,), is_repaired=True) for part in parts)
    elif near := _near(place, known):
        weight = GUESSED * max(map(known.weight, near))
        yield Group(tuple((other,) for other in near), weight, (word,), is_repaired=True)
    else:
        yield Group(((word,),), UNKNOWN * known.weight(word), (word,))


def _weight(word: str, known: Lexicon) -> float:
    return known.weight(word) * (UNKNOWN if word.isdigit() and len(word) < 3 else 1.0)


def _doubts(place: Place, known: Lexicon) -> tuple[Phrase, ...]:
    """A word there is, but beside neighbours it hardly ever has: what else may have been meant ("chữ lý": "chữ ký")."""
    own = place.support(place.word, known)
    if place.word.isdigit() or not (place.before or place.after) or own > HARDLY_EVER:
        return ()
    near = ((place.support(other, known), other) for other in _within(place.word, 1, known) if other != place.word)
    often = max(MUCH_MORE * own, 1)
    return tuple((other,) for support, other in sorted(near, reverse=True)[:MOST_DOUBTS] if support >= often)


def _near(place: Place, known: Lexicon) -> list[str]:
    """What an unknown word may be: typed with the accents beside the letters, or the fewest slips away; of equals what
    stands beside the neighbours, then the commoner."""
    meant = [word for word in without_telex(place.word) if word in known.words]
    if meant:
        return _likeliest_first(meant, place, known)
    furthest = 1 if len(place.word) <= 4 else 2
    rated = _within(place.word, furthest, known)
    least = min(rated.values(), default=0)
    return _likeliest_first([other for other, distance in rated.items() if distance == least], place, known)


def _likeliest_first(words: Iterable[str], place: Place, known: Lexicon) -> list[str]:
    return sorted(words, key=lambda word: (-place.support(word, known), -known.words[word], word))[:MOST_REPAIRS]


def _within(word: str, furthest: int, known: Lexicon) -> dict[str, int]:
    """The known words so many slips away at most, and how many."""
    lengths = range(len(word) - furthest, len(word) + furthest + 1)
    near = (
        process.extract(word, known.by_length.get(length, ()), scorer=OSA.distance, score_cutoff=furthest, limit=None)
        for length in lengths
    )
    return {other: distance for found in near for other, distance, _place in found if not other.isdigit()}


def without_telex(word: str) -> list[str]:
    """ "giaays" → "giay", "chuwngs" → "chung": the accents of an input method that was off; VNI's digits, too."""
    letters = re.sub("[0-9]", "", word)
    for doubled, single in TELEX:
        letters = doubled.sub(single, letters)
    toneless = (letters[: tone.start()] + letters[tone.end() :] for tone in TONE.finditer(letters) if tone.start())
    return [found for found in dict.fromkeys(map(findable, [letters, *toneless])) if found and found != word]


def split(word: str, known: Lexicon) -> Phrase:
    """ "khaisinh" → "khai sinh": cut into known syllables, as few as can be, such as stand side by side in names."""
    if len(word) <= 5:
        return ()
    best: dict[int, tuple[float, Phrase]] = {0: (0.0, ())}
    for end in range(2, len(word) + 1):
        cuts = (
            _cut(best[start], word[start:end], known)
            for start in range(max(0, end - LONGEST_SYLLABLE), end)
            if start in best
        )
        found = max((cut for cut in cuts if cut), default=None)
        if found:
            best[end] = found
    parts = best.get(len(word), (0.0, ()))[1]
    return parts if len(parts) > 1 else ()


def _cut(before: tuple[float, Phrase], letters: str, known: Lexicon) -> tuple[float, Phrase] | None:
    part = findable(letters)
    if len(part) < 2 or part not in known.words:
        return None
    worth, parts = before
    side_by_side = bool(parts) and (parts[-1], part) in known.pairs
    return worth - 1 + A_PAIR * side_by_side, (*parts, part)


def likeliest(groups: Sequence[Group], names: Sequence[str], known: Lexicon) -> str:
    """The reading with most words that stand side by side in the catalogue; of equals the one in most of ``names``:
    "khai sinh" rather than "khai chinh"."""
    ways = product(*(group.readings[:MOST_REPAIRS] for group in groups))
    readings = [" ".join(way) for way in islice(ways, 60)]
    return max(
        readings, key=lambda reading: (_pairs(reading, known), sum(reading in name for name in names)), default=""
    )


def _pairs(reading: str, known: Lexicon) -> int:
    return sum(pair in known.pairs for pair in pairwise(reading.split()))
