"""Whom the portal knows by a number: as the nation described them, or as they stood in an earlier dossier here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KT

from dossiers.answers import NATIONAL, SNAPSHOT
from dossiers.models import Dossier, Opening, Status
from dossiers.opened.log import opened
from dossiers.reuse import FROM_DOSSIER
from portal.accounts.models import Identity, User
from portal.agencies.models import Agency
from procedures import questions
from procedures.questions import Question

FACTS = ("full_name", "id_number", "tax_code", "born_on", "gender", "address", "phone", "email")
OF_OWNER = {question: fact for fact, question in SNAPSHOT.items()} | {"owner_born_on": "born_on"}
"""Which fact answers a question of the owner, by its name where the form names no source."""


@dataclass(frozen=True)
class Known:
    """``facts`` by their names in a form's sources; ``source`` as it is kept with an answer."""

    facts: Mapping[str, Any]
    source: str
    at: datetime
    code: str = ""
    """Of the earlier dossier they come from."""

    def answer_to(self, question: Question) -> Any:
        """``None`` where nothing is known. What the form asks of who is signed in is the owner's here: they came."""
        kind, _dot, fact = question.prefill.partition(".")
        name = fact if kind in ("owner", "account") else OF_OWNER.get(question.name, "")
        return self.facts.get(name)


def find(number: str, by: User, units: Collection[Agency]) -> Known | None:
    """By identity number or tax code. That an earlier dossier was looked into is written down."""
    if not number:
        return None
    return _as_identity(number) or _as_before(number, by, units)


def _as_identity(number: str) -> Known | None:
    asked = Q(id_number=number) | Q(old_id_number=number) | Q(tax_code=number, kind=Identity.Kind.BUSINESS)
    identities = list(Identity.objects.filter(asked)[:2])
    if len(identities) != 1:
        return None
    one = identities[0]
    facts = {name: questions.kept(getattr(one, name)) for name in FACTS} | {"name": str(one)}
    return Known(_filled(facts), NATIONAL, one.read_at)


def _as_before(number: str, by: User, units: Collection[Agency]) -> Known | None:
    """The newest dossier of the same owner at these units."""
    rows = Dossier.objects.filter(received_by__in=units).exclude(status=Status.DRAFT)
    rows = rows.alias(number=KT("owner__id_number"), tax=KT("owner__tax_code"))
    last = rows.filter(Q(number=number) | Q(tax=number)).order_by("-submitted_at").first()
    if last is None or last.submitted_at is None:
        return None
    opened(last, by, Opening.What.PAGE)
    facts = dict(last.owner) | {"born_on": last.answer("owner_born_on")}
    return Known(_filled(facts), FROM_DOSSIER + last.public_code, last.submitted_at, last.public_code)


def _filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}


def answers(known: Known, asked: Iterable[Question], *, is_here: bool) -> dict[str, Any]:
    """What is known of what is asked. Where somebody else came (``is_here`` false) the telephone and the address for
    the way back are theirs to say."""
    found = {question.name: known.answer_to(question) for question in asked if is_here or _is_of_owner(question)}
    return _filled(found)


def _is_of_owner(question: Question) -> bool:
    return question.name.startswith("owner_") or question.prefill.startswith("owner.")
