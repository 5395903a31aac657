"""An entry of a file becomes a draft edition, or turns out to say nothing new.

What would be created is created, compared with what is there, and undone where it is the same: so the dry run, the real
one and the nightly comparison say the same. Published editions are only read.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext_noop

from portal.agencies.models import Agency
from portal.vietnamese import plain
from procedures import drafting, editions
from procedures.exchange.columns import PREFETCH, SHEETS, Content, Sheet, content_of, value_of
from procedures.exchange.incoming import Entry, Fault
from procedures.exchange.national_item import OWN
from procedures.models import Edition, Field, Procedure
from procedures.national_record import UnreadableRecord, read

CREATED, DRAFTED, UNCHANGED, REFUSED, FURTHER = "created", "drafted", "unchanged", "refused", "further"
FIRST = gettext_noop("first draft of a procedure that is not in the catalogue yet")
DIFFERS = gettext_noop("differs in: %(where)s")
SAME = gettext_noop("says what the catalogue says")
UNREADABLE = gettext_noop("cannot be read as a procedure: %(problem)s")
NOT_STORED = gettext_noop("could not be stored: %(problem)s")


@dataclass(frozen=True)
class Taken:
    """What became, or would become, of an entry."""

    outcome: str
    faults: list[Fault] = field(default_factory=list)
    edition: int | None = None


def take(entry: Entry, *, trial: bool) -> Taken:
    """A draft of ``entry`` unless the catalogue says the same already; with ``trial`` only what would come of it."""
    if entry.faults:
        return Taken(REFUSED, entry.faults)
    try:
        with transaction.atomic():
            taken = _take(entry)
            if trial or taken.outcome == UNCHANGED:
                transaction.set_rollback(True)
            return taken
    except UnreadableRecord as problem:
        return Taken(REFUSED, [Fault(entry.place, UNREADABLE, {"problem": str(problem)})])
    except DatabaseError as error:
        return Taken(REFUSED, [Fault(entry.place, NOT_STORED, {"problem": type(error).__name__})])


def _take(entry: Entry) -> Taken:
    procedure = _procedure(entry)
    known = _known(procedure)
    draft = draft_of(procedure, entry.item, after=known[-1] if known else None)
    if entry.content is not None:
        adjust(draft, entry.content)
    new = content_of(draft)
    if not known:
        return Taken(CREATED, [Fault(entry.place, FIRST)], draft.pk)
    there = [content_of(edition) for edition in known]
    if new in there:
        return Taken(UNCHANGED, [Fault(entry.place, SAME)])
    return Taken(DRAFTED, [Fault(entry.place, DIFFERS, {"where": where(there[0], new)})], draft.pk)


def _procedure(entry: Entry) -> Procedure:
    record = read(entry.item)
    found, _made = Procedure.objects.select_for_update().get_or_create(
        code=record.code, defaults={"code_suffix": record.suffix}
    )
    return found


def _known(procedure: Procedure) -> list[Edition]:
    """What is in force, then the newest draft, as far as there are."""
    kept = procedure.editions.prefetch_related(*PREFETCH).select_related("field", "procedure")
    drafts = list(kept.filter(state=Edition.State.DRAFT).order_by("-number")[:1])
    return [*kept.filter(procedure__current=F("pk")), *drafts]


def draft_of(procedure: Procedure, item: dict[str, Any], *, after: Edition | None) -> Edition:
    """A draft edition of a national item, the provincial part carried over. Marked as made here, by a person."""
    raw = {key: value for key, value in item.items() if key != OWN}
    record = read(raw)
    fields = {plain(entry.name): entry for entry in Field.objects.filter(name__iexact=record.field_name)}
    fields = fields or {plain(entry.name): entry for entry in Field.objects.all()}
    entry = editions.field_for(record, fields, [])
    draft = editions.create(procedure, record, raw, entry, after=after)
    draft.provenance = {**draft.provenance, drafting.BY_HAND: True}
    draft.save(update_fields=["provenance"])
    return draft


# --- The columns the national form cannot say -------------------------------------------------------
def adjust(draft: Edition, content: Content) -> None:
    """Bring the rows of ``draft`` to exactly what ``content`` says; columns no file knows stay as they are."""
    for sheet in SHEETS:
        if sheet.model is not None:
            _adjust_rows(draft, sheet, content[sheet.key])
        elif sheet.related == "steps":
            draft.steps = _grouped(content[sheet.key])
        elif sheet.related:
            entries = [{c.attribute: row[c.key] for c in sheet.columns} for row in content[sheet.key]]
            setattr(draft, sheet.related, entries)
        else:
            own = [column for column in sheet.columns if "__" not in column.attribute]
            for column in own:
                setattr(draft, column.attribute, content[sheet.key][0][column.key])
    draft.save()


def _adjust_rows(draft: Edition, sheet: Sheet, rows: list[dict[str, Any]]) -> None:
    made: list[Any] = list(getattr(draft, sheet.related).all())
    references = _references(draft, sheet)
    for place, values in enumerate(rows):
        if place < len(made) and all(value_of(made[place], c) == values[c.key] for c in sheet.columns):
            continue
        row = made[place] if place < len(made) else sheet.model(edition=draft)  # type: ignore[misc]
        for column in sheet.columns:
            name, _, by = column.attribute.partition("__")
            value = values[column.key]
            setattr(row, name, references[name].get(value) if by else value)
        row.save()
    for row in made[len(rows) :]:
        row.delete()


def _references(draft: Edition, sheet: Sheet) -> dict[str, dict[Any, Model]]:
    """What rows of ``sheet`` point to, by the name the file has for it."""
    wanted = {column.attribute for column in sheet.columns}
    agencies = Agency.objects.all() if "agency__key" in wanted else Agency.objects.none()
    return {
        "case": {case.number: case for case in draft.cases.all()},
        "fee": {fee.number: fee for fee in draft.fees.all()},
        "agency": {agency.key: agency for agency in agencies},
    }


def _grouped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for row in rows:
        if not groups or groups[-1]["case"] != row["truong_hop"]:
            groups.append({"case": row["truong_hop"], "steps": []})
        groups[-1]["steps"].append(row["buoc"])
    return groups


# --- Differences in words ---------------------------------------------------------------------------
def where(old: Content, new: Content) -> str:
    """The sheets and columns that differ, by their titles."""
    found = []
    for sheet in SHEETS:
        before, after = old[sheet.key], new[sheet.key]
        if before == after:
            continue
        columns = [c.title for c in sheet.columns if [r.get(c.key) for r in before] != [r.get(c.key) for r in after]]
        found.append(f"{sheet.title} ({', '.join(columns)})" if len(before) == len(after) else sheet.title)
    return "; ".join(found)
