"""What somebody typed, read: what is wanted and what is only talk, everyday words for written ones."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from portal.vietnamese import findable, marked
from procedures import generation
from procedures.models import Synonym, Word

MOST_WORDS, MOST_LETTERS = 16, 200

Phrase = tuple[str, ...]

TALK = """
    ai, anh, bạn, cho bé, cho bố, cho cháu, cho chồng, cho con, cho em bé, cho mẹ, cho vợ, của con, của mình, của tôi,
    gắn chip, gắn chíp, bao giờ, bao lâu, bao nhiêu, bao nhiêu tiền, bị, cách, cần, cần chuẩn bị gì, cần giấy gì,
    cần giấy tờ gì, cần gì, cần hồ sơ gì, cần làm, cần những gì, chị, cho, cho em hỏi, cho hỏi, cho mình hỏi,
    cho tôi hỏi, chuẩn bị gì, chưa, có, của, cụ thể, cũng, dành cho, dịch vụ, dịch vụ công, đang, để, đi, được,
    được không, em, em muốn, gì, gì không, giấy gì, giấy tờ cần, giấy tờ cần thiết, giấy tờ gì, giúp, gồm giấy tờ gì,
    gồm những gì, hả, hết bao nhiêu, hồ sơ, hồ sơ cần gì, hồ sơ gì, hồ sơ gồm, hồ sơ gồm những gì, hỏi, hướng dẫn, k,
    khi, khi nào, ko, không, là, là gì, làm, làm ở đâu, làm sao, làm sao để, làm thế nào, lấy, lên, lĩnh vực, lúc, mã,
    mã thủ tục, mà, mất bao lâu, mất bao nhiêu, mình, mình muốn, muốn, muốn làm, nào, này, nhé, như nào, như thế nào,
    những, những gì, nộp, nộp hồ sơ, nộp hồ sơ ở đâu, nộp ở đâu, ở, ở đâu, online, phải, phải làm gì, phải làm sao,
    phải làm thế nào, qua mạng, quy trình, ra, ra sao, rồi, sao, tại, tại nhà, thế, thế nào, thì, thì cần gì,
    thì làm sao, thì sao, thủ tục, thủ tục gì, thủ tục hành chính, tiền gì, tôi, tôi muốn, tra cứu, trên mạng, trình tự,
    trực tuyến, tthc, và, vào đâu, vậy, về, việc, với, vui lòng, xin, xin hỏi
