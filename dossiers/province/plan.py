"""The list of invented cases: what comes when, from whom, and what becomes of it. Pure: the same seed, size, catalogue
and calendar give the same list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from dossiers.province.courses import COUNTER, COURSES, ON_THE_SPOT, ONLINE, ORDINARY, POST, SPECIAL, Course
from dossiers.province.office import Office

DAYS = 90
CHANNELS = {COUNTER: 62, ONLINE: 30, POST: 8}
"""Of a hundred (assumed; a province of 2020 receives most at its counters)."""

BACK = {"counter": 78, "post": 14, "online": 8}
LATE = 0.025
"""Of the ordinary ones; with the special courses some four in a hundred are late."""

RECEPTION = 480
A_DAY = 450
CITIZENS, BUSINESSES, FIRST_BUSINESS = 240, 60, 500
AT_THE_COUNTER = 1000
"""Serials of people: with an account up to here, without one above."""


@dataclass(frozen=True)
class Offer:
    """A procedure that is chosen: ``weight`` of dossiers go to it, to one of ``agencies``. ``minutes`` of office time
    are its limit."""

    procedure: str
    field: str
    weight: float
    agencies: tuple[str, ...]
    minutes: int
    on_the_spot: bool = False
    of_businesses: bool = False


@dataclass(frozen=True)
class Scene:
    """What the plan chooses from. ``here``: agencies of the demonstration's officials."""

    offers: tuple[Offer, ...]
    units: Mapping[str, str]
    here: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    course: str
    offer: Offer
    agency: str


@dataclass(frozen=True)
class Case:
    """``came`` and ``received`` are minutes of office time, ``minutes`` the time from reception to the last move."""

    number: int
    procedure: str
    agency: str
    unit: str
    course: str
    channel: str
    back: str
    came: int
    received: int
    minutes: int
    serial: int
    of_business: bool


def plan(scene: Scene, office: Office, size: int, seed: int) -> list[Case]:
    """In the order in which they are received, so that numbers run with time."""
    chance = Random(seed)  # noqa: S311  (invented people, nothing secret)
    chosen = list(_chosen(scene, size, chance))
    cases = [
        _case(number, choice, scene, office, Random(f"{seed}-{number}"))  # noqa: S311
        for number, choice in enumerate(chosen)
    ]
    return sorted(cases, key=lambda case: (case.received, case.number))


def lanes(cases: Sequence[Case], count: int) -> list[list[Case]]:
    """Shares of about the same work, each unit and each agency in one alone, so that none waits for another."""
    sizes = Counter[str]()
    for case in cases:
        sizes[case.unit] += 1 + len(COURSES[case.course].moves)
    held, of_unit = [0] * count, {}
    for unit, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        lane = held.index(min(held))
        held[lane] += size
        of_unit[unit] = lane
    return [[case for case in cases if of_unit[case.unit] == lane] for lane in range(count)]


# --- What and where ---------------------------------------------------------------------------


def _chosen(scene: Scene, size: int, chance: Random) -> Iterator[Choice]:
    """First what every desk must have, then by the shares of the fields."""
    left = {offer.procedure: offer.weight * size for offer in scene.offers}
    wanted = _wanted(scene, chance)
    for name, place in wanted[:size]:
        offer, agency = _fitting(scene, SPECIAL[name], place, left, chance)
        left[offer.procedure] -= 1
        yield Choice(name, offer, agency)
    for _number in range(size - min(len(wanted), size)):
        offer = _weighed(scene.offers, [max(left[one.procedure], 0.01) for one in scene.offers], chance)
        left[offer.procedure] -= 1
        yield Choice(_ordinary(offer, chance), offer, _agency(scene, offer, chance))


def _wanted(scene: Scene, chance: Random) -> list[tuple[str, str]]:
    """(course, agency, or none for any other): one of each before more of any."""
    here = scene.here or ("",)
    first = [(name, here[at % len(here)] if course.here else "") for at, (name, course) in enumerate(SPECIAL.items())]
    every = Counter({(name, place): course.here for name, course in SPECIAL.items() for place in scene.here})
    every.update({(name, ""): course.elsewhere for name, course in SPECIAL.items()})
    rest = list((every - Counter(first)).elements())
    chance.shuffle(rest)
    return first + rest


