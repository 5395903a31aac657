"""An edition and a record of the nation set beside each other, field by field, in words.

Only what the national form can say is compared: the provincial part is nobody's difference.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from procedures import drafting
from procedures.editions import digest
from procedures.exchange.cells import DECIMAL, WHOLE
from procedures.exchange.columns import PREFETCH, SHEETS, Column, Content, Sheet, content_of
from procedures.exchange.national_item import LEVEL_NAMES
from procedures.exchange.taking import draft_of
from procedures.models import Edition
from procedures.national_record import read

Row = dict[str, str]
PAPERS = "giay_to"


def between(ours: Edition, raw: dict[str, Any]) -> list[Row]:
    """``{"what", "ours", "theirs"}`` for each field that differs. Raises ``UnreadableRecord``."""
    if ours.record_hash == digest(raw) and not ours.provenance.get(drafting.BY_HAND):
        return []
    return _between(_content(ours), _as_here(ours, raw))


def _content(edition: Edition) -> Content:
    return content_of(
        Edition.objects.prefetch_related(*PREFETCH).select_related("field", "procedure").get(pk=edition.pk)
    )


def _as_here(ours: Edition, raw: dict[str, Any]) -> Content:
    """The record as it would be kept here: made into an edition, read, and undone."""
    with transaction.atomic():
        theirs = _content(draft_of(ours.procedure, raw, after=None))
        transaction.set_rollback(True)
    return theirs


def _between(ours: Content, theirs: Content) -> list[Row]:
    return [row for sheet in SHEETS if sheet.is_national for row in _differing(sheet, ours, theirs)]


def _differing(sheet: Sheet, ours: Content, theirs: Content) -> Iterator[Row]:
    if sheet.related:
        yield from _lists(sheet, ours, theirs)
        return
    for column in _national(sheet):
        here, there = (_said(column, content[sheet.key][0]) for content in (ours, theirs))
        if here != there:
            yield {"what": column.title, "ours": here, "theirs": there}


def _lists(sheet: Sheet, ours: Content, theirs: Content) -> Iterator[Row]:
    """The lines only one side has; where both have the same in another order, all of them."""
    here, there = (_lines(sheet, content) for content in (ours, theirs))
    if here == there:
        return
    only_here = [line for line in here if line not in there]
    only_there = [line for line in there if line not in here]
    if not (only_here or only_there):
        only_here, only_there = here, there
    yield {"what": sheet.title, "ours": "\n".join(only_here), "theirs": "\n".join(only_there)}


def _lines(sheet: Sheet, content: Content) -> list[str]:
    columns = _national(sheet)
    lines = [" · ".join(filter(None, (_told(column, row) for column in columns))) for row in content[sheet.key]]
    if sheet.key != PAPERS:
        return lines
    cases = {case["so_thu_tu"]: case["ten"] for case in content["truong_hop"]}
    named = [cases.get(row["truong_hop_so"]) for row in content[sheet.key]]
    return [f"{case}: {line}" if case else line for case, line in zip(named, lines, strict=True)]


def _told(column: Column, row: dict[str, Any]) -> str:
    """With its title where a bare number would say nothing."""
    said = _said(column, row)
    return f"{column.title}: {said}" if said and column.kind in (WHOLE, DECIMAL) else said


def _national(sheet: Sheet) -> list[Column]:
    return [column for column in sheet.columns if column.is_national and column.key != "so_thu_tu"]


def _said(column: Column, row: dict[str, Any]) -> str:
    cell = column.kind.write(row[column.key])
    return "" if cell is None else str(cell)


def summary(raw: dict[str, Any]) -> list[tuple[str, str]]:
    """What a record says in short, for who does not have it here. Raises ``UnreadableRecord``."""
    record = read(raw)
    return [
        ("Lĩnh vực", record.field_name),
        ("Cấp thực hiện", ", ".join(LEVEL_NAMES[level] for level in record.levels)),
        ("Đối tượng thực hiện", ", ".join(record.audience)),
        ("Giấy tờ", "\n".join(paper.name for paper in record.papers.papers)),
        ("Thời hạn", "\n".join(dict.fromkeys(limit.text for limit in record.limits if limit.text))),
        ("Kết quả", "\n".join(result["name"] for result in record.results)),
        ("Căn cứ pháp lý", "\n".join(law["number"] or law["name"] for law in record.legal_basis)),
    ]
