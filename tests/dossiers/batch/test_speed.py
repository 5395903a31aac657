"""What the page of confirmation asks of the database grows with the dossiers by little each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.dossiers.batch.many import posted, submitted
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
A_DOSSIER = 3


def asked(window, dossiers) -> int:
    with CaptureQueriesContext(connection) as queries:
        posted(window, dossier=" ".join(str(one.uuid) for one in dossiers), act="receive")
    return len(queries)


def test_a_dossier_more_costs_no_more_than_its_standing(dossier, clerk):
    window, made = enter(clerk), submitted(dossier, 12)
    asked(window, made[:1])  # what is read once in a while is read now
    assert asked(window, made) - asked(window, made[:2]) <= A_DOSSIER * 10
