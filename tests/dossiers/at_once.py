"""Several acts at one instant, with every write of a dossier slowed down, so that reading before the other has written
is the rule and not luck."""

import threading
from contextlib import contextmanager

from django.db import connection

from dossiers.act import Refusal

SLOW = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.05); RETURN NEW; END';
CREATE TRIGGER slow_writes BEFORE UPDATE ON dossiers_dossier FOR EACH ROW EXECUTE FUNCTION slowly()
"""


@contextmanager
def slow_writes():
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER slow_writes ON dossiers_dossier; DROP FUNCTION slowly()")


def at_once(*acts) -> list[str]:
    """What became of each, all begun at the same instant."""
    gate, outcomes = threading.Barrier(len(acts)), {}

    def run(place, act):
        gate.wait()
        try:
            act()
            outcomes[place] = "done"
        except Refusal as refusal:
            outcomes[place] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes[place] for place in range(len(acts))]
