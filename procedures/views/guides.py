"""Guides for readers, and the files anybody may have."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portal.files.serve import serve_public
from portal.vietnamese import findable
from procedures import guides
from procedures.models import Guide
from procedures.public_page import Drawing, answer

PAGE = 24
ASKED = ("loai", "linh-vuc", "q", "trang")
LONGEST = 200


@require_safe
def guide_list(request: HttpRequest) -> HttpResponseBase:
    """``q`` words of the title, ``loai`` kind, ``linh-vuc`` field, ``trang`` page."""
    said = {name: request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in ASKED}
    said = {name: value for name, value in said.items() if value}
    return answer(request, ("guides",), lambda: _guide_list(said), said=said)


def _guide_list(said: Mapping[str, str]) -> Drawing:
    found = Guide.objects.published().select_related("procedure__current__field", "field")
    kind, field, text = (said.get(name, "") for name in ("loai", "linh-vuc", "q"))
    if kind in Guide.Kind.values:
        found = found.filter(kind=kind)
    if field.isascii() and field.isdigit() and len(field) < 10:
        found = found.filter(field=int(field)) | found.filter(procedure__current__field=int(field))
    listed = [guide for guide in found if _fits(guide, findable(text).split())]
    pages = Paginator(listed, PAGE)
    page = pages.get_page(said.get("trang"))
    context: dict[str, Any] = {
        "guides": page.object_list,
        "count": pages.count,
        "text": text,
        "kind": kind,
        "kinds": _kinds(),
        "field": field,
        "fields": guides.counted_by_field(),
        "page": page.number,
        "pages": pages.num_pages,
        "parameters": urlencode({name: value for name, value in said.items() if name != "trang"}),
    }
    return Drawing("procedures/guides.html", context)


def _kinds() -> list[tuple[str, Any, int]]:
    counts = Counter(Guide.objects.published().values_list("kind", flat=True))
    return [(value, label, counts[value]) for value, label in Guide.Kind.choices if counts[value]]


def _fits(guide: Guide, words: list[str]) -> bool:
    edition = guide.procedure.current if guide.procedure else None
    said = findable(f"{guide.title} {edition.name if edition else ''} {guide.subject}")
    return all(word in said for word in words)


@require_safe
def guide_page(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    return answer(request, ("guide",), lambda: _guide_page(uuid))


def _guide_page(uuid: UUID) -> Drawing:
    published = Guide.objects.published().select_related("file", "captions", "procedure__current", "field")
    guide = get_object_or_404(published.prefetch_related("steps__picture"), uuid=uuid)
    return Drawing("procedures/guide.html", {"guide": guide})


@require_safe
def public_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    stored = guides.public_file(uuid)
    if stored is None:
        raise Http404
    return serve_public(stored, request)
