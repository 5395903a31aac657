"""Standardisation (chuẩn hóa): how complete the record of each procedure is, and what it lacks.

The law names the constituents (NĐ 63/2010 Đ.8 as amended by NĐ 92/2017; TT 32/2017 Đ.5). Those it demands of every
procedure make the score; those it demands only where they exist are gaps where a trace shows that they should be there.
All of it is asked of the database in one query.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Case as Choice
from django.db.models.expressions import When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Level
from portal.vietnamese import sort_key
from procedures.models import Component, Decision, DecisionLine, Edition, Fee, TimeLimit


@dataclass(frozen=True)
class Constituent:
    """``lacking``: the condition under which an edition has the gap. ``demanded`` of every procedure: it scores."""

    name: str
    gap: str | Promise
    source: str
    lacking: Any
    demanded: bool = True


def _rows(model: Any, *conditions: Q, **wanted: Any) -> Exists:
    return Exists(model.objects.filter(*conditions, edition=OuterRef("pk"), **wanted))


ANNOUNCED = _rows(DecisionLine, decision__state=Decision.State.PUBLISHED)
COUNTED = Q(originals__gt=0) | Q(copies__gt=0)
READABLE = ~Q(unit=TimeLimit.Unit.UNKNOWN)
# Both cases are written out: the database may know upper and lower case of ASCII only.
ONLY_SHOWN = Q(name__regex="[Xx]uất trình|XUẤT TRÌNH")
WANTS_A_FORM = Q(name__regex="^([Tt]ờ khai|TỜ KHAI|[Đđ]ơn |ĐƠN |[Mm]ẫu |MẪU |[Gg]iấy đề nghị|[Pp]hiếu đề nghị)")

CONSTITUENTS = (
    Constituent("name", _("no name"), "NĐ 63/2010 Đ.8.1a", Q(name="")),
    Constituent("steps", _("no steps of carrying it out"), "NĐ 63/2010 Đ.8.1b", Q(steps=[])),
    Constituent("channels", _("no way of handing in"), "NĐ 63/2010 Đ.8.1c", ~_rows(TimeLimit)),
    Constituent("papers", _("no papers named"), "NĐ 63/2010 Đ.8.1d", ~_rows(Component)),
    Constituent(
        "copies",
        _("no paper says how many originals or copies"),
        "NĐ 63/2010 Đ.8.1d",
        _rows(Component) & ~_rows(Component, COUNTED),
    ),
    Constituent("limit", _("no readable time limit"), "NĐ 63/2010 Đ.8.1đ", ~_rows(TimeLimit, READABLE)),
    Constituent("audience", _("nobody named who may ask"), "NĐ 63/2010 Đ.8.1e", Q(audience=[])),
    Constituent("agency", _("no agency that carries it out"), "NĐ 63/2010 Đ.8.1g", Q(handled_by=[])),
    Constituent("result", _("no result"), "NĐ 63/2010 Đ.8.1h", Q(results=[])),
    Constituent("level", _("no level of administration"), "NĐ 61/2018 Đ.14", Q(levels=[]), demanded=False),
    Constituent("law", _("no legal basis"), "TT 32/2017 Đ.5", Q(legal_basis=[]), demanded=False),
    Constituent(
        "decision", _("no decision that announces it"), "NĐ 63/2010 Đ.15", Q(decision="") & ~ANNOUNCED, demanded=False
    ),
    Constituent(
        "amount",
        _("a fee without a readable amount"),
        "NĐ 63/2010 Đ.8.1i",
        _rows(Fee, amount__isnull=True, rule__in=[Fee.Rule.FIXED, Fee.Rule.LISTED]),
        demanded=False,
    ),
    Constituent(
        "template",
        _("an application form named without its template"),
        "NĐ 63/2010 Đ.8.1i",
        _rows(Component, WANTS_A_FORM, form_name="", form_file=None),
        demanded=False,
    ),
    Constituent(
        "uncounted",
        _("some papers without a number, or notes among them"),
        "NĐ 63/2010 Đ.8.1d",
        _rows(Component, COUNTED) & _rows(Component, ~COUNTED & ~ONLY_SHOWN),
        demanded=False,
    ),
    Constituent(
        "department",
        _("no department in charge of its field"),
        "NĐ 61/2018 Đ.14",
        Q(levels__contains=[Level.PROVINCE.value], field__department=None),
        demanded=False,
    ),
    Constituent(
        "form",
        _("filed online without a form of questions"),
        "TT 32/2017 Đ.5",
        Q(online_level__gte=3, form={}),
        demanded=False,
    ),
)
DEMANDED = [constituent.name for constituent in CONSTITUENTS if constituent.demanded]
BY_NAME = {constituent.name: constituent for constituent in CONSTITUENTS}
LACKS = "lacks_"


@dataclass(frozen=True)
class Standing:
    """One procedure: ``score`` in hundredths, ``gaps`` by name; ``key`` and ``department`` are empty where none is in
    charge of its field."""

    pk: int
    code: str
    name: str
    levels: list[int]
    field: str
    key: str
    department: str
    score: int
    gaps: list[str]


NOBODY = "khong"
"""Asks for the procedures whose field no department is in charge of."""


def editions(gap: str = "", level: int | None = None, department: str = "") -> QuerySet[Edition]:
    """Those in force, with what each lacks as columns; ``gap``, ``level`` and the key of a ``department`` narrow."""
    found = with_gaps(Edition.objects.filter(procedure__is_used=True, procedure__current=F("pk")))
    if gap in BY_NAME:
        found = found.filter(**{LACKS + gap: True})
    if level is not None:
        found = found.filter(levels__contains=[level])
    if department:
        found = found.filter(field__department__key=None if department == NOBODY else department)
    return found.order_by("procedure__code")


def with_gaps(found: QuerySet[Edition]) -> QuerySet[Edition]:
    """What each of ``found`` lacks, as columns."""
    return found.annotate(**{LACKS + one.name: _flag(one.lacking) for one in CONSTITUENTS})


def complete(found: QuerySet[Edition]) -> QuerySet[Edition]:
    """Those of ``found`` that lack nothing demanded."""
    flags = {LACKS + name: _flag(BY_NAME[name].lacking) for name in DEMANDED}
    return found.annotate(**flags).filter(**dict.fromkeys(flags, False))


def _flag(lacking: Any) -> Choice:
    return Choice(When(lacking, then=Value(True)), default=Value(False), output_field=BooleanField())


COLUMNS = (
    "procedure_id", "procedure__code", "name", "levels", "field__name", "field__department__key",
    "field__department__name",
)  # fmt: skip


def standings(found: QuerySet[Edition]) -> Iterator[Standing]:
    """What ``editions`` found, row by row."""
    for row in found.values_list(*COLUMNS, *(LACKS + name for name in BY_NAME)):
        pk, code, name, levels, field, key, department, *lacking = row
        flags = dict(zip(BY_NAME, lacking, strict=True))
        missing = sum(flags[one] for one in DEMANDED)
        score = (len(DEMANDED) - missing) * 100 // len(DEMANDED)
        gaps = [one for one in BY_NAME if flags[one]]
        yield Standing(pk, code, name, levels, field, key or "", department or "", score, gaps)


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


def by_department(rows: Iterable[Standing]) -> dict[tuple[str, str], Share]:
    """Under key and name of the department in charge of the field, by name; under ``("", "")`` those of nobody."""
    groups: dict[tuple[str, str], list[Standing]] = {}
    for row in rows:
        groups.setdefault((row.key, row.department), []).append(row)
    return {group: share(groups[group]) for group in sorted(groups, key=lambda group: sort_key(group[1]))}


def gap_counts(rows: Iterable[Standing]) -> Counter[str]:
    return Counter(gap for row in rows for gap in row.gaps)
