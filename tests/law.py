"""What no program of the portal can do: change a published edition. Only for putting a test's world together."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from procedures.models import PARTS, Edition

AWAKE = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'published_stays' AND tgenabled = 'O'"


@contextmanager
def law_rewritten() -> Iterator[None]:
    """As the owner of the tables, with the triggers of published editions asleep."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'published_stays' AND tgenabled = 'O'"
        )
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute("RESET ROLE; SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER published_stays")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER published_stays")
        cursor.execute(f'SET ROLE "{role}"')


def sleep() -> None:
    """For the rest of the transaction, whatever the role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
        for model in (Edition, *PARTS):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER published_stays")
        cursor.execute(f'SET ROLE "{role}"')