def _fitting(scene: Scene, course: Course, place: str, left: Mapping[str, float], chance: Random) -> tuple[Offer, str]:
    """An offer for ``course`` at ``place``, or anywhere but at the agencies of the demonstration; where ``place`` has
    none that suits, anywhere."""
    pairs = [(offer, agency) for offer in scene.offers for agency in offer.agencies if _suits(offer, course)]
    there = [pair for pair in pairs if (pair[1] == place if place else pair[1] not in scene.here)]
    found = there or pairs or [(offer, agency) for offer in scene.offers for agency in offer.agencies]
    weights = [max(left[offer.procedure], 0.01) / len(offer.agencies) for offer, _agency in found]
    return found[chance.choices(range(len(found)), weights)[0]]


def _suits(offer: Offer, course: Course) -> bool:
    if offer.on_the_spot or offer.minutes < course.days * A_DAY:
        return False
    return len(offer.agencies) > 1 or "transfer" not in course.moves


def _ordinary(offer: Offer, chance: Random) -> str:
    if offer.on_the_spot:
        return ON_THE_SPOT
    names = [name for name, (_weight, course) in ORDINARY.items() if _suits(offer, course)]
    return chance.choices(names, [ORDINARY[name][0] for name in names])[0]


def _agency(scene: Scene, offer: Offer, chance: Random) -> str:
    here = [agency for agency in offer.agencies if agency in scene.here]
    return chance.choice(here if here and chance.random() < 0.3 else offer.agencies)


def _weighed(found: Sequence[Offer], weights: Iterable[float], chance: Random) -> Offer:
    return chance.choices(found, list(weights))[0]


# --- When and from whom -----------------------------------------------------------------------


def _case(number: int, choice: Choice, scene: Scene, office: Office, chance: Random) -> Case:
    name, offer, agency = choice.course, choice.offer, choice.agency
    course = COURSES[name]
    channel = course.by or (COUNTER if name == ON_THE_SPOT else _of_a_hundred(CHANNELS, chance))
    back = course.back or _way_back(channel, chance)
    delay = chance.randint(20, 420) if channel == ONLINE else 0
    came, minutes = _times(course, offer, office, delay, chance)
    return Case(
        number, offer.procedure, agency, scene.units[agency], name, channel, back, came, came + delay, minutes,
        _serial(number, channel, offer, chance), offer.of_businesses,
    )  # fmt: skip


def _of_a_hundred(shares: Mapping[str, int], chance: Random) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _way_back(channel: str, chance: Random) -> str:
    """Online only where somebody has an account to read it by."""
    found = _of_a_hundred(BACK, chance)
    return "counter" if found == "online" and channel != ONLINE else found


def _times(course: Course, offer: Offer, office: Office, delay: int, chance: Random) -> tuple[int, int]:
    """When it comes, and how long its moves take from reception on."""
    limit = max(offer.minutes, 120)
    if course.came is None:
        is_late = chance.random() < LATE and not any(move.startswith("refuse") for move in course.moves)
        minutes = round(limit * (chance.uniform(1.05, 1.7) if is_late else chance.triangular(0.1, 0.96, 0.75)))
        latest = office.now - delay - (minutes + 60 if course in SPECIAL.values() else 5)
        earliest = max(latest - 12 * A_DAY, 0) if course.back and "read" not in course.moves else 0
        return chance.randint(earliest, max(latest, earliest)), minutes
    if course.entry == "submitted":
        limit, delay = RECEPTION, 0
    elapsed = max(round(limit * chance.uniform(*course.came)), 5 + 8 * len(course.moves))
    return office.now - elapsed - delay, round(elapsed * 0.95)


def _serial(number: int, channel: str, offer: Offer, chance: Random) -> int:
    if channel != ONLINE:
        return AT_THE_COUNTER + number
    return (
        chance.randint(FIRST_BUSINESS, FIRST_BUSINESS + BUSINESSES - 1)
        if offer.of_businesses
        else chance.randint(1, CITIZENS)
    )
