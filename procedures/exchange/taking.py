"""An entry of a file becomes a draft edition, or turns out to say nothing new.

The dry run does the same as the real one and undoes it, so both say the same. Published editions are only read; a draft
that an earlier import made and nobody has touched since gives way to what the newer file says.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from portal.vietnamese import plain
from procedures import drafting, editions
from procedures.exchange.columns import PREFETCH, PROCEDURES, SHEETS, Content, content_of
from procedures.exchange.filling import fill
from procedures.exchange.incoming import Entry, Fault
from procedures.exchange.national_item import OWN, item_of
from procedures.models import PARTS, Edition, Example, Field, Procedure
from procedures.national_record import UnreadableRecord, read

CREATED, DRAFTED, UNCHANGED, REFUSED, FURTHER = "created", "drafted", "unchanged", "refused", "further"
FIRST = gettext_noop("first draft of a procedure that is not in the catalogue yet")
DIFFERS = gettext_noop("differs in: %(where)s")
BESIDE = gettext_noop(
    "differs in: %(where)s. Somebody is at work on draft %(number)s of it, which stays beside this one"
)
SAME = gettext_noop("says what the catalogue says")
WAITING = gettext_noop("says what draft %(number)s says already")
OTHER_SUFFIX = gettext_noop("the publishing body of a known procedure stays: %(suffix)s")
UNREADABLE = (gettext_noop("record without a code"), gettext_noop("record without a name"))
"""What reading a national record says when there is none."""

NOT_STORED = gettext_noop("could not be stored: %(problem)s")


@dataclass(frozen=True)
class Taken:
    """What became of an entry; the first of ``faults`` says why."""

    outcome: str
    faults: list[Fault] = field(default_factory=list)


def try_out(entry: Entry) -> Taken:
    """What would become of ``entry``; nothing stays."""
    with transaction.atomic():
        taken = take(entry)
        transaction.set_rollback(True)
    return taken


def take(entry: Entry) -> Taken:
    """A draft of ``entry`` unless the catalogue says the same already. All of it or nothing."""
    if entry.faults:
        return Taken(REFUSED, entry.faults)
    try:
        with transaction.atomic():
            taken = _take(entry)
            if taken.outcome in (UNCHANGED, REFUSED):
                transaction.set_rollback(True)
            return taken
    except UnreadableRecord as problem:
        return Taken(REFUSED, [Fault(entry.place, str(problem))])
    except DatabaseError as error:
        return Taken(REFUSED, [Fault(entry.place, NOT_STORED, {"problem": type(error).__name__})])


def _take(entry: Entry) -> Taken:
    procedure = _procedure(entry)
    known = _known(procedure)
    if entry.content is None:
        return _take_item(entry, procedure, known)
    suffix = entry.content[PROCEDURES.key][0]["hau_to"]
    if known and suffix != procedure.code_suffix:
        return Taken(REFUSED, [Fault(entry.place, OTHER_SUFFIX, {"suffix": procedure.code_suffix or "–"})])
    said = [content_of(edition) for edition in known]
    if entry.content in said:
        return _unchanged(entry, known[said.index(entry.content)])
    draft = _draft_in_full(entry, procedure, known)
    return _drafted(entry, draft, said, entry.content)


def _take_item(entry: Entry, procedure: Procedure, known: list[Edition]) -> Taken:
    """The national form alone: the provincial part is carried over."""
    record_hash = editions.digest(entry.item)
    for edition in known:
        if edition.record_hash == record_hash and _as_read(edition):
            return _unchanged(entry, edition)
    draft = draft_of(procedure, entry.item, after=_base(known))
    new, said = content_of(draft), [content_of(edition) for edition in known]
    if new in said:
        return _unchanged(entry, known[said.index(new)])
    return _drafted(entry, draft, said, new)


def _as_read(edition: Edition) -> bool:
    """Whether its national part is what was read from its record."""
    return drafting.BY_HAND not in edition.provenance or edition.provenance.get(drafting.BY_FILE) == ITEM


ITEM, TABLE = "item", "table"
"""What a draft of an import was made of."""


def _unchanged(entry: Entry, edition: Edition) -> Taken:
    if edition.is_draft:
        return Taken(UNCHANGED, [Fault(entry.place, WAITING, {"number": edition.number})])
    return Taken(UNCHANGED, [Fault(entry.place, SAME)])


def _drafted(entry: Entry, draft: Edition, said: list[Content], new: Content) -> Taken:
    """Mark the draft, and put away what it takes the place of."""
    draft.provenance = {**draft.provenance, drafting.BY_FILE: ITEM if entry.content is None else TABLE}
    draft.save(update_fields=["provenance"])
    drafting.imported_drafts(draft.procedure).exclude(pk=draft.pk).delete()
    if not said:
        return Taken(CREATED, [Fault(entry.place, FIRST)])
    values: dict[str, Any] = {"where": where(said[0], new)}
    other = draft.procedure.editions.filter(state=Edition.State.DRAFT, provenance__has_key=drafting.BY_HAND)
    number = other.exclude(pk=draft.pk).order_by("-number").values_list("number", flat=True).first()
    if number is None:
        return Taken(DRAFTED, [Fault(entry.place, DIFFERS, values)])
    return Taken(DRAFTED, [Fault(entry.place, BESIDE, values | {"number": number})])


def _procedure(entry: Entry) -> Procedure:
    """Locked, so that of two imports at once the second sees what the first has made."""
    code, suffix = entry.code, ""
    if entry.content is None:
        record = read(entry.item)
        code, suffix = record.code, record.suffix
    else:
        suffix = entry.content[PROCEDURES.key][0]["hau_to"]
    found, _made = Procedure.objects.select_for_update().get_or_create(code=code, defaults={"code_suffix": suffix})
    return found


def _known(procedure: Procedure) -> list[Edition]:
    """What is in force, then the drafts, the newest first."""
    kept = procedure.editions.prefetch_related(*PREFETCH).select_related("field", "procedure")
    drafts = kept.filter(state=Edition.State.DRAFT).order_by("-number")
    return [*kept.filter(procedure__current=F("pk")), *drafts]


def _base(known: list[Edition]) -> Edition | None:
    """Whose provincial part goes on: the newest draft of a person, what is in force, any draft."""
    by_hand = [edition for edition in known if edition.is_draft and drafting.BY_HAND in edition.provenance]
    return next(iter([*by_hand, *known]), None)


# --- Drafts -----------------------------------------------------------------------------------------
def draft_of(procedure: Procedure, item: dict[str, Any], *, after: Edition | None) -> Edition:
    """A draft edition of a national item, the provincial part carried over. Marked as made by a person."""
    raw = {key: value for key, value in item.items() if key != OWN}
    record = read(raw)
    fields = {plain(entry.name): entry for entry in Field.objects.filter(name__iexact=record.field_name)}
    fields = fields or {plain(entry.name): entry for entry in Field.objects.all()}
    entry = editions.field_for(record, fields, [])
    draft = editions.create(procedure, record, raw, entry, after=after)
    draft.provenance = {**draft.provenance, drafting.BY_HAND: True}
    draft.save(update_fields=["provenance"])
    return draft


def _draft_in_full(entry: Entry, procedure: Procedure, known: list[Edition]) -> Edition:
    """A draft that says exactly what ``entry.content`` says; what no file knows goes on from the edition before."""
    content, base = entry.content or {}, _base(known)
    if base is None:
        draft = draft_of(procedure, entry.item or item_of(entry.code, content), after=None)
        for part in PARTS:
            part._default_manager.filter(edition=draft).delete()
    else:
        draft = drafting.begin(base)
        drafting.copy_rows(base, draft, (Example,))
    fill(draft, content, before=base)
    return draft


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
