"""The audit of dossiers lets pass what only the link writes, and nothing else (migration 0071)."""

import pytest
from django.db import connection
from django.utils import timezone

from dossiers.models import Dossier
from portal.audit.models import AuditLine

pytestmark = pytest.mark.django_db

UNHEEDED = {"saved_at", "version", "typed", "nation_knows_since", "nation_digest", "nation_files_until"}
HEEDED = """
    SELECT a.attname FROM pg_trigger t
    JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr::int2[])
    WHERE t.tgname = 'audit_written' AND t.tgrelid = 'dossiers_dossier'::regclass
"""


def test_every_column_that_counts_wakes_the_audit():
    """Whoever adds one says ``heed`` again in its migration."""
    with connection.cursor() as cursor:
        cursor.execute(HEEDED)
        heeded = {name for (name,) in cursor.fetchall()}
    assert heeded == {field.column for field in Dossier._meta.concrete_fields} - UNHEEDED


def test_what_the_nation_acknowledged_leaves_no_line_and_a_change_beside_it_does(dossier):
    before = AuditLine.objects.count()
    Dossier.objects.filter(pk=dossier.pk).update(nation_knows_since=timezone.now())
    assert AuditLine.objects.count() == before
    Dossier.objects.filter(pk=dossier.pk).update(nation_digest="a" * 64, summary="khác")
    assert AuditLine.objects.count() == before + 1
