"""The answers of a dossier: which of them count, how one is kept, and what other rooms read of them."""

from collections.abc import Mapping, Set
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from dossiers.models import Dossier
from procedures import papers, questions
from procedures.models import Component
from procedures.questions import Counted

OWNER_IS = "owner_is"
TYPED, NATIONAL, COMPUTED = "typed", "national identity", "computed"
KIND_OF_OWNER = {"self": "citizen", "person": "citizen", "business": "business", "organisation": "organisation"}
SNAPSHOT = {
    "name": "owner_name",
    "id_number": "owner_id_number",
    "tax_code": "owner_tax_code",
    "address": "owner_address",
    "phone": "phone",
    "email": "email",
}
"""What is copied into ``Dossier.owner``, and the questions it comes from."""


def facts(dossier: Dossier) -> dict[str, Any]:
    """What conditions may ask about besides answers."""
    return {
        "case": str(dossier.case.number),
        "channel": dossier.channel,
        OWNER_IS: dossier.answer(OWNER_IS) or "self",
    }


def values(dossier: Dossier) -> dict[str, Any]:
    return {name: entry["value"] for name, entry in dossier.answers.items()}


def counted(dossier: Dossier, instead: Mapping[str, Any] | None = None) -> Counted:
    """What its form asks, given the case, the channel, the owner and the answers; ``instead``: as if these had been
    given."""
    return questions.count(questions.form_for(dossier.edition), values(dossier) | dict(instead or {}), facts(dossier))


def components(dossier: Dossier, whole: Counted | None = None) -> list[Component]:
    """The papers its case and its answers (or those of ``whole``) ask for, those that are only shown included."""
    prefetch_related_objects([dossier.edition], "components")  # once: they are law and do not change
    every = dossier.edition.components.all()
    return papers.asked(every, case=dossier.case_id, answers=(whole or counted(dossier)).answers)


# --- Keeping them -----------------------------------------------------------------------------


def entry(value: Any, source: str) -> dict[str, Any]:
    return {"value": value, "source": source, "at": timezone.now().isoformat(timespec="seconds")}


def put_answer(dossier: Dossier, name: str, value: Any, source: str) -> None:
    """An unchanged answer keeps its date."""
    before = dossier.answers.get(name)
    if before is None or (before["value"], before["source"]) != (value, source):
        dossier.answers[name] = entry(value, source)


def copy_out(dossier: Dossier) -> None:
    """What other rooms read without knowing the form: the owner, the way back of the result, the summary."""
    kind = KIND_OF_OWNER[dossier.answer(OWNER_IS)]
    dossier.owner = {"kind": kind} | {fact: dossier.answer(name) or "" for fact, name in SNAPSHOT.items()}
    dossier.return_by = dossier.answer("return_by") or Dossier.ReturnBy.COUNTER
    dossier.summary = dossier.answer("summary") or ""


def copy_out_changed(dossier: Dossier, names: Set[str]) -> None:
    """The same for these answers alone: whatever else is known of the owner stays."""
    dossier.owner |= {fact: dossier.answer(name) or "" for fact, name in SNAPSHOT.items() if name in names}
    if "return_by" in names:
        dossier.return_by = dossier.answer("return_by") or Dossier.ReturnBy.COUNTER
    if "summary" in names:
        dossier.summary = dossier.answer("summary") or ""
