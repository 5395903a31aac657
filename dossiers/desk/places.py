"""The stored places and words against the truth they follow from."""

from django.db import connection

DIFFERING = """
    SELECT count(*) FROM (
        (SELECT {columns} FROM {kept} EXCEPT SELECT {columns} FROM {truth})
        UNION ALL (SELECT {columns} FROM {truth} EXCEPT SELECT {columns} FROM {kept})) differing
"""
COLUMNS = (
    "dossier_id, agency_id, heap, rank, at, status, procedure_id, field_id, decider_id, channel, received_at, due_at, "
    "is_asking, correction_waits, is_owed"
)


def wrong() -> int:
    """How many rows are missing, too many or other than they should be: 0 always, a fault of ours otherwise."""
    asked = (
        DIFFERING.format(columns=COLUMNS, kept="dossiers_place", truth="desk_places"),
        DIFFERING.format(columns="dossier_id, words", kept="dossiers_words", truth="desk_words"),
    )
    with connection.cursor() as cursor:
        found = 0
        for statement in asked:
            cursor.execute(statement)
            found += int(cursor.fetchone()[0])
    return found


def rebuild() -> None:
    """Make all of them anew; who changes a dossier waits meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_rebuild()")
