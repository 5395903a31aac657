"""The words of notices: what they begin with in the code, and the versions people made of them since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.notices.models import NoticeTemplate
from portal.notices.placeholders import PLACEHOLDER


@dataclass(frozen=True)
class Kind:
    """What a room can tell: under which key, with which values (an example of each), and in which words at first."""

    key: str
    examples: Mapping[str, str]
    subject: str
    body: str


def begun(kinds: Mapping[str, Any], examples: Mapping[str, str], offered: Iterable[str]) -> dict[str, Kind]:
    """By key, with ``subject`` and ``body`` as a room's file has them. The closed list of a key is what its first
    wording says, and what is ``offered`` besides, unless the file offers something else with it."""
    return {key: _begun(key, words, examples, words.get("offered", offered)) for key, words in kinds.items()}


def _begun(key: str, words: Mapping[str, Any], examples: Mapping[str, str], offered: Iterable[str]) -> Kind:
    names = sorted({*offered, *PLACEHOLDER.findall(words["subject"] + words["body"])})
    return Kind(key, {name: examples[name] for name in names}, words["subject"], words["body"])


class Overtaken(Exception):
    """Somebody else made a version in the meantime."""


def current(kind: Kind) -> NoticeTemplate:
    """The version in use; the first one is made here, and another when the code's closed list has changed.

    So no event fails because nobody has seeded, and an edited wording survives as long as its placeholders do.
    """
    newest = NoticeTemplate.objects.filter(key=kind.key).order_by("-version").first()
    if newest is not None and newest.examples == dict(kind.examples):
        return newest
    wording = {"subject": kind.subject, "body": kind.body}
    if newest is not None and _fits(newest, kind):
        wording = {"subject": newest.subject, "body": newest.body}
    version = newest.version + 1 if newest is not None else 1
    made, _is_new = NoticeTemplate.objects.get_or_create(
        key=kind.key, version=version, defaults=wording | {"examples": dict(kind.examples)}
    )
    return made


def _fits(template: NoticeTemplate, kind: Kind) -> bool:
    """Whether an edited wording says nothing that ``kind`` no longer gives."""
    candidate = NoticeTemplate(subject=template.subject, body=template.body, examples=dict(kind.examples))
    try:
        candidate.clean()
    except ValidationError:
        return False
    return True


def publish(newest: NoticeTemplate, *, subject: str, body: str, by: User) -> NoticeTemplate:
    """Put a new version in use. Raises ``ValidationError`` for its braces, ``Overtaken`` unless ``newest`` is."""
    made = NoticeTemplate(
        key=newest.key, version=newest.version + 1, subject=subject, body=body, examples=newest.examples, made_by=by
    )
    made.clean()
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Overtaken from error
    return made


def seed(kinds: Iterable[Kind]) -> str:
    """Every wording there, so that the desk can show it. Safe to repeat; what was edited stays."""
    return f"{len([current(kind) for kind in kinds])} wordings"
