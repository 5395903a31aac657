"""Invented persons. Their numbers cannot be anybody's: no province has the code 099 in identity numbers, no tax code
begins with 00, and no telephone number in Việt Nam with 011. They have no e-mail address."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dossiers.province.data import told

MAN, WOMAN = "1", "0"
OLDEST, YOUNGEST = date(1945, 1, 1), date(2001, 12, 31)


@dataclass(frozen=True)
class Person:
    name: str
    gender: str
    born_on: date
    id_number: str
    hamlet: str
    phone: str


@dataclass(frozen=True)
class Business:
    name: str
    tax_code: str
    hamlet: str
    phone: str


def name(chance: Random, gender: str) -> str:
    known = told()
    parts = known["surnames"], known["middle"][gender], known["given"][gender]
    return " ".join(chance.choice(part) for part in parts)


def person(serial: int, chance: Random) -> Person:
    """``serial`` is in all numbers of theirs, so that no two are the same."""
    gender = chance.choice((MAN, WOMAN))
    born_on = OLDEST + timedelta(days=chance.randrange((YOUNGEST - OLDEST).days))
    century = (2 if born_on.year >= 2000 else 0) + (gender == WOMAN)
    id_number = f"099{century}{born_on:%y}{serial:06d}"
    return Person(name(chance, gender), gender, born_on, id_number, _hamlet(chance), _phone(serial))


def business(serial: int, chance: Random) -> Business:
    known = told()
    called = chance.choice(known["businesses"]).format(chance.choice(known["brands"]))
    return Business(called, f"00{serial:08d}", _hamlet(chance), _phone(serial))


def _hamlet(chance: Random) -> str:
    return str(chance.choice(told()["hamlets"]))


def _phone(serial: int) -> str:
    return f"011{serial:07d}"
