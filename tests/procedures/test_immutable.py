"""Published law stays as it is: the database refuses every change, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from procedures.models import PARTS, Case, Edition
from tests.factories import EditionFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["portal_app", "owner"])
def edition(request):
    """Under both roles: neither the application nor the owner of the tables may change it."""
    published = ProcedureFactory().current
    if request.param == "owner":
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
    return published


def refused(sql, *values):
    with pytest.raises(IntegrityError, match="published and stays"), transaction.atomic():
        connection.cursor().execute(sql, values)


@pytest.mark.parametrize("change", ["name = 'x'", "form = '{}'", "state = 'draft'", "published_at = now()"])
def test_no_column_of_it_changes(edition, change):
    refused(f"UPDATE procedures_edition SET {change} WHERE id = %s", edition.pk)


def test_it_is_not_deleted(edition):
    refused("DELETE FROM procedures_edition WHERE id = %s", edition.pk)


def test_its_rows_do_not_change(edition):
    refused("UPDATE procedures_case SET name = 'x' WHERE edition_id = %s", edition.pk)
    refused("UPDATE procedures_timelimit SET value = 1 WHERE edition_id = %s", edition.pk)


def test_its_rows_are_not_deleted(edition):
    refused("DELETE FROM procedures_timelimit WHERE edition_id = %s", edition.pk)


def test_no_row_is_added(edition):
    refused("INSERT INTO procedures_case (edition_id, number, name) VALUES (%s, 9, 'x')", edition.pk)


def test_no_row_moves_in_from_a_draft(edition):
    draft = EditionFactory(procedure=edition.procedure, number=2, published=False)
    refused("UPDATE procedures_case SET edition_id = %s, number = 9 WHERE edition_id = %s", edition.pk, draft.pk)


def test_no_row_moves_out(edition):
    draft = EditionFactory(procedure=edition.procedure, number=2, published=False)
    refused("UPDATE procedures_case SET edition_id = %s, number = 9 WHERE edition_id = %s", draft.pk, edition.pk)


def test_every_part_of_an_edition_is_guarded(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'published_stays'")
        guarded = {table for (table,) in cursor.fetchall()}
    assert guarded == {model._meta.db_table for model in (Edition, *PARTS)}


def test_a_draft_changes_and_goes(db):
    draft = EditionFactory(procedure=ProcedureFactory(), number=2, published=False)
    Case.objects.filter(edition=draft).update(name="Khác")
    Edition.objects.filter(pk=draft.pk).update(name="Khác")
    assert draft.delete()[0] > 1
