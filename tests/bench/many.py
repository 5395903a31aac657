"""A catalogue of any size: beside the real records, names put together from halves of real ones, and their texts."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

from procedures.models import Edition, Procedure, SearchEntry
from procedures.search.index import count_words

PLAN = """
    CREATE TEMP TABLE plan AS
    WITH real AS (SELECT row_number() OVER (ORDER BY procedure_id) - 1 AS place, * FROM procedures_searchentry),
         size AS (SELECT count(*) AS n FROM real)
    SELECT format('9.%%s', to_char(g, 'FM000000')) AS code, a.edition_id AS like_edition, b.procedure_id AS like_entry,
           {name} AS name, {name_plain} || ' 9 ' || to_char(g, 'FM000000') AS name_plain
    FROM generate_series(%s, %s) g CROSS JOIN size
    JOIN real a ON a.place = (g::bigint * 7919) %% size.n
    JOIN real b ON b.place = (g::bigint * 104729 + g / size.n) %% size.n
"""
FIRST, SECOND = "string_to_array(trim(a.{0}), ' ')", "string_to_array(trim(b.{0}), ' ')"
HALVES = f"""array_to_string(
    ({FIRST})[:greatest(array_length({FIRST}, 1) / 2, 1)] || ({SECOND})[array_length({SECOND}, 1) / 2 + 1:], ' ')"""
PROCEDURES = """
    INSERT INTO procedures_procedure ({columns}) SELECT {values} FROM plan
    JOIN procedures_edition e ON e.id = plan.like_edition JOIN procedures_procedure p ON p.id = e.procedure_id
"""
EDITIONS = """
    INSERT INTO procedures_edition ({columns}) SELECT {values} FROM plan
    JOIN procedures_procedure p ON p.code = plan.code JOIN procedures_edition e ON e.id = plan.like_edition
"""
CURRENT = """
    UPDATE procedures_procedure p SET current_id = e.id FROM plan JOIN procedures_edition e ON true
    WHERE p.code = plan.code AND e.procedure_id = p.id
"""
ENTRIES = """
    INSERT INTO procedures_searchentry ({columns}) SELECT {values} FROM plan
    JOIN procedures_procedure p ON p.code = plan.code JOIN procedures_searchentry e ON e.procedure_id = plan.like_entry
"""


UNREAD = {"record": "'{}'", "form": "'{}'", "steps": "'[]'", "body_plain": "''"}
"""What searching does not read of an edition; its text is in the entry."""


def grow(to: int) -> None:
    """Add procedures in force until there are ``to``; searching knows them, and their words."""
    have = Procedure.objects.in_use().count()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plan")
        name = HALVES.format("name")
        cursor.execute(PLAN.format(name=name, name_plain=HALVES.format("name_plain")), [have + 1, to])
        cursor.execute(filled_in(PROCEDURES, Procedure, "p", code="plan.code", current_id="NULL"))
        own = {"procedure_id": "p.id", "name": "plan.name", "name_plain": "plan.name_plain"}
        with index_later(Edition):
            cursor.execute(filled_in(EDITIONS, Edition, "e", **own, **UNREAD))
        cursor.execute(CURRENT)
        entry = {**own, "edition_id": "p.current_id", "name": "' ' || lower(plan.name) || ' '"}
        with index_later(SearchEntry):
            cursor.execute(filled_in(ENTRIES, SearchEntry, "e", **entry))
        cursor.execute("ANALYZE")
    count_words()


@contextmanager
def index_later(model: type[Model]) -> Iterator[None]:
    """Without the indexes of words, which are built faster than they grow."""
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.add_index(model, index)


def filled_in(statement: str, model: type[Model], alias: str, **own: str) -> str:
    """Every column but the generated ones, as in the row taken as a model or as ``own`` says."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = [field.column for field in fields if not (field.primary_key and field.column == "id")]
    return statement.format(
        columns=", ".join(columns), values=", ".join(own.get(column, f"{alias}.{column}") for column in columns)
    )
