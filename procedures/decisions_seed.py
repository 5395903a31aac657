"""A decision of the demonstration, being prepared (``demo/decision.json``): an amendment, a novelty, an abolition.

The hours of the new procedure's internal steps miss its time limit by four: something to mend before publishing.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.vietnamese import plain
from procedures import drafting, editions
from procedures.models import Decision, DecisionLine, Edition, Field, Procedure, ProcessStep
from procedures.national_record import read

FILE = settings.BASE_DIR / "demo" / "decision.json"


def seed() -> str:
    """Write it once; one that is there stays, whatever has become of it. Nothing where its procedures are not there."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    if Decision.objects.filter(number=said["number"]).exists():
        return "is there"
    named = [said["amended"]["code"], said["abolished"]["code"]]
    found = Procedure.objects.filter(code__in=named, current__isnull=False).select_related("current").in_bulk(
        field_name="code"
    )  # fmt: skip
    if len(found) < len(named) or any(_has_draft(procedure) for procedure in found.values()):
        return "left out: its procedures are not as they were"
    _write(said, found)
    return "3 procedures"


def _has_draft(procedure: Procedure) -> bool:
    return procedure.editions.filter(state=Edition.State.DRAFT).exists()


@transaction.atomic
def _write(said: Mapping[str, Any], found: Mapping[str, Procedure]) -> None:
    today = timezone.localdate()
    decision = Decision.objects.create(
        number=said["number"], subject=said["subject"], signer=said["signer"], signed_on=today, effective_on=today
    )
    effects = DecisionLine.Effect
    amended, new, abolished = said["amended"], said["new"], said["abolished"]
    draft = _amended(found[amended["code"]], amended)
    decision.lines.create(procedure=draft.procedure, effect=effects.AMENDED, edition=draft, note=amended["note"])
    first = _new(new)
    decision.lines.create(procedure=first.procedure, effect=effects.NEW, edition=first, note=new["note"])
    decision.lines.create(procedure=found[abolished["code"]], effect=effects.ABOLISHED, note=abolished["note"])


def _amended(procedure: Procedure, said: Mapping[str, Any]) -> Edition:
    """Without one of its papers, and with a word more about another."""
    draft = drafting.draft_from(Edition.objects.get(pk=procedure.current_id))  # type: ignore[misc]
    draft.components.filter(name=said["without_paper"]).delete()
    draft.components.filter(name=said["paper"]).update(note=said["paper_note"])
    draft.requirements = said["requirements"]
    draft.save(update_fields=["requirements"])
    editions.reword(draft)
    return draft


def _new(said: Mapping[str, Any]) -> Edition:
    """The first edition of a procedure that nobody has yet."""
    record = read(said["record"])
    procedure, _is_new = Procedure.objects.get_or_create(code=record.code)
    fields = {plain(entry.name): entry for entry in Field.objects.all()}
    draft = editions.create(procedure, record, said["record"], editions.field_for(record, fields, []))
    draft.provenance = draft.provenance | {drafting.BY_HAND: True}
    draft.record = {}
    draft.save(update_fields=["provenance", "record"])
    ProcessStep.objects.bulk_create(
        ProcessStep(edition=draft, number=number, **step) for number, step in enumerate(said["steps"], 1)
    )
    return draft
