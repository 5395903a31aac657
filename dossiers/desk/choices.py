"""What a list can be narrowed to: only what occurs in it, found by leaping from one value to the next of an index."""

from django.db import connection

from dossiers.desk.seat import Seat

LEAPS = """
    (WITH RECURSIVE leap AS (
        SELECT here AS agency, (SELECT min({column}) FROM dossiers_place WHERE agency_id = here) AS found
        FROM unnest(%(here)s) here
        UNION ALL
        SELECT agency, (SELECT min({column}) FROM dossiers_place WHERE agency_id = agency AND {column} > found)
        FROM leap WHERE found IS NOT NULL)
    SELECT DISTINCT '{column}', found FROM leap WHERE found IS NOT NULL)
"""
PROCEDURE, DECIDER = "procedure_id", "decider_id"
OCCURRING = " UNION ALL ".join(LEAPS.format(column=column) for column in (PROCEDURE, DECIDER))


def occurring(seat: Seat) -> dict[str, list[int]]:
    """Procedures and deciding agencies of all that the person reaches."""
    found: dict[str, list[int]] = {PROCEDURE: [], DECIDER: []}
    with connection.cursor() as cursor:
        cursor.execute(OCCURRING, {"here": list(seat.agencies)})
        for column, key in cursor.fetchall():
            found[column].append(key)
    return found
