"""Answers kept ready: which fit a dossier, and putting one into a message. What they begin with is ``canned.json``."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dossiers import notices
from dossiers.models import CannedAnswer, Dossier
from dossiers.thread.models import CannedAnswerQuerySet
from portal.notices.placeholders import filled

VALUES: Mapping[str, Callable[[Dossier], str]] = {
    "owner": lambda dossier: str(dossier.owner.get("name") or ""),
    "code": lambda dossier: dossier.public_code,
    "due": lambda dossier: notices.VALUES["due"](dossier, ""),
    "agency": lambda dossier: dossier.agency.name,
}
"""The closed list of what may stand between braces, as in the wording of notices."""


def offered(dossier: Dossier) -> CannedAnswerQuerySet:
    agencies = [dossier.agency_id, dossier.received_by_id]
    return CannedAnswer.objects.fitting(agencies=agencies, field=dossier.edition.field_id)


def put_into(text: str, answer: CannedAnswer, dossier: Dossier) -> str:
    """``answer``, filled in, behind what was typed already."""
    ready = filled(answer.text, {name: value(dossier) for name, value in VALUES.items()})
    return f"{text.rstrip()}\n\n{ready}" if text.strip() else ready


def seed() -> str:
    """Those everybody begins with; what people changed since stays. Safe to repeat."""
    read: list[dict[str, Any]] = json.loads((Path(__file__).parent / "canned.json").read_text(encoding="utf-8"))
    for one in read:
        CannedAnswer.objects.get_or_create(title=one["title"], agency=None, defaults={"text": one["text"]})
    return f"{len(read)} canned answers"
