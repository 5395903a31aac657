"""The work-list: what this person's agencies have open, the most urgent first; all it asks stands in its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from dossiers.admin.travel import towards
from dossiers.admin.urgency import urgency
from dossiers.desk import marks, saved
from dossiers.desk.figures import figures
from dossiers.desk.filters import AFTER, BEFORE, HEAP, TEXT, Asked
from dossiers.desk.heaps import HEAPS
from dossiers.desk.keyset import Listing, Spot, counted
from dossiers.desk.seat import Seat
from dossiers.models import Dossier, NationalMessage
from dossiers.thread.models import Side, unread_messages

PAGE = 50
OPEN = "loc"
KEYS = (
    ("/", _("to the search field; Escape leaves it")),
    ("j", _("to the next dossier")),
    ("k", _("to the dossier before")),
    ("Enter", _("open the dossier")),
    ("u", _("from a dossier back to the list")),
    ("?", _("show or hide these keys")),
)
SHOWN = (
    "uuid", "status", "code", "provisional_number", "national_code", "due_at", "reception_due_at", "received_at",
    "owner", "nation_knows_since", "edition__name", "agency__short_name",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page of a list, and where the ones around it begin; empty where there is none."""

    spots: Sequence[Spot]
    before: str = ""
    after: str = ""


def turned(listing: Listing, query: QueryDict) -> Page:
    """The page that ``query`` names. Whoever turns back to the beginning gets a whole first page."""
    back = Spot.read(query.get(BEFORE, ""))
    if back is not None:
        spots = listing.before(back, PAGE + 1)
        if len(spots) > PAGE:
            return Page(spots[1:], str(spots[1]), str(spots[-1]))
    start = None if back is not None else Spot.read(query.get(AFTER, ""))
    spots = listing.after(start, PAGE + 1)
    shown = spots[:PAGE]
    before = str(shown[0]) if start is not None and shown else ""
    return Page(shown, before, str(shown[-1]) if len(spots) > PAGE else "")


def rows_of(asked: Asked, spots: Sequence[Spot]) -> list[dict[str, Any]]:
    """The dossiers in the order of ``spots``, with all that a line shows; a fixed number of queries."""
    seat, listed = asked.seat, asked.parameters().urlencode()
    keys = [spot.dossier for spot in spots]
    owed = Exists(NationalMessage.objects.unsent().filter(subject=OuterRef("pk")))
    wanted = Dossier.objects.reached_by(seat.user).filter(pk__in=keys).select_related("edition", "agency").only(*SHOWN)
    own = Exists(Dossier.objects.of(seat.user).filter(pk=OuterRef("pk")))
    found = {
        one.pk: one for one in wanted.annotate(new_messages=unread_messages(Side.AGENCY), is_owed=owed, is_own=own)
    }
    labels, notes = marks.labels_on(seat, keys), marks.notes_on(seat, keys)
    return [
        {
            "dossier": found[spot.dossier],
            "urgency": urgency(found[spot.dossier], seat.now, seat.near_ends),
            "labels": labels.get(spot.dossier, []),
            "notes": notes.get(spot.dossier, 0),
            "address": towards(found[spot.dossier].uuid, listed, spot),
        }
        for spot in spots
        if spot.dossier in found
    ]


def tabs(asked: Asked, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """The heaps that hold something, with their address, in which the filters stay, and figure; filtered, its figure
    would say too much. The empty ones stand on the start page."""
    rest = asked.parameters(HEAP, TEXT).urlencode()
    return [
        {
            "address": "&".join(filter(None, [f"{HEAP}={name}", rest])),
            "label": work.label,
            "number": None if asked.chips else numbers[name],
            "is_here": not asked.text and name == asked.heap,
        }
        for name, work in HEAPS.items()
        if numbers[name] or name in {"", asked.heap}
    ]


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    seat = Seat(request.user)  # type: ignore[arg-type]
    asked = Asked(request.GET, seat)
    context = {**site, "title": _("Dossiers"), **listed(request, asked), **around(request, asked)}
    return TemplateResponse(request, "admin/dossiers/worklist.html", context)


def listed(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """The page of the list itself."""
    page = turned(asked.listing, request.GET)
    numbers = figures(asked.seat)
    return {
        "tabs": tabs(asked, numbers),
        "rows": rows_of(asked, page.spots),
        "page": page,
        "whole": _length(asked, numbers),
        "is_cut": bool(asked.text) and asked.found.is_cut,
        "parameters": asked.parameters().urlencode(),
    }


def _length(asked: Asked, numbers: dict[str, int]) -> int:
    """Of the list as it is asked for: the heap's own figure where nothing narrows it."""
    return counted([asked.listing])[0] if asked.text or asked.chips else numbers[asked.heap]


def around(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """What narrows the list, and the lists that are kept. The fields of the filters are made when they are wanted."""
    is_open = OPEN in request.GET or bool(asked.form.errors)
    parameters = asked.parameters().urlencode()
    return {
        "is_open": is_open,
        "open_address": f"?{parameters}&{OPEN}=1#loc" if parameters else f"?{OPEN}=1#loc",
        "heap": asked.heap,
        "text": asked.text,
        "form": asked.form.complete() if is_open else asked.form,
        "chips": asked.chips,
        "unfiltered": asked.parameters(*asked.form.fields).urlencode(),
        "saved": saved.lists(asked.seat),
        "untexted": asked.parameters(TEXT).urlencode(),
        "keys": KEYS,
    }
