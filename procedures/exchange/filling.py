"""The rows of a fresh draft, from what a file says of it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from portal.agencies.models import Agency
from portal.vietnamese import plain, sort_key
from procedures import editions
from procedures.exchange.checks import references
from procedures.exchange.columns import PROCEDURES, SHEETS, Content, Sheet
from procedures.models import Component, Edition, Field

Made = dict[str, list[Any]]
"""The rows there are already, by what others call them."""

CALLED = {"cases": "case", "fees": "fee"}


def fill(draft: Edition, content: Content, *, before: Edition | None) -> None:
    """Columns and rows of ``draft``, which has none yet; papers keep their form files from the edition ``before``."""
    _columns(draft, content)
    made: Made = {"case": [], "fee": [], "agency": _agencies(content)}
    for sheet in SHEETS:
        if sheet.model is not None:
            rows = [sheet.model(edition=draft, **_values(sheet, values, made)) for values in content[sheet.key]]
            stored = sheet.model._default_manager.bulk_create(rows)
            made |= {CALLED[sheet.related]: stored} if sheet.related in CALLED else {}
    if before is not None:
        _keep_forms(draft, before)
    editions.reword(draft)


def _columns(draft: Edition, content: Content) -> None:
    entry = content[PROCEDURES.key][0]
    for column in PROCEDURES.columns:
        if "__" not in column.attribute:
            setattr(draft, column.attribute, entry[column.key])
    for sheet in SHEETS:
        if sheet.related and sheet.model is None:
            setattr(draft, sheet.related, _listed(sheet, content[sheet.key]))
    draft.field = _field(entry["ma_linh_vuc"], entry["linh_vuc"])
    draft.save()


def _listed(sheet: Sheet, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if sheet.related != "steps":
        return [{column.attribute: row[column.key] for column in sheet.columns} for row in rows]
    groups = groupby(rows, key=lambda row: row["truong_hop"])
    return [{"case": case, "steps": [row["buoc"] for row in steps]} for case, steps in groups]


def _field(code: str, name: str) -> Field:
    """That of this name and, where several have it, this code; a new one where there is none."""
    named = [field for field in Field.objects.all() if plain(field.name) == plain(name)]
    chosen = next((field for field in named if field.code == code), named[0] if named else None)
    return chosen or Field.objects.create(code=code, name=name, sort_key=sort_key(name)[:600])


def _agencies(content: Content) -> list[Agency]:
    return list(Agency.objects.filter(key__in=[row["co_quan"] for row in content["trach_nhiem"]]))


def _values(sheet: Sheet, row: dict[str, Any], made: Made) -> dict[str, Any]:
    """What a row of the database gets: its columns, and the rows it names."""
    named = references(sheet)
    own = {column.attribute: row[column.key] for column in sheet.columns if "__" not in column.attribute}
    for name, columns in named.items():
        wanted = {column.attribute.partition("__")[2]: row[column.key] for column in columns}
        own[name] = next(_matching(made[name], wanted), None)
    return own


def _matching(rows: Iterable[Any], wanted: dict[str, Any]) -> Iterator[Any]:
    return (row for row in rows if all(getattr(row, by) == value for by, value in wanted.items()))


def _keep_forms(draft: Edition, before: Edition) -> None:
    """The files of forms go on with their papers, known by code, failing that by name."""
    files = {_paper(paper): paper.form_file_id for paper in before.components.exclude(form_file=None)}
    kept = [paper for paper in draft.components.all() if _paper(paper) in files] if files else []
    for paper in kept:
        paper.form_file_id = files[_paper(paper)]
    Component.objects.bulk_update(kept, ["form_file"])


def _paper(paper: Component) -> str:
    return paper.code or plain(paper.name)
