"""The two roles in the database: the owner migrates, the application role works.

``grant_application_role`` runs after every migration and is safe to repeat. The application role may do everything with
rows, except that what has happened cannot be rewritten: tables of ``AppendOnly`` models take inserts and nothing else,
those of ``ReadOnly`` ones nothing from it.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections

CREATE_ROLE = """DO $$ BEGIN
    BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
    IF NOT pg_has_role(current_user, '{role}', 'MEMBER') THEN GRANT {role} TO CURRENT_USER; END IF;
END $$"""
GRANT_ROWS = """GRANT USAGE ON SCHEMA public TO {role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"""


class AppendOnly:
    """Marks a model whose rows, once written, are neither updated nor deleted by the application role."""


class ReadOnly:
    """Marks a model whose rows the database itself writes; the application role only reads them."""


def append_only_tables() -> list[str]:
    return _tables(AppendOnly)


def _tables(marked: type) -> list[str]:
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, marked)]


def grant_application_role(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Give ``portal_app`` its rights on all tables there are.

    Needs CREATEROLE the first time (or the role made by hand).
    """
    if app_config.name != "portal":
        return
    role = settings.APPLICATION_ROLE
    with connections[using].cursor() as cursor:
        cursor.execute(CREATE_ROLE.format(role=role))
        cursor.execute(GRANT_ROWS.format(role=role))
        existing = set(connections[using].introspection.table_names(cursor))
        for table in existing & set(append_only_tables()):
            cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {role}')
        for table in existing & set(_tables(ReadOnly)):
            cursor.execute(f'REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "{table}" FROM {role}')
