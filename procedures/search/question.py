"""What somebody looks for: read once, judged against many."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, pairwise, product

from portal.vietnamese import findable, marked
from procedures.search import spelling
from procedures.search.subjects import Register, Subjects
from procedures.search.words import LONGEST_TALK, TALKED, Group, Lexicon, Typed, synonym_group, talk_group

MOST_WORDS, MOST_LETTERS, MOST_READINGS = 16, 200, 12
MOST_BEGUN = 12
"""To name so many words is quicker for the index than to look for all that begin so."""


@dataclass(frozen=True)
class Question:
    """``groups`` in the order they were said; ``needed`` those of them that say what is wanted."""

    groups: list[Group]
    subjects: Subjects = field(default_factory=Subjects)
    """The fields and agencies that are named."""

    @cached_property
    def needed(self) -> list[Group]:
        return [group for group in self.groups if not group.is_talk] or self.groups

    @cached_property
    def marks(self) -> list[str]:
        """Words that are needed as they were typed, where that was with marks."""
        return [mark for group in self.needed for mark in group.marks]

    @cached_property
    def weight(self) -> float:
        return sum(group.weight for group in self.needed)

    @cached_property
    def is_repaired(self) -> bool:
        return any(group.is_repaired for group in self.groups)

    @cached_property
    def doubted(self) -> "Question | None":
        """The same with everything that may have been meant instead; nothing where nothing is doubtful."""
        if not any(group.doubts for group in self.groups):
            return None
        return replace(self, groups=[_with_doubts(group) for group in self.groups])

    @cached_property
    def running(self) -> list[Group]:
        """From the first to the last that is needed: the running text."""
        places = [place for place, group in enumerate(self.groups) if group in self.needed]
        return self.groups[places[0] : places[-1] + 1] if places else []

    @cached_property
    def readings(self) -> list[str]:
        """The running text, as it may be written."""
        found = [""]
        for group in self.running:
            found = [f"{before} {text}".strip() for before, text in product(found[:8], group.texts[:3])]
        return found[:MOST_READINGS]

    @cached_property
    def pairs(self) -> list[tuple[float, tuple[str, ...]]]:
        """Things that were said one after the other: their share of the whole, and how they may be written."""
        return [
            ((one.weight + other.weight) / (2 * self.weight or 1), _side_by_side(one, other))
            for one, other in pairwise(self.groups)
            if not one.is_talk and not other.is_talk
        ]


def _with_doubts(group: Group) -> Group:
    return replace(group, ways=(*group.ways, *group.doubts), is_repaired=True) if group.doubts else group


def _side_by_side(one: Group, other: Group) -> tuple[str, ...]:
    return tuple(f"{first} {second}" for first, second in product(one.texts[:4], other.texts[:4]))


def ask(typed: str, known: Lexicon, register: Register) -> Question:
    """Nothing is needed where nothing can be looked for."""
    typed = typed[:MOST_LETTERS]
    words = Typed(findable(typed).split()[:MOST_WORDS], marked(typed).split()[:MOST_WORDS]).written_out(known.short)
    groups = _begun(list(_groups(words, known)), known)
    return Question(groups, register.named_by(word for group in groups if not group.is_talk for word in group.said))


def _begun(groups: list[Group], known: Lexicon) -> list[Group]:
    """Somebody may still be typing the last word."""
    word = groups[-1].said[-1] if groups else ""
    named = tuple(islice(known.beginning(word), MOST_BEGUN + 1)) if len(word) > 1 else ()
    return [*groups[:-1], replace(groups[-1], begun=named)] if len(named) in range(1, MOST_BEGUN + 1) else groups


def _groups(typed: Typed, known: Lexicon) -> Iterator[Group]:
    places, place = spelling.places(typed.words), 0
    while place < len(places):
        synonym = typed.longest(place, known.spelt, known.longest, known)
        talk = typed.longest(place, TALKED, LONGEST_TALK, known)
        end = place + max(len(synonym), len(talk), 1)
        if synonym and len(synonym) >= len(talk):
            found = [synonym_group(synonym, known)]
        elif talk:
            found = [talk_group(talk, known)]
        else:
            found = list(spelling.groups_of(places[place], known, is_last=end == len(places)))
        yield from (replace(group, marks=typed.with_marks(place, end)) for group in found)
        place = end
