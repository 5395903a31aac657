"""A dossier that breaks the work each time it is tried is passed over, and the others are done."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection

from dossiers import workflow
from dossiers.batch.work import KINDS
from portal import jobs
from tests.dossiers.batch.many import ordered, submitted, worked_off
from tests.portal.jobs.counting import expire

pytestmark = pytest.mark.django_db

BREAKING = """
CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'unforeseen'; END $$;
CREATE TRIGGER breaks BEFORE UPDATE ON dossiers_dossier FOR EACH ROW WHEN (OLD.id = {key}) EXECUTE FUNCTION breaks()
"""


@pytest.fixture
def broken(dossier) -> Iterator[list]:
    """Three dossiers of which the database takes no change of the second."""
    made = submitted(dossier, 3)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(BREAKING.format(key=made[1].pk))
        cursor.execute("SET ROLE portal_app")
    return made


def test_it_is_tried_several_times_and_then_said_to_have_broken(broken, clerk):
    job = ordered(workflow.RECEIVE, broken, clerk)
    for _ in range(3):
        with pytest.raises(DatabaseError, match="unforeseen"):
            jobs.run(KINDS, job.pk)
        expire(job)
    assert worked_off(job).counts == {"done": 2, "broken": 1}
    assert [line.outcome for line in job.lines.all()] == ["done", "broken", "done"]
