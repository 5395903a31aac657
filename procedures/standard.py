"""Standardisation (chuẩn hóa): how complete the record of each procedure is, and what it lacks.

The law names the constituents (NĐ 63/2010 Đ.8 as amended by NĐ 92/2017; TT 32/2017 Đ.5). Those it demands of every
procedure make the score; those it demands only where they exist are gaps where a trace shows that they should be there.
All of it is asked of the database in one query.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Case as Choice
from django.db.models.expressions import When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Level
from procedures.models import Component, Edition, Fee, TimeLimit


@dataclass(frozen=True)
class Constituent:
    """``lacking``: the condition under which an edition has the gap. ``demanded`` of every procedure: it scores."""

    name: str
    gap: str | Promise
    source: str
    lacking: Any
    demanded: bool = True


def _rows(model: Any, **wanted: Any) -> Exists:
    return Exists(model.objects.filter(edition=OuterRef("pk"), **wanted))


CONSTITUENTS = (
    Constituent("name", _("no name"), "NĐ 63/2010 Đ.8.1a", Q(name="")),
    Constituent("steps", _("no steps for the citizen (trình tự thực hiện)"), "NĐ 63/2010 Đ.8.1b", Q(steps=[])),
    Constituent("channels", _("no way of handing in (cách thức thực hiện)"), "NĐ 63/2010 Đ.8.1c", ~_rows(TimeLimit)),
    Constituent("papers", _("no papers (thành phần hồ sơ)"), "NĐ 63/2010 Đ.8.1d", ~_rows(Component)),
    Constituent(
        "copies",
        _("papers without a number of copies (số lượng hồ sơ)"),
        "NĐ 63/2010 Đ.8.1d",
        ~Exists(Component.objects.filter(Q(originals__gt=0) | Q(copies__gt=0), edition=OuterRef("pk"))),
    ),
    Constituent(
        "limit",
        _("no readable time limit (thời hạn giải quyết)"),
        "NĐ 63/2010 Đ.8.1đ",
        ~Exists(TimeLimit.objects.exclude(unit=TimeLimit.Unit.UNKNOWN).filter(edition=OuterRef("pk"))),
    ),
    Constituent("audience", _("nobody named who may ask (đối tượng)"), "NĐ 63/2010 Đ.8.1e", Q(audience=[])),
    Constituent("agency", _("no deciding agency (cơ quan giải quyết)"), "NĐ 63/2010 Đ.8.1g", Q(handled_by=[])),
    Constituent("result", _("no result (kết quả)"), "NĐ 63/2010 Đ.8.1h", Q(results=[])),
    Constituent("level", _("no level of administration"), "TT 32/2017 Đ.5", Q(levels=[])),
    Constituent("law", _("no legal basis (căn cứ pháp lý)"), "TT 32/2017 Đ.5", Q(legal_basis=[])),
    Constituent("decision", _("no decision that announces it"), "NĐ 63/2010 Đ.15", Q(decision="")),
    Constituent(
        "amount", _("a fee without a readable amount"), "NĐ 63/2010 Đ.8.1i", _rows(Fee, amount__isnull=True), False
    ),
    Constituent(
        "department",
        _("no department in charge of the field at province level"),
        "NĐ 61/2018 Đ.14",
        Q(levels__contains=[Level.PROVINCE.value], field__department__isnull=True),
        False,
    ),
    Constituent(
        "form", _("filed online without a form of questions"), "TT 32/2017 Đ.5", Q(online_level__gte=3, form={}), False
    ),
)
DEMANDED = [constituent.name for constituent in CONSTITUENTS if constituent.demanded]
GAPS = {constituent.name: constituent.gap for constituent in CONSTITUENTS}
LACKS = "lacks_"


@dataclass(frozen=True)
class Standing:
    """One procedure: ``score`` in hundredths, ``gaps`` by name."""

    code: str
    name: str
    levels: list[int]
    field: str
    department: str
    score: int
    gaps: list[str]


def editions(gap: str = "", level: int | None = None, department: str = "") -> QuerySet[Edition]:
    """Those in force, with what each lacks as columns; with ``gap`` only those that have it."""
    found = Edition.objects.filter(procedure__is_used=True, procedure__current=F("pk"))
    found = found.annotate(**{LACKS + one.name: _flag(one.lacking) for one in CONSTITUENTS})
    if gap in GAPS:
        found = found.filter(**{LACKS + gap: True})
    if level is not None:
        found = found.filter(levels__contains=[level])
    if department:
        found = found.filter(field__department__key=department)
    return found.order_by("procedure__code")


def _flag(lacking: Any) -> Choice:
    return Choice(When(lacking, then=Value(True)), default=Value(False), output_field=BooleanField())


COLUMNS = ["procedure__code", "name", "levels", "field__name", "field__department__name", *map(LACKS.__add__, GAPS)]


def standings(found: QuerySet[Edition]) -> Iterator[Standing]:
    for row in found.values_list(*COLUMNS):
        flags = dict(zip(GAPS, row[5:], strict=True))
        missing = sum(flags[name] for name in DEMANDED)
        score = (len(DEMANDED) - missing) * 100 // len(DEMANDED)
        yield Standing(row[0], row[1], row[2], row[3], row[4] or "", score, [name for name in GAPS if flags[name]])


@dataclass(frozen=True)
class Share:
    """Of a group of procedures: how many there are, how many lack nothing demanded, and their score on average."""

    number: int
    complete: int
    score: int

    @property
    def percent(self) -> int:
        return self.complete * 100 // self.number if self.number else 0


def share(group: Iterable[Standing]) -> Share:
    rows = list(group)
    complete = sum(row.score == 100 for row in rows)
    return Share(len(rows), complete, sum(row.score for row in rows) // len(rows) if rows else 0)


def by_level(rows: Iterable[Standing]) -> dict[int, Share]:
    kept = list(rows)
    return {level.value: share(row for row in kept if level.value in row.levels) for level in Level if level.value}


def by_department(rows: Iterable[Standing]) -> Mapping[str, Share]:
    """The department in charge of the field; the empty name where nobody is."""
    groups: dict[str, list[Standing]] = {}
    for row in rows:
        groups.setdefault(row.department, []).append(row)
    return {name: share(groups[name]) for name in sorted(groups)}


def gap_counts(rows: Iterable[Standing]) -> Counter[str]:
    return Counter(gap for row in rows for gap in row.gaps)
