"""The rows behind a figure: pages by where the last one ended, and all of them as a workbook."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import sheets
from portal.desk import site
from portal.vietnamese import unmarked
from reports import daily, workbooks
from reports.figures import FIGURES
from reports.figures.base import Figure, Listing
from reports.scope import Scope
from reports.views.asking import Asked, at_desk

PAGE = 50
MOST_AT_ONCE = 20_000


class Found:
    """The listing that the address asks for, and of whom. 404 for one that is not there."""

    def __init__(self, request: HttpRequest, key: str) -> None:
        self.asked = Asked(request)
        self.part = request.GET.get("phan", "")
        figure = FIGURES.get(key)
        listing = figure.lists.get(self.part) if figure else None
        if figure is None or listing is None or not self.asked.is_valid:
            raise Http404
        self.figure: Figure = figure
        self.listing: Listing = listing

    @property
    def scope(self) -> Scope:
        return replace(self.asked.scope, agencies=None) if self.figure.is_whole else self.asked.scope

    @property
    def parameters(self) -> dict[str, str]:
        return self.asked.parameters | ({"phan": self.part} if self.part else {})

    def lines(self, after: int = 0) -> Iterator[tuple[int, str, list[Any]]]:
        """(key, address, cells) of each row behind ``after``."""
        columns = self.listing.columns
        rows = self.listing.rows(self.scope).filter(**{f"{self.listing.key}__gt": after}).order_by(self.listing.key)
        paths = [self.listing.key, self.listing.address_path or self.listing.key, *(column.path for column in columns)]
        for key, target, *values in rows.values_list(*paths).iterator(chunk_size=1000):
            address = self.listing.address(target) if self.listing.address else ""
            cells = [column.read(value) for column, value in zip(columns, values, strict=True)]
            yield key, address, cells


@at_desk
def page(request: HttpRequest, figure: str) -> HttpResponse:
    found = Found(request, figure)
    after = request.GET.get("sau", "0")
    lines, more = _page(found, int(after) if after.isdecimal() and len(after) < 18 else 0)
    context: dict[str, Any] = site.each_context(request) | {
        "title": found.listing.title,
        "found": found,
        "heads": [column.title for column in found.listing.columns],
        "lines": [_line(found.listing, address, cells) for _key, address, cells in lines],
        "parameters": urlencode(found.parameters),
        "back": urlencode(found.asked.parameters),
        "next": urlencode(found.parameters | {"sau": lines[-1][0]}) if more else "",
        "value": daily.measure(found.figure, found.scope),
        "is_first": after == "0",
    }
    return TemplateResponse(request, "admin/reports/rows.html", context)


def _page(found: Found, after: int) -> tuple[list[tuple[int, str, list[Any]]], bool]:
    lines = found.lines(after)
    taken = [line for line, _number in zip(lines, range(PAGE + 1), strict=False)]
    return taken[:PAGE], len(taken) > PAGE


def _line(listing: Listing, address: str, cells: list[Any]) -> list[tuple[Any, Any]]:
    """(head, cell); the first cell leads to the page of the row."""
    first, *rest = cells
    link: SafeString | Any = format_html('<a href="{}">{}</a>', address, first) if address and first else first
    return [
        (column.title, format_html('<span lang="vi">{}</span>', cell) if column.is_vietnamese and cell else cell)
        for column, cell in zip(listing.columns, [link, *rest], strict=True)
    ]


@at_desk
def workbook(request: HttpRequest, figure: str) -> HttpResponse:
    """All rows of the list, in Vietnamese. Beyond what one request can write the list is to be narrowed first."""
    found = Found(request, figure)
    if found.listing.rows(found.scope).count() > MOST_AT_ONCE:
        return TemplateResponse(request, "admin/reports/too_many.html", _too_many(request, found), status=400)
    with override("vi"):
        title = str(found.listing.title)
        heads = [(str(column.title), column.width) for column in found.listing.columns]
        content = workbooks.rows(title, heads, ([_said(cell) for cell in cells] for _key, _at, cells in found.lines()))
    return sheets.attached(content, f"{slugify(unmarked(title))}-{found.asked.on:%Y-%m-%d}.xlsx")


def _said(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, int | datetime) else str(cell)


def _too_many(request: HttpRequest, found: Found) -> dict[str, Any]:
    said = {"title": _("Too many rows for one file"), "found": found, "most": MOST_AT_ONCE}
    return site.each_context(request) | said | {"parameters": urlencode(found.parameters)}
