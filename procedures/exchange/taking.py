"""An entry of a file becomes a draft edition, or turns out to say nothing new.

The dry run does the same as the real one and undoes it, so both say the same. Published editions are only read; a draft
that an earlier import made and nobody has touched since gives way to what the newer file says.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Q
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


def already_said(entries: Iterable[Entry]) -> dict[str, Taken]:
    """Those of ``entries`` that bring nothing new, by code; asked for all at once, for mostly it is nearly all."""
    sound = [entry for entry in entries if not entry.faults]
    known = _known([entry.code for entry in sound])
    found = {entry.code: _unchanged(entry, known[entry.code]) for entry in sound}
    return {code: taken for code, taken in found.items() if taken is not None}


def _take(entry: Entry) -> Taken:
    procedure = _procedure(entry)
    known = _known([procedure.code])[procedure.code]
    taken = _unchanged(entry, known)
    if taken is not None:
        return taken
    if entry.content is None:
        return _take_item(entry, procedure, known)
    if known and entry.content[PROCEDURES.key][0]["hau_to"] != procedure.code_suffix:
        return Taken(REFUSED, [Fault(entry.place, OTHER_SUFFIX, {"suffix": procedure.code_suffix or "–"})])
    draft = _draft_in_full(entry, procedure, known)
    return _drafted(entry, draft, known, entry.content)


def _take_item(entry: Entry, procedure: Procedure, known: list[Edition]) -> Taken:
    """The national form alone: the provincial part is carried over."""
    draft = draft_of(procedure, entry.item, after=_base(known))
    new = content_of(draft)
    same = next((edition for edition in known if content_of(edition) == new), None)
    return _drafted(entry, draft, known, new) if same is None else _says(entry, same)


def _unchanged(entry: Entry, known: list[Edition]) -> Taken | None:
    """What there is to say where one of ``known`` says the same; a record is known by its digest."""
    if entry.content is None:
        digest = editions.digest(entry.item)
        same = [edition for edition in known if edition.record_hash == digest and _as_read(edition)]
    else:
        same = [edition for edition in known if content_of(edition) == entry.content]
    return _says(entry, same[0]) if same else None


def _as_read(edition: Edition) -> bool:
    """Whether its national part is what was read from its record."""
    return drafting.BY_HAND not in edition.provenance or edition.provenance.get(drafting.BY_FILE) == ITEM


ITEM, TABLE = "item", "table"
"""What a draft of an import was made of."""


def _says(entry: Entry, edition: Edition) -> Taken:
    if edition.is_draft:
        return Taken(UNCHANGED, [Fault(entry.place, WAITING, {"number": edition.number})])
    return Taken(UNCHANGED, [Fault(entry.place, SAME)])


def _drafted(entry: Entry, draft: Edition, known: list[Edition], new: Content) -> Taken:
    """Mark the draft, put away what it takes the place of, and say what is new."""
    draft.provenance = {**draft.provenance, drafting.BY_FILE: ITEM if entry.content is None else TABLE}
    draft.save(update_fields=["provenance"])
    if not known:
        return Taken(CREATED, [Fault(entry.place, FIRST)])
    values: dict[str, Any] = {"where": where(content_of(known[0]), new)}
    drafting.imported_drafts(draft.procedure).exclude(pk=draft.pk).delete()
    number = _at_work(draft)
    said = DIFFERS if number is None else BESIDE
    return Taken(DRAFTED, [Fault(entry.place, said, values | ({} if number is None else {"number": number}))])


def _at_work(draft: Edition) -> int | None:
    """The number of another draft that a person works on."""
    others = draft.procedure.editions.filter(state=Edition.State.DRAFT, provenance__has_key=drafting.BY_HAND)
    return others.exclude(pk=draft.pk).order_by("-number").values_list("number", flat=True).first()


def _procedure(entry: Entry) -> Procedure:
    """Locked, so that of two imports at once the second sees what the first has made."""
    if entry.content is None:
        record = read(entry.item)
        code, suffix = record.code, record.suffix
    else:
        code, suffix = entry.code, entry.content[PROCEDURES.key][0]["hau_to"]
    found, _made = Procedure.objects.select_for_update().get_or_create(code=code, defaults={"code_suffix": suffix})
    return found


def _known(codes: list[str]) -> dict[str, list[Edition]]:
    """By code what is in force, then the drafts, the newest first."""
    kept = Edition.objects.filter(procedure__code__in=codes).prefetch_related(*PREFETCH)
    kept = kept.filter(Q(state=Edition.State.DRAFT) | Q(procedure__current=F("pk")))
    found: dict[str, list[Edition]] = {code: [] for code in codes}
    for edition in kept.select_related("field", "procedure").defer("body_plain").order_by("-state", "-number"):
        found[edition.procedure.code].append(edition)
    return found


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
