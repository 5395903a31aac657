"""The application's role in the database cannot rewrite what happened (design §4, roles; cases AC-22)."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from portal.grants import AppendOnly, Derived, refused_tables

pytestmark = pytest.mark.django_db


def as_application(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_app")
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE {table} SET {key} = {key}", "DELETE FROM {table}", "TRUNCATE {table}"])
def test_history_takes_inserts_only(statement):
    history = [model._meta for model in apps.get_models() if issubclass(model, AppendOnly)]
    assert history
    for one in history:
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_application(statement.format(table=one.db_table, key=one.pk.column))


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE intruder (id int)", "SELECT * FROM pg_authid", "COPY (SELECT 1) TO PROGRAM 'true'"]
)
def test_it_owns_nothing_and_reads_no_secrets(statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_application(statement)


def test_ordinary_rows_are_its_to_change():
    as_application("UPDATE dossiers_dossier SET summary = summary")


@pytest.mark.parametrize("statement", ["INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_follows_from_other_rows_is_only_read(statement):
    assert refused_tables(Derived)
    for table in refused_tables(Derived):
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_application(statement.format(table))
