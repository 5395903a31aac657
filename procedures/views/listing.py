"""Search and filters over the catalogue, and suggestions while somebody types."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from portal.agencies.models import Agency, Level
from procedures import generation, presentation, search
from procedures.models import Field
from procedures.public_page import Drawing, answer
from procedures.search import Found, log

PAGE, BROWSED = 20, 50
"""Entries of a page where words were searched for, and where somebody browses."""

LONGEST_QUERY = 200
CLICKED = "tu"
"""Parameter of a result's address: the counted query it was found by."""

ONLINE_LEVELS: dict[int, str | Promise] = {
    4: _("file and pay online"),
    3: _("file online"),
    2: _("forms to download"),
    1: _("information"),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for: ``q`` words, ``cap`` level, ``linh-vuc`` field, ``co-quan`` agency, ``muc-do`` online
    level, ``trang`` page."""

    text: str
    level: int | None
    field: int | None
    agency: int | None
    online: int | None
    page: int

    @property
    def filters(self) -> dict[str, int]:
        chosen = {"cap": self.level, "linh-vuc": self.field, "co-quan": self.agency, "muc-do": self.online}
        return {name: value for name, value in chosen.items() if value is not None}

    @property
    def said(self) -> dict[str, str | int]:
        """The parameters of the address that are understood, but for the page."""
        return {"q": self.text, **self.filters} if self.text else {**self.filters}

    @property
    def parameters(self) -> str:
        return urlencode(self.said)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def asked_by(request: HttpRequest) -> Asked:
    get = request.GET.get
    return Asked(
        text=" ".join(get("q", "").replace("\x00", "").split())[:LONGEST_QUERY],
        level=_number(get("cap", "")),
        field=_number(get("linh-vuc", "")),
        agency=_number(get("co-quan", "")),
        online=_number(get("muc-do", "")),
        page=_number(get("trang", "")) or 1,
    )


@require_GET
def procedure_list(request: HttpRequest) -> HttpResponseBase:
    """Everything by plain GET. A search is counted each time, whether its page is kept or not."""
    asked, state = asked_by(request), generation.current()
    results, found = generation.kept(("list", asked, get_language()), lambda: _results(asked), state=state)
    key = log.note(asked.text, found) if asked.text and asked.page == 1 and not asked.filters else None
    said = asked.said | ({"trang": asked.page} if asked.page > 1 else {})
    return answer(request, ("list", asked, key), lambda: _list(asked, results, key), said=said, state=state)


def _list(asked: Asked, results: str, key: int | None) -> Drawing:
    shown = results.replace(CLICK_MARK, f"?{CLICKED}={key}" if key else "")
    return Drawing("procedures/list.html", {"results": mark_safe(shown), "text": asked.text})  # noqa: S308  (drawn by us)


CLICK_MARK = "?--tu--"


def _results(asked: Asked) -> tuple[str, int]:
    """The page but for its frame, and how many were found."""
    found = search.find(
        asked.text,
        level=Level(asked.level) if asked.level in Level.values else None,
        field=Field.objects.filter(pk=asked.field).first() if asked.field else None,
        agency=Agency.objects.filter(pk=asked.agency).first() if asked.agency else None,
        online=asked.online,
    )
    size = PAGE if asked.text else BROWSED
    pages = Paginator(range(found.count), size)
    page = pages.get_page(asked.page)
    rows = [presentation.row(edition) for edition in found.page(page.start_index() - 1 if found.count else 0, size)]
    context = {
        "asked": asked,
        "found": found,
        "rows": rows,
        "mark": CLICK_MARK,
        "page": page.number,
        "pages": pages.num_pages,
        "facets": _facets(asked, found),
        "without_filters": urlencode({"q": asked.text}) if asked.filters else "",
    }
    return str(render_to_string("procedures/_results.html", context)), found.count


def _facets(asked: Asked, found: Found) -> list[dict[str, Any]]:
    """The filters with how many each choice would leave; choices that leave nothing are not offered."""
    fields = dict(Field.objects.values_list("pk", "name"))
    agencies = dict(Agency.objects.filter(pk__in=found.counts("agency")).values_list("pk", "name"))
    levels = {level.value: level.label for level in Level}
    return [
        _facet("cap", _("Level"), found, ("level", levels, asked.level)),
        _facet("linh-vuc", _("Field"), found, ("field", fields, asked.field)),
        _facet("co-quan", _("Department in charge"), found, ("agency", agencies, asked.agency)),
        _facet("muc-do", _("How it is filed"), found, ("online", ONLINE_LEVELS, asked.online)),
    ]


def _facet(
    name: str, label: str | Promise, found: Found, choice: tuple[str, dict[int, Any], int | None]
) -> dict[str, Any]:
    facet, words, chosen = choice
    counts = found.counts(facet)
    choices = [(value, words[value], counts[value]) for value in words if counts[value] or value == chosen]
    if facet in ("field", "agency"):
        choices.sort(key=lambda entry: -entry[2])
    return {
        "name": name,
        "label": label,
        "choices": choices,
        "chosen": chosen,
        "is_vietnamese": facet in ("field", "agency"),
    }


@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    """Names that fit what is typed so far. Nothing is counted or kept."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUERY]
    found = generation.kept(("suggestions", text), lambda: search.suggestions(text))
    return JsonResponse({"found": [{"code": code, "name": name} for code, name in found]})
