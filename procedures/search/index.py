"""The entries searching reads: made anew from the editions in force, by procedure or all at once."""

import re
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import QuerySet

from portal.agencies.models import Agency, Level
from portal.vietnamese import findable, marked
from procedures.models import Edition, Procedure, SearchEntry

BODY_LETTERS = 20_000
BATCH = 200
POPULAR = (
    "1.001193", "1.000894", "1.000656", "1.004873", "2.000635", "2.000815", "2.000884", "2.001035", "1.001612",
    "2.000720", "2.000488", "1.002809", "1.004222", "1.001699", "1.013225", "2.001583", "2.002043", "1.004884",
)  # fmt: skip
"""What people ask for most (domain B3, B4: shares of 2015)."""

NEARNESS: dict[int, float] = {Level.COMMUNE: 0.35, Level.DISTRICT: 0.25, Level.PROVINCE: 0.1}

RARE = re.compile(
    r"\b(yeu to nuoc ngoai|khu vuc bien gioi|luu dong|ghi vao so|dang ki lai|cap lai|cap doi|gia han|thu hoi|cham dut"
    r"|dieu chinh|thay doi|huy|xoa|bai bo|dinh chi|mien nhiem|phuc hoi|khoi phuc|tra lai|tam ngung|bo sung|lien thong"
    r"|ket hop|nguoi nuoc ngoai|nuoc ngoai|chuyen doi|giai the|nhap khau|xuat khau|qua canh)\b"
)
"""Words of names that mark a variant of an ordinary procedure."""


def index(procedures: Iterable[Procedure]) -> None:
    """Bring the entries of these procedures up to date."""
    keys = [procedure.pk for procedure in procedures]
    with transaction.atomic():
        _renew(Procedure.objects.filter(pk__in=keys))
        SearchEntry.objects.filter(procedure__in=keys, procedure__is_used=False).delete()


def reindex() -> int:
    """All entries and the list of words anew. Safe to repeat at any time. Gives the number of entries."""
    with transaction.atomic():
        _renew(Procedure.objects.all())
        SearchEntry.objects.exclude(procedure__in=Procedure.objects.in_use()).delete()
        count_words()
    return SearchEntry.objects.count()


def count_words() -> None:
    """Every syllable of names, results, papers and fields, and every two that stand side by side in names and results,
    with how many procedures have it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procedures_word")
        cursor.execute(
            "INSERT INTO procedures_word (word, documents) SELECT left(word, 60), max(ndoc) FROM "
            "ts_stat('SELECT ts_filter(vector, ''{a,b,c}'') FROM procedures_searchentry') GROUP BY left(word, 60)"
        )
        cursor.execute(
            "INSERT INTO procedures_word (word, documents) SELECT pair, count(DISTINCT procedure_id) FROM ("
            "  SELECT procedure_id, word || ' ' || lead(word) OVER (PARTITION BY procedure_id ORDER BY place) AS pair"
            "  FROM procedures_searchentry,"
            "  string_to_table(name_plain || ' ' || also_plain, ' ') WITH ORDINALITY AS words (word, place)"
            ") pairs WHERE length(pair) <= 60 AND pair ~ '^[a-z]+ [a-z]+$' GROUP BY pair"
        )


def _renew(procedures: QuerySet[Procedure]) -> None:
    """By their keys, some at a time: joined in one statement, stale statistics can make every entry a scan of all."""
    current = list(procedures.filter(is_used=True).values_list("current", flat=True))
    rows = Edition.objects.select_related("procedure", "field__department").prefetch_related("components", "cases")
    for start in range(0, len(current), BATCH):
        _save([entry(edition) for edition in rows.filter(pk__in=current[start : start + BATCH])])


def _save(batch: list[SearchEntry]) -> None:
    columns = [
        field.name for field in SearchEntry._meta.concrete_fields if not field.primary_key and not field.generated
    ]
    SearchEntry.objects.bulk_create(batch, update_conflicts=True, unique_fields=["procedure"], update_fields=columns)


def entry(edition: Edition) -> SearchEntry:
    """Not saved."""
    department = edition.field.department
    name_plain = findable(f"{edition.name} {edition.procedure.code}")
    return SearchEntry(
        procedure=edition.procedure,
        edition=edition,
        name=f" {marked(edition.name)} ",
        name_plain=name_plain,
        also_plain=findable(" ".join(_also(edition))),
        papers_plain=findable(" ".join(_papers(edition)))[:BODY_LETTERS],
        body_plain=edition.body_plain[:BODY_LETTERS],
        levels=edition.levels,
        field_id=edition.field_id,
        agency_id=department.pk if department else None,
        online_level=edition.online_level,
        prior=_prior(edition, name_plain),
    )


def _also(edition: Edition) -> Iterator[str]:
    """Other names: what one gets, and how a code is written short."""
    yield from (str(result.get("name", "")) for result in edition.results)
    yield str(edition.record.get("TUKHOA") or "") if isinstance(edition.record, dict) else ""


def _papers(edition: Edition) -> Iterator[str]:
    yield edition.field.name
    yield from (component.name for component in edition.components.all())
    yield from (case.name for case in edition.cases.all())
    yield from (str(name) for name in edition.handled_by)
    if edition.field.department and Level.PROVINCE in edition.levels:
        yield edition.field.department.name


def _prior(edition: Edition, name_plain: str) -> float:
    """How likely somebody who says little means this one: the ordinary case, near by, without conditions."""
    department = edition.field.department
    score = 0.6 if edition.procedure.code in POPULAR else 0.0
    score += NEARNESS.get(max(edition.levels, default=0), 0.0)
    if department and department.kind == Agency.Kind.VERTICAL:
        score -= 0.15
    return score - 0.35 * min(len(RARE.findall(name_plain)), 2)