"""
"""Ways to ask rather than what is asked for; they count only where nothing else was said."""

TALKED: dict[Phrase, Phrase] = {
    tuple(findable(said).split()): tuple(marked(said).split()) for said in TALK.replace("\n", " ").split(",")
}
LONGEST_TALK = max(map(len, TALKED))
A_LITTLE = 0.15
"""What talk weighs beside words of the same rarity."""


@dataclass(frozen=True)
class Group:
    """One thing that was said: the ways it may be written (phrases of syllables), and how much it tells. What was said
    itself must stand together; of another way the words may be apart."""

    ways: tuple[Phrase, ...]
    weight: float
    said: Phrase = ()
    is_repaired: bool = False
    is_talk: bool = False
    marks: tuple[str, ...] = ()
    """Words of it as they were typed, where that was with marks."""

    doubts: tuple[Phrase, ...] = ()
    """What else may have been meant, where words stand side by side that hardly ever do."""

    begun: tuple[str, ...] = ()
    """The words that what was typed last may be the beginning of; none where there are too many to name."""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(" ".join(way) for way in self.ways)

    @property
    def readings(self) -> tuple[str, ...]:
        """What was typed, or may have been meant to be."""
        return self.texts if self.is_repaired else (" ".join(self.said),)


@dataclass(frozen=True)
class Lexicon:
    """The words and synonyms of one state of the catalogue."""

    words: dict[str, int]
    pairs: dict[tuple[str, str], int]
    """Words that stand side by side in names and results."""

    documents: int
    synonyms: dict[Phrase, tuple[Phrase, ...]]
    spelt: dict[Phrase, Phrase]
    """Each synonym with its marks."""

    longest: int
    short: dict[str, Phrase] = field(default_factory=dict)
    """Abbreviations that stand for one thing only."""

    by_length: dict[int, list[str]] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)

    def weight(self, word: str) -> float:
        """The rarer the more telling."""
        return log((self.documents + 1) / (self.words.get(word, 0) + 1)) + 0.2

    def beginning(self, start: str) -> Iterator[str]:
        place = bisect_left(self.ordered, start)
        while place < len(self.ordered) and self.ordered[place].startswith(start):
            yield self.ordered[place]
            place += 1


def lexicon(state: str) -> Lexicon:
    return generation.kept(("lexicon",), _load, state=state)


def _load() -> Lexicon:
    words: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for word, documents in Word.objects.values_list("word", "documents"):
        first, _blank, second = word.partition(" ")
        if second:
            pairs[first, second] = documents
        else:
            words[word] = documents
    by_length: dict[int, list[str]] = {}
    ordered = sorted(words)
    for word in ordered:
        by_length.setdefault(len(word), []).append(word)
    rows = list(Synonym.objects.filter(is_active=True).values_list("said", "written"))
    short = {plain[0]: _ways(written)[0] for said, written in rows if _is_short(said, plain := _phrase(said), written)}
    synonyms, spelt = {}, {}
    for said, written in rows:
        typed = Typed(_phrase(said), tuple(marked(said).split()))
        for way in (typed, typed.written_out(short)):
            synonyms[tuple(way.words)], spelt[tuple(way.words)] = _ways(written), tuple(way.marks)
    longest = max(map(len, synonyms), default=0)
    return Lexicon(words, pairs, max(words.values(), default=1), synonyms, spelt, longest, short, by_length, ordered)


def _phrase(text: str) -> Phrase:
    return tuple(findable(text).split())


def _is_short(said: str, plain: Phrase, written: str) -> bool:
    """An abbreviation, in capitals, that stands for one thing only."""
    return said.isupper() and len(plain) == 1 and len(_ways(written)) == 1


def _ways(written: str) -> tuple[Phrase, ...]:
    return tuple(way for way in map(_phrase, written.split(";")) if way)


@dataclass(frozen=True)
class Typed:
    """The words of a query without and with marks."""

    words: Sequence[str]
    marks: Sequence[str]

    def written_out(self, short: Mapping[str, Phrase]) -> "Typed":
        """With every abbreviation in full."""
        pairs = list(zip(self.words, self.marks, strict=True))
        words = [full for word in self.words for full in short.get(word, (word,))]
        marks = [full for word, mark in pairs for full in short.get(word, (mark,))]
        return Typed(words, marks)

    def with_marks(self, place: int, end: int) -> tuple[str, ...]:
        pairs = zip(self.words[place:end], self.marks[place:end], strict=True)
        return tuple(mark for word, mark in pairs if mark != word)

    def longest(self, place: int, spelt: Mapping[Phrase, Phrase], most: int, known: Lexicon) -> Phrase:
        """The longest phrase of ``spelt`` that begins at ``place``, written so, marks and all; failing that one with
        other marks; nothing where there is none."""
        phrases = [tuple(self.words[place : place + length]) for length in range(most, 0, -1)]
        there = [phrase for phrase in phrases if phrase in spelt]
        written_so = (phrase for phrase in there if self._is_so(place, spelt[phrase], known))
        return next(written_so, next((phrase for phrase in there if len(phrase) > 1), ()))

    def _is_so(self, place: int, meant: Phrase, known: Lexicon) -> bool:
        if len(meant) == 1:
            return self._is(place, meant[0], known)
        typed = zip(self.words[place:], self.marks[place:], meant, strict=False)
        return all(mark in (word, wanted) for word, mark, wanted in typed)

    def _is(self, place: int, meant: str, known: Lexicon) -> bool:
        """Of a single word: typed so ("bạn", not "bán"), or without marks and beside words it never stands beside in
        the catalogue."""
        word, typed = self.words[place], self.marks[place]
        if typed != word or meant == word:
            return typed == meant
        around = ["", *self.words, ""]
        return (around[place], word) not in known.pairs and (word, around[place + 2]) not in known.pairs


def synonym_group(said: Phrase, known: Lexicon) -> Group:
    ways = known.synonyms[said]
    weight = max(sum(known.weight(word) for word in way) for way in ways)
    own = (said,) if said not in ways and all(word in known.words for word in said) else ()
    return Group((*ways, *own), weight, said)


def talk_group(said: Phrase, known: Lexicon) -> Group:
    return Group((said,), A_LITTLE * sum(known.weight(word) for word in said), said, is_talk=True)
