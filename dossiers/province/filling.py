"""Answers to whatever a form demands: what is known of the owner, and something fitting for all the rest."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from django.conf import settings

from dossiers.answers import facts, values
from dossiers.models import Dossier
from dossiers.province import people
from dossiers.province.data import words
from dossiers.province.people import Business, Person
from procedures import questions
from procedures.questions import Question, kinds
from procedures.questions.counted import missing

EXAMPLES = settings.BASE_DIR / "demo" / "examples"
NAMES = ("child_name", "mother_name", "dead_name", "registered_name")
ROUNDS = 8
"""New answers bring up new questions; no form goes deeper."""


@cache
def example(code: str) -> Mapping[str, Any]:
    """A whole set of answers, where the demonstration has one."""
    path = EXAMPLES / f"{code}.json"
    found = json.loads(path.read_text(encoding="utf-8"))[0]["answers"] if path.exists() else {}
    ours = {name: value for name, value in found.items() if not name.startswith("owner_") and "phone" not in name}
    return {name: _whole(value) for name, value in ours.items()}


@cache
def _address(commune: str, street: str) -> dict[str, str]:
    return kinds.address(commune, street)


@dataclass(frozen=True)
class Asking:
    """Who asks for what, lives where, and how the result is to go back."""

    procedure: str
    owner: Person | Business
    commune: str
    back: str


def answers(dossier: Dossier, asking: Asking, chance: Random) -> dict[str, Any]:
    """For an unsaved dossier; what its form does not ask is left out by who keeps them."""
    given = {**example(asking.procedure), **_of_owner(asking.owner), "return_by": asking.back}
    given["summary"] = words("summary", chance)
    given |= {name: people.name(chance, people.WOMAN) for name in NAMES if name in given}
    form = questions.form_for(dossier.edition)
    for _round in range(ROUNDS):
        counted = questions.count(form, {**values(dossier), **given}, facts(dossier))
        lacking = [question for _step, question in missing(counted)]
        if not lacking:
            break
        given |= {question.name: _fitting(question, asking, chance) for question in lacking}
    return given


def _of_owner(owner: Person | Business) -> dict[str, Any]:
    known: dict[str, Any] = {"owner_name": owner.name, "owner_address": f"{owner.hamlet}, tỉnh Bắc Giang"}
    known |= {"phone": owner.phone}
    if isinstance(owner, Person):
        return known | {"owner_id_number": owner.id_number, "owner_born_on": owner.born_on.isoformat()}
    return known | {"owner_tax_code": owner.tax_code}


def _whole(value: Any) -> Any:
    """An address of the examples as it is kept."""
    is_address = isinstance(value, dict) and {"commune", "street"} <= value.keys()
    return _address(value["commune"], value["street"]) if is_address else value


def _fitting(question: Question, asking: Asking, chance: Random) -> Any:
    """Something of its kind."""
    owner = asking.owner
    by_kind: dict[str, Callable[[], Any]] = {
        "choice": lambda: question.options[0].value,
        "choices": lambda: [question.options[0].value],
        "yes_no": lambda: "no",
        "date": lambda: (date(2015, 1, 1) + timedelta(days=chance.randrange(1500))).isoformat(),
        "number": lambda: max(int(question.least or 0), 1),
        "money": lambda: 50_000_000,
        "phone": lambda: owner.phone,
        "id_number": lambda: getattr(owner, "id_number", "099000000000"),
        "tax_code": lambda: getattr(owner, "tax_code", "0000000000"),
        "address": lambda: _address(asking.commune, owner.hamlet),
        "repeated": lambda: [{"id": "a1b2c3d4"} | {
            one.name: _fitting(one, asking, chance) for one in question.questions if one.is_asked
        }],
    }  # fmt: skip
    return by_kind.get(question.kind, lambda: owner.name)()
