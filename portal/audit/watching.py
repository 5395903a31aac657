"""Watching a table: the function and the triggers of the database, as operations of migrations.

A chain belongs to one row (or, where rows of a dossier only ever get added, to the dossier): who writes a line holds
that row already, so that a chain neither forks nor makes two people wait who did not wait before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import migrations

SAID = (
    "concat_ws('|', chain, number, extract(epoch FROM at), coalesce(actor_id::text, '-'), as_role, act, \"table\", "
    "\"row\", coalesce(dossier_id::text, '-'), changes::text)"
)
"""Everything a line says, as one text. ``proof`` recomputes every hash from it."""

FUNCTION = """
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    present jsonb := coalesce(now, was);
    says text[] := string_to_array(TG_ARGV[2], ',');
    ignores text[] := string_to_array(TG_ARGV[3], ',');
    line portal_auditline;
    before text;
BEGIN
    SELECT jsonb_object_agg(key, CASE WHEN key = ANY (says) THEN jsonb_build_array(was -> key, now -> key) END)
        INTO line.changes FROM jsonb_object_keys(present) AS key
        WHERE (was -> key) IS DISTINCT FROM (now -> key) AND NOT key = ANY (ignores);
    IF line.changes IS NULL THEN
        RETURN NULL;
    END IF;
    line."row" := present ->> TG_ARGV[0];
    line.dossier_id := present ->> NULLIF(TG_ARGV[1], '');
    line.chain := TG_TABLE_NAME || ':' || coalesce(present ->> NULLIF(TG_ARGV[4], ''), line."row");
    line.at := clock_timestamp();
    line.actor_id := NULLIF(current_setting('app.actor', true), '');
    line.as_role := current_setting('role');
    line.act := TG_OP;
    line."table" := TG_TABLE_NAME;
    INSERT INTO portal_audithead AS head (chain, number, hash) VALUES (line.chain, 1, '')
        ON CONFLICT (chain) DO UPDATE SET number = head.number + 1 RETURNING number, hash INTO line.number, before;
    SELECT encode(sha256(convert_to(before || said, 'UTF8')), 'hex') INTO line.hash
        FROM (SELECT {said} AS said FROM (SELECT line.*) AS of_line) AS words;
    INSERT INTO portal_auditline (chain, number, at, actor_id, as_role, act, "table", "row", dossier_id, changes, hash)
        VALUES (line.chain, line.number, line.at, line.actor_id, line.as_role, line.act, line."table", line."row",
                line.dossier_id, line.changes, line.hash);
    UPDATE portal_audithead SET hash = line.hash WHERE chain = line.chain;
    RETURN NULL;
END $body$
"""


def define() -> migrations.RunSQL:
    """The function behind every watch. It runs as the owner: the application may not write lines itself."""
    return migrations.RunSQL(FUNCTION.format(said=SAID), "DROP FUNCTION audit_change()")


@dataclass(frozen=True)
class Watch:
    """How a table is watched.

    ``says``: columns whose values may stand in a line, because they tell nothing about people. ``ignores``: columns
    whose change alone leaves no line. ``dossier``: the column with the dossier's key. ``chained_by``: the column whose
    rows share a chain, else each row has its own. ``only``: a condition on ``NEW``, in SQL; deletions always count.
    """

    table: str
    says: Sequence[str] = ()
    ignores: Sequence[str] = ()
    dossier: str = ""
    chained_by: str = ""
    only: str = ""
    key: str = "id"

    @property
    def arguments(self) -> str:
        words = (self.key, self.dossier, ",".join(self.says), ",".join(self.ignores), self.chained_by)
        return ", ".join(f"'{word}'" for word in words)


def watch(*watches: Watch) -> migrations.RunSQL:
    made = ";\n".join(statement for each in watches for statement in _made(each))
    undone = ";\n".join(statement for each in watches for statement in _undone(each))
    return migrations.RunSQL(made, undone)


def heed(each: Watch) -> migrations.RunSQL:
    """Let statements that write nothing but what is ignored pass by a watch that is there already.

    The columns are named when this runs: where one is added or dropped later, its migration says this again
    (``tests/dossiers/test_audit_heeds.py`` tells).
    """
    heeded = f"""
DO $do$ BEGIN EXECUTE (
    SELECT format($sql${_written(each, "OF %s")}$sql$, string_agg(quote_ident(attname), ', ' ORDER BY attnum))
    FROM pg_attribute WHERE attrelid = '{each.table}'::regclass AND attnum > 0 AND NOT attisdropped
        AND NOT attname = ANY ('{{{",".join(each.ignores)}}}')
); END $do$"""  # noqa: S608  (names from a migration)
    return migrations.RunSQL(heeded, _written(each, ""))


def _written(each: Watch, of: str) -> str:
    when = f"WHEN ({each.only})" if each.only else ""
    return (
        f"CREATE OR REPLACE TRIGGER audit_written AFTER INSERT OR UPDATE {of} ON {each.table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION audit_change({each.arguments})"
    )


def _made(each: Watch) -> list[str]:
    deleted = f"FOR EACH ROW EXECUTE FUNCTION audit_change({each.arguments})"
    return [_written(each, ""), f"CREATE TRIGGER audit_deleted AFTER DELETE ON {each.table} {deleted}"]


def _undone(each: Watch) -> list[str]:
    return [f"DROP TRIGGER audit_{name} ON {each.table}" for name in ("written", "deleted")]
