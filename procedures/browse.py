"""Life events: seeded once, kept up by people afterwards."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Prefetch, QuerySet

from portal.agencies.models import Level
from procedures import search
from procedures.models import Field, LifeEvent, LifeEventEntry, Procedure

FILE = settings.BASE_DIR / "procedures" / "life_events.json"


def seed() -> int:
    """Add the life events not there yet, and to those still empty their procedures. Safe to repeat. Gives the number
    of events there are."""
    procedures = dict(Procedure.objects.values_list("code", "pk"))
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        codes = entry.pop("codes")
        event, _created = LifeEvent.objects.get_or_create(slug=entry["slug"], defaults=entry)
        if not event.entries.exists():
            _fill(event, [procedures[code] for code in codes if code in procedures])
    return LifeEvent.objects.count()


def _fill(event: LifeEvent, procedures: list[int]) -> None:
    LifeEventEntry.objects.bulk_create(
        LifeEventEntry(event=event, procedure_id=pk, number=number) for number, pk in enumerate(procedures, 1)
    )


def events() -> QuerySet[LifeEvent]:
    """Those that lead somewhere."""
    return LifeEvent.objects.filter(procedures__is_used=True, procedures__current__isnull=False).distinct()


def with_procedures() -> QuerySet[LifeEvent]:
    entries = LifeEventEntry.objects.filter(procedure__in=Procedure.objects.in_use())
    shown = entries.select_related("procedure__current__field__department").defer("procedure__current__record")
    return events().prefetch_related(Prefetch("entries", shown, to_attr="shown"))


def newly_changed(most: int) -> list[dict[str, Any]]:
    """What decisions of the province have changed last, or what the nation has, when there is none."""
    changed = Procedure.objects.in_use().filter(current__number__gt=1).order_by("-current__published_at")
    return [
        dict(row)
        for row in changed.values("code", name=F("current__name"), changed_at=F("current__published_at"))[:most]
    ]


def counted_by_event() -> QuerySet[LifeEvent]:
    return events().annotate(count=Count("procedures", distinct=True))


def levels() -> list[tuple[int, str, int]]:
    """Of every level that decides something its number, its name and how many procedures it has."""
    counts = search.find("").counts("level")
    return [(level.value, str(level.label), counts[level.value]) for level in Level if counts[level.value]]


def by_letter(fields: Iterable[Field]) -> list[tuple[str, list[Field]]]:
    """In their Vietnamese order, under the letter their names begin with."""
    return [(letter, list(group)) for letter, group in groupby(fields, key=lambda field: field.name[:1].upper())]
